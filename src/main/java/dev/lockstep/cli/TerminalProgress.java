package dev.lockstep.cli;

import dev.lockstep.train.EpochResult;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * One progress bar for the whole run in a terminal's last line; it makes way for every line of the
 * table and every notice. It has to be told before they are printed.
 */
final class TerminalProgress implements Progress {
  private static final int UPDATE_MILLIS = 200;

  private final LastLine line;
  private final int epochs;
  private ProgressBar bar;

  /** Shows nothing before the first step: only then is the number of steps known. */
  TerminalProgress(Surroundings surroundings, int epochs) {
    this.line = new LastLine(surroundings.err(), surroundings.columns());
    this.epochs = epochs;
  }

  @Override
  public void stepDone(int epoch, int step, int steps) {
    line.show();
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("")
              .setInitialMax((long) epochs * steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .continuousUpdate() // or a step taken while the bar is drawn would not be
              .setConsumer(line)
              .build();
    }
    bar.setExtraMessage("epoch %d, step %d/%d".formatted(epoch, step, steps));
    bar.stepTo((epoch - 1L) * steps + step);
  }

  @Override
  public void epochDone(EpochResult result) {
    line.hide();
  }

  @Override
  public void notice(String text) {
    line.hide();
  }

  /** Leaves an empty line. */
  @Override
  public void close() {
    line.hide();
    if (bar != null) {
      bar.close();
    }
  }
}

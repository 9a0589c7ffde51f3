package dev.lockstep.cli;

import dev.lockstep.train.EpochResult;
import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * One progress bar for the whole run in a terminal's last line. It is removed before every line of
 * the table and every notice, so it has to get them before they are printed.
 */
final class TerminalProgress implements Progress {
  private static final int UPDATE_MILLIS = 200;

  private final StatusLine line;
  private final int epochs;
  private ProgressBar bar;

  /** Shows nothing before the first step: only then is the number of steps known. */
  TerminalProgress(CommandContext context, int epochs) {
    this.line = new StatusLine(context.err(), context.columns());
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
              .continuousUpdate() // or steps taken while the bar is drawn would be missed
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

  /**
   * The last line of a terminal. The progress bar's own thread draws it, and the thread that prints
   * lines above it removes it.
   */
  static final class StatusLine implements ProgressBarConsumer {
    private final PrintStream err;
    private final int width;
    private boolean shown;

    StatusLine(PrintStream err, int columns) {
      this.err = err;
      // A character in the last column would start a new line.
      this.width = columns - 1;
    }

    synchronized void show() {
      shown = true;
    }

    synchronized void hide() {
      if (shown) {
        draw("");
        err.print("\r");
        err.flush();
        shown = false;
      }
    }

    @Override
    public synchronized void accept(String text) {
      if (shown) {
        draw(text);
        err.flush();
      }
    }

    private void draw(String text) {
      String cut = text.substring(0, Math.min(width, text.length()));
      err.print("\r" + cut + " ".repeat(width - cut.length()));
    }

    @Override
    public int getMaxRenderedLength() {
      return width;
    }

    @Override
    public void close() {
      hide();
    }
  }
}

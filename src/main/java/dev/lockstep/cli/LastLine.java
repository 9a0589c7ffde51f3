package dev.lockstep.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * The last line of a terminal, drawn by the progress bar's own thread and wiped by the one that
 * prints lines above it.
 */
final class LastLine implements ProgressBarConsumer {
  private final PrintStream err;
  private final int width;
  private boolean shown;

  LastLine(PrintStream err, int columns) {
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

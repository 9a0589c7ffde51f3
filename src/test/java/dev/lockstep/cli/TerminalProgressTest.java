package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cli.TerminalProgress.StatusLine;
import dev.lockstep.network.Score;
import dev.lockstep.train.EpochResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class TerminalProgressTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(screen, true, StandardCharsets.UTF_8);
  private final CommandContext context =
      new CommandContext(err, err, Map.of("COLUMNS", "90"), conf -> null);

  private String drawn() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  private void waitFor(String text) throws InterruptedException {
    while (!drawn().contains(text)) {
      Thread.sleep(10);
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void theBarCountsTheStepsOfTheWholeRunAndNamesTheEpoch() throws InterruptedException {
    try (TerminalProgress progress = new TerminalProgress(context, 2)) {
      progress.stepDone(1, 1, 4);
      waitFor("1/8");
      waitFor("epoch 1, step 1/4");
      progress.epochDone(new EpochResult(1, Score.NONE, Score.NONE, 0));
      assertTrue(drawn().endsWith("\r" + " ".repeat(89) + "\r"));
      progress.stepDone(2, 3, 4);
      waitFor("7/8");
    }
    assertTrue(drawn().endsWith("\r" + " ".repeat(89) + "\r"));
    assertFalse(drawn().contains("\n"));
  }

  @Test
  void aRunWithoutStepsDrawsNothing() {
    try (TerminalProgress progress = new TerminalProgress(context, 0)) {
      progress.epochDone(new EpochResult(0, Score.NONE, Score.NONE, 0));
    }
    assertTrue(drawn().isEmpty());
  }

  private String take() {
    String text = drawn();
    screen.reset();
    return text;
  }

  @Test
  void aTextIsDrawnOverTheLastAndNeverReachesTheRightEdge() {
    StatusLine line = new StatusLine(err, 6);
    line.show();
    line.accept("abcdefgh");
    assertEquals("\rabcde", take());
    line.accept("ab");
    assertEquals("\rab   ", take());
  }

  @Test
  void aHiddenLineIsWipedAndNothingIsDrawnOnIt() {
    StatusLine line = new StatusLine(err, 6);
    line.show();
    line.accept("abc");
    take();
    line.hide();
    assertEquals("\r     \r", take());
    line.accept("abc");
    line.hide();
    line.close();
    assertEquals("", take());
  }
}

package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LastLineTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final LastLine line =
      new LastLine(new PrintStream(screen, false, StandardCharsets.UTF_8), 6);

  private String drawn() {
    String text = screen.toString(StandardCharsets.UTF_8);
    screen.reset();
    return text;
  }

  @Test
  void aTextIsDrawnOverTheLastAndNeverReachesTheRightEdge() {
    line.show();
    line.accept("abcdefgh");
    assertEquals("\rabcde", drawn());
    line.accept("ab");
    assertEquals("\rab   ", drawn());
  }

  @Test
  void aHiddenLineIsWipedAndNothingIsDrawnOnIt() {
    line.show();
    line.accept("abc");
    drawn();
    line.hide();
    assertEquals("\r     \r", drawn());
    line.accept("abc");
    line.hide();
    line.close();
    assertEquals("", drawn());
  }
}

package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.scale.Columns;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LibsvmTest extends TextFormatLaws {
  @Override
  TextFormat format() {
    return new Libsvm();
  }

  @Override
  String header() {
    return "";
  }

  @Override
  String line(int row, String label, String... x) {
    return switch (row % 3) {
      case 0 -> label + " 1:" + x[0] + " 2:" + x[1];
      case 1 -> "\t" + label + "\t 1:" + x[0] + "  2:" + x[1] + " ";
      default -> label + " 1:" + x[0] + " 2:" + x[1] + "# last";
    };
  }

  @Override
  String badLine() {
    return "u 2:1 1:1";
  }

  @Test
  void rowsAreAsWideAsTheHighestIndex() throws IOException {
    LocalTable table =
        LocalTable.read(
            write("t.svm", "# by hand\n+1 2:0.5 4:-3\n-1\t1:7 \t3:0 # last\n\n   \n+1\r\n"),
            LocalTable.LIBSVM);
    assertEquals(
        List.of(
            "0 1 [0.0, 0.5, 0.0, -3.0]", "1 -1 [7.0, 0.0, 0.0, 0.0]", "2 1 [0.0, 0.0, 0.0, 0.0]"),
        table.rows());
    assertEquals(Columns.NONE, table.info().columns());
  }
}

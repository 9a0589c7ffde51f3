package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One table, written in a thousand ways: with other quotes, delimiters, encodings, line ends,
 * notations of numbers, missing values and labels; with a header or without, packed or plain, in
 * parts, some of them empty, columns in another order. Its rows are the same to the last bit, and
 * so are their places, whatever pieces are read: so a network learns the same and predicts the
 * same.
 */
final class SameTableTest {
  private static final int VARIANTS = 1000;
  private static final long SEED = 20_261_129;
  private static final int ROWS = 60;
  private static final List<String> NAMES = List.of("height", "note", "wet", "\u00e4ge", "kind");
  private static final List<String> KINDS =
      List.of("ash, old", "say \"x\"", "\u00e9lm", "two\nlines");

  @TempDir Path folder;

  /** How a variant is written. */
  private record Style(
      char delimiter,
      char point,
      Charset charset,
      String lineEnd,
      boolean hasHeader,
      Random random) {
    static Style of(Random random) {
      char delimiter = ",;\t|".charAt(random.nextInt(4));
      Charset charset =
          List.of(
                  StandardCharsets.UTF_8,
                  StandardCharsets.UTF_8,
                  StandardCharsets.UTF_16,
                  StandardCharsets.ISO_8859_1)
              .get(random.nextInt(4));
      return new Style(
          delimiter,
          delimiter != ',' && random.nextInt(3) == 0 ? ',' : '.',
          charset,
          random.nextBoolean() ? "\n" : "\r\n",
          random.nextInt(3) > 0,
          random);
    }

    private String cell(String text) {
      boolean isPlain = text.matches("[^\"\r\n,;\t|]*");
      return isPlain && random.nextInt(4) > 0
          ? text
          : "\"" + text.replace("\"", "\"\"").replace("\n", lineEnd) + "\"";
    }

    private String number(double x) {
      String text =
          switch (random.nextInt(4)) {
            case 0 -> x + "0";
            case 1 -> x >= 0 ? "+" + x : String.valueOf(x);
            case 2 -> " " + x + " ";
            default -> Math.round(x * 100) + "e-2";
          };
      return cell(text.replace('.', point));
    }

    private String missing() {
      return List.of("", "NA", "?", "null").get(random.nextInt(4));
    }
  }

  /** The cells of a row, in the order of the names. */
  private static List<String> cells(int row, Style style) {
    boolean isTrue = row % 3 == 0;
    List<List<String>> truths =
        List.of(List.of("true", "false"), List.of("Yes", "no"), List.of("t", "F"));
    String truth = truths.get(style.random.nextInt(3)).get(isTrue ? 0 : 1);
    String label = row % 9 == 8 ? style.missing() : style.cell(KINDS.get(row % 4));
    return List.of(
        row % 7 == 6 ? style.missing() : style.number(row * 0.25 - 3),
        style.cell("note " + row + (row % 5 == 0 ? ", long" : "")),
        truth,
        style.number(row % 10),
        label);
  }

  private TableOptions write(Random random, Path place) throws IOException {
    Style style = Style.of(random);
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4));
    if (style.hasHeader) {
      Collections.shuffle(order, random);
    }
    int parts = 1 + random.nextInt(4);
    int next = 0;
    for (int part = 0; part < parts; part++) {
      int end = part == parts - 1 ? ROWS : next + random.nextInt(ROWS - next + 1);
      boolean isEmpty = next == end && random.nextBoolean();
      StringBuilder text = new StringBuilder();
      if (style.hasHeader && !isEmpty) {
        line(order.stream().map(column -> style.cell(NAMES.get(column))).toList(), style, text);
      }
      for (; next < end; next++) {
        List<String> cells = cells(next, style);
        text.append(random.nextInt(20) == 0 ? style.lineEnd : "");
        line(order.stream().map(cells::get).toList(), style, text);
      }
      int packing = random.nextInt(4);
      String name = "part-" + part + (packing == 0 ? ".gz" : packing == 1 ? ".bz2" : "");
      try (OutputStream out = packed(packing, Files.newOutputStream(place.resolve(name)))) {
        out.write(text.toString().getBytes(style.charset));
      }
    }
    TableOptions options =
        TableOptions.DEFAULT
            .with(TableOptions.MULTILINE, true)
            .with(TableOptions.DECIMAL, style.point)
            .with(TableOptions.LABEL, Optional.of(style.hasHeader ? "kind" : "5"))
            .with(
                TableOptions.FEATURES,
                Optional.of(style.hasHeader ? "height,wet,\u00e4ge" : "1,3,4"));
    return style.charset.equals(StandardCharsets.ISO_8859_1)
        ? options.with(TableOptions.ENCODING, TextEncoding.LATIN_1)
        : options;
  }

  private static void line(List<String> cells, Style style, StringBuilder text) {
    text.append(String.join(String.valueOf(style.delimiter), cells)).append(style.lineEnd);
  }

  private static OutputStream packed(int packing, OutputStream out) throws IOException {
    return switch (packing) {
      case 0 -> new GZIPOutputStream(out);
      case 1 -> new BZip2CompressorOutputStream(out, 1);
      default -> out;
    };
  }

  private static LocalTable expected() {
    List<String> rows = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      if (row % 7 != 6 && row % 9 != 8) {
        rows.add(
            "%d %s [%s, %s, %s.0]"
                .formatted(
                    rows.size(),
                    KINDS.get(row % 4),
                    row * 0.25 - 3,
                    row % 3 == 0 ? "1.0" : "0.0",
                    row % 10));
        places.add((long) row);
      }
    }
    return new LocalTable(null, rows, places, List.of());
  }

  @Test
  void rowsAndPlacesAreTheSameHoweverTheTableIsWritten() throws IOException {
    LocalTable expected = expected();
    for (int variant = 0; variant < VARIANTS; variant++) {
      Random random = new Random(SEED + variant);
      Path place = Files.createDirectory(folder.resolve("table"));
      TableOptions options = write(random, place);
      LocalTable table =
          LocalTable.read(
              place, options, random.nextBoolean() ? Piece.BYTES : 1 + random.nextInt(99));
      String name = "variant " + variant;
      assertEquals(expected.rows(), table.rows(), name);
      assertEquals(expected.places(), table.places(), name);
      assertEquals(ROWS - expected.rows().size(), table.leftOut().size(), name);
      FileUtils.deleteDirectory(place.toFile());
    }
  }
}

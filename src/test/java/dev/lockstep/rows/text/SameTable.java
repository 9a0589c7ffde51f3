package dev.lockstep.rows.text;

import dev.lockstep.scale.RawColumns.Missing;
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

/**
 * One table, written in many ways: with other quotes, delimiters, encodings, line ends, notations
 * of numbers, missing values and labels; with a header or without, packed or plain, in parts, some
 * of them empty, columns in another order.
 */
public final class SameTable {
  /** Of the first variant; the next has the next. */
  public static final long SEED = 20_261_129;

  static final int ROWS = 60;
  static final List<String> KINDS = List.of("ash, old", "say \"x\"", "\u00e9lm", "two\nlines");
  private static final List<String> NAMES = List.of("height", "note", "wet", "\u00e4ge", "kind");

  private SameTable() {}

  /**
   * What a reader has to be told of a variant, since its files do not tell.
   *
   * @param hasHeader whether columns have names
   * @param point what stands before the fraction of a number
   * @param isLatin1 whether it is written in ISO 8859-1
   */
  public record Told(boolean hasHeader, char point, boolean isLatin1) {
    private static final List<String> NAMED = List.of("kind", "height,wet,\u00e4ge");
    private static final List<String> NUMBERED = List.of("5", "1,3,4");

    private List<String> columns() {
      return hasHeader ? NAMED : NUMBERED;
    }

    /** As options of a command. */
    public List<String> words() {
      return List.of(
          "--multiline",
          "--missing=skip",
          "--decimal=" + point,
          "--encoding=" + (isLatin1 ? "latin-1" : "utf-8"));
    }

    /** As options of {@code train} which a model keeps. */
    public List<String> columnWords() {
      return List.of("--label=" + columns().get(0), "--features=" + columns().get(1));
    }

    /** As settings. */
    TableOptions options() {
      return TableOptions.DEFAULT
          .with(TableOptions.MULTILINE, true)
          .with(TableOptions.MISSING, Missing.SKIP)
          .with(TableOptions.DECIMAL, point)
          .with(TableOptions.ENCODING, isLatin1 ? TextEncoding.LATIN_1 : TextEncoding.UTF_8)
          .with(TableOptions.LABEL, Optional.of(columns().get(0)))
          .with(TableOptions.FEATURES, Optional.of(columns().get(1)));
    }
  }

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

  /**
   * Writes the table.
   *
   * @param random decides how
   * @param place the folder for its parts
   * @return what a reader has to be told
   */
  public static Told write(Random random, Path place) throws IOException {
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
    return new Told(
        style.hasHeader, style.point, style.charset.equals(StandardCharsets.ISO_8859_1));
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
}

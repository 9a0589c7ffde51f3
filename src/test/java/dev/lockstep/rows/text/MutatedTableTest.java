package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.Mutations;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.scale.RawColumns.Missing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken tables are refused in one line, which names the file and the first line that a naive
 * reader finds bad too; what is left out is what that one would leave out.
 */
final class MutatedTableTest {
  private static final Pattern CLAIM =
      Pattern.compile("Cannot read (.*?): line ([0-9]+), .*", Pattern.DOTALL);

  /** Refusals that blame no line. */
  private static final Pattern OF_FILE =
      Pattern.compile(
          "Cannot read .*: (it holds no rows.*|no row has a feature.*|it has no column '[1-4]'.*"
              + "|every row was left out.*|line [0-9]+ has .*, most of those after it .*"
              + "|it is no table.*|column [1-3] holds numbers such as .*|--delimiter is comma, .*|its gzip data breaks off.*|other bytes follow.*"
              + "|.*Copy or download it again.)");

  @TempDir Path folder;

  private static String csv() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 160; row++) {
      text.append(row * 0.5).append(",\"").append(row % 9).append("\",").append(-row);
      text.append(row % 3 == 0 ? ",red\r\n" : row % 3 == 1 ? ",\"a \"\"b\"\", c\"\n" : ",7\n");
    }
    return text.toString();
  }

  private static String libsvm() {
    StringBuilder text = new StringBuilder("# forty rows\n");
    for (int row = 0; row < 40; row++) {
      text.append(row % 3 == 0 ? "+1" : "two").append(row % 2 == 0 ? " qid:7" : "");
      text.append(" 1:").append(row * 0.5);
      text.append(" 3:-7").append(row % 4 == 0 ? " # last\r\n" : " 12:1e2\n");
    }
    return text.toString();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void csvFiles() throws Exception {
    areReadOrRefused(
        "CSV files",
        csv(),
        LocalTable.csv("4", "1-3", ',', TableOptions.Header.NO)
            .with(TableOptions.MISSING, Missing.SKIP),
        NaiveTable::ofCsv);
  }

  @Test
  void libsvmFiles() throws Exception {
    areReadOrRefused("LIBSVM files", libsvm(), LocalTable.LIBSVM, NaiveTable::ofLibsvm);
  }

  /** Numbers, words, true and false, gaps and an identifier. */
  private static String mixed() {
    StringBuilder text = new StringBuilder("age,sex,wet,city,id,k\n");
    for (int row = 0; row < 60; row++) {
      text.append(row % 7 == 0 ? "" : row * 0.25).append(row % 2 == 0 ? ",female" : ",male");
      text.append(row % 3 == 0 ? ",yes" : ",no").append(row % 5 == 0 ? ",NA" : ",\"a, " + row % 4);
      text.append(row % 5 == 0 ? "" : "\"").append(",id").append(row);
      text.append(row % 4 == 0 ? ",u\n" : ",v\n");
    }
    return text.toString();
  }

  /** What is read can be learned of, and made x. */
  @Test
  void tablesOfWordsAndGaps() throws Exception {
    Mutations.areReadOrRefused(
        "tables of words and gaps",
        random -> {
          byte[] bytes = Mutations.of(mixed().getBytes(StandardCharsets.UTF_8), random);
          Path file = Files.write(folder.resolve("mixed.csv"), bytes);
          TableOptions options =
              TableOptions.DEFAULT.with(
                  TableOptions.MISSING, List.of(Missing.values()).get(random.nextInt(4)));
          TableOptions chosen = random.nextBoolean() ? LocalTable.skipping(options) : options;
          long pieceBytes = 64L + random.nextInt(2 * bytes.length + 1);
          return () -> {
            LocalTable table = LocalTable.read(file, chosen, pieceBytes);
            table
                .learned()
                .forEach(
                    (scaling, x) -> {
                      assertEquals(table.rows().size(), x.size());
                      assertTrue(x.stream().noneMatch(row -> row.contains("NaN")));
                    });
          };
        },
        8);
  }

  /** Tables as people have them: nothing but what a reader declares, and the file is named. */
  @Test
  void filesOfTheCases() throws Exception {
    List<Path> cases = CasesTest.files();
    Mutations.areReadOrRefused(
        "cases",
        random -> {
          Path original = cases.get(random.nextInt(cases.size()));
          byte[] broken = Mutations.of(Files.readAllBytes(original), random);
          byte[] bytes = random.nextInt(4) == 0 ? gzip(broken) : broken;
          Path file = Files.write(folder.resolve(original.getFileName()), bytes);
          TableOptions options =
              original.toString().endsWith(".svm")
                  ? LocalTable.LIBSVM.with(TableOptions.WIDTH, 20)
                  : TableOptions.DEFAULT;
          TableOptions chosen = random.nextInt(3) == 0 ? LocalTable.skipping(options) : options;
          long pieceBytes = 64L + bytes.length / 20 + random.nextInt(2 * bytes.length + 1);
          return () -> {
            try {
              LocalTable.read(file, chosen, pieceBytes);
            } catch (InvalidInputException e) {
              assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
              throw e;
            }
          };
        });
  }

  private void areReadOrRefused(
      String what, String good, TableOptions failing, NaiveTable.Reader naive) throws Exception {
    Mutations.areReadOrRefused(
        what,
        random -> {
          byte[] broken = Mutations.of(good.getBytes(StandardCharsets.UTF_8), random);
          boolean packed = random.nextInt(4) == 0;
          boolean corrupt = packed && random.nextBoolean();
          byte[] bytes = packed ? gzip(broken) : broken;
          Path file =
              Files.write(folder.resolve("table"), corrupt ? Mutations.of(bytes, random) : bytes);
          long pieceBytes = 64L + random.nextInt(2 * bytes.length + 1);
          boolean skips = random.nextInt(3) == 0;
          TableOptions options = skips ? LocalTable.skipping(failing) : failing;
          boolean isWhole = packed || bytes.length <= pieceBytes;
          NaiveTable expected = corrupt ? null : naive.read(broken, isWhole);
          return () -> read(file, options, pieceBytes, expected);
        });
  }

  private static void read(Path file, TableOptions options, long pieceBytes, NaiveTable expected) {
    try {
      List<String> rows = LocalTable.read(file, options, pieceBytes).rows();
      if (expected != null) {
        assertEquals(expected.labels(), rows.stream().map(MutatedTableTest::labelOf).toList());
        assertTrue(options.skipsBadRows() || expected.firstBad() == 0, "bad rows were read");
      }
    } catch (InvalidInputException e) {
      Matcher claim = CLAIM.matcher(e.getMessage());
      if (claim.matches()) {
        assertEquals(file.toString(), claim.group(1));
        if (expected != null) {
          boolean isFatal = options.skipsBadRows() && expected.fatal() > 0;
          assertEquals(
              isFatal ? expected.fatal() : expected.firstBad(),
              Long.parseLong(claim.group(2)),
              e.getMessage());
        }
      } else {
        assertTrue(OF_FILE.matcher(e.getMessage()).matches(), e.getMessage());
      }
      throw e;
    }
  }

  private static String labelOf(String row) {
    return row.substring(row.indexOf(' ') + 1, row.lastIndexOf(" ["));
  }
}

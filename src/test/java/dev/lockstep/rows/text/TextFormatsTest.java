package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InputFiles;
import dev.lockstep.io.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextFormatsTest {
  @TempDir Path folder;

  private String formatOf(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(file.toString());
    return TextFormats.of(
            InputFiles.find(place, "", LocalTable.HADOOP), TextEncoding.UTF_8, LocalTable.HADOOP)
        .map(TextFormat::name)
        .orElse("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "csv~1,2,u\\n",
        "csv~a b\\n",
        "csv~",
        "csv~a\\n1\\n",
        "csv~12:30,2,u\\n",
        "csv~12:30 2 u\\n",
        "csv~\\377\\n",
        "libsvm~1 1:2\\n",
        "libsvm~+1 3:0.5 17:-2e3\\r\\n",
        "libsvm~# made by hand\\n\\n-1\\nred\\t2:1 # x\\n",
        "libsvm~1:2 3:4\\n",
        "libsvm~1\\n2 qid:1 1:2\\n",
        "none~\\0\\0\\010\\003\\0\\0\\0\\1"
      })
  void firstLinesShowTheFormat(String format, String text) throws IOException {
    byte[] bytes =
        text == null ? new byte[0] : text.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    for (byte[] written : new byte[][] {bytes, packed.toByteArray()}) {
      assertEquals(format, formatOf("whatever.idx", written));
    }
  }

  @Test
  void whereFirstLinesShowNothingTheExtensionDoes() throws IOException {
    byte[] unclear = "1\n2\n".getBytes(StandardCharsets.UTF_8);
    assertEquals("libsvm", formatOf("a.svm", unclear));
    assertEquals("libsvm", formatOf("b.libsvm.gz", unclear));
    assertEquals("csv", formatOf("a.csv", unclear));
    assertEquals("csv", formatOf("a", unclear));
    assertEquals("libsvm", formatOf("c.csv", "1 1:2\n".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aNulIsOfIdxOrOfNoText() throws IOException {
    byte[] unmarked = "a,k\n1,u\n".getBytes(StandardCharsets.UTF_16LE);
    for (byte[] bytes : List.of(unmarked, "a,k\n1\0,u\n".getBytes(StandardCharsets.UTF_8))) {
      InvalidInputException e =
          assertThrows(InvalidInputException.class, () -> formatOf("t.csv", bytes));
      assertEquals(
          "Cannot read %s: line %d holds a NUL character, as no text does. If it is UTF-16 without its mark, say --encoding utf-16."
              .formatted(folder.resolve("t.csv"), bytes == unmarked ? 1 : 2),
          e.getMessage());
    }
    Files.write(folder.resolve("t.csv"), unmarked);
    List<InputFile> files =
        InputFiles.find(new org.apache.hadoop.fs.Path(folder + "/t.csv"), "", LocalTable.HADOOP);
    assertEquals(
        "csv", TextFormats.of(files, TextEncoding.UTF_16, LocalTable.HADOOP).orElseThrow().name());
  }

  @Test
  void everyFormatIsFoundByItsName() {
    for (String name : TextFormats.names()) {
      assertEquals(name, TextFormats.named(name).orElseThrow().name());
    }
  }
}

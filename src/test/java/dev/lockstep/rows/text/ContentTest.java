package dev.lockstep.rows.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.io.InputFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContentTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "CSV~1,2,u\\n",
        "CSV~a b\\n",
        "CSV~",
        "CSV~a\\n1\\n",
        "CSV~12:30,2,u\\n",
        "CSV~12:30 2 u\\n",
        "CSV~\\377\\n",
        "LIBSVM~1 1:2\\n",
        "LIBSVM~+1 3:0.5 17:-2e3\\r\\n",
        "LIBSVM~# made by hand\\n\\n-1\\nred\\t2:1 # x\\n",
        "LIBSVM~1:2 3:4\\n",
        "IDX~\\0\\0\\010\\003\\0\\0\\0\\1",
        "IDX~PK\\003\\004",
        "IDX~<html>"
      })
  void isToldByTheFirstLines(Content content, String text) throws IOException {
    byte[] bytes =
        text == null ? new byte[0] : text.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    Path file = folder.resolve("whatever.idx");
    for (byte[] written : new byte[][] {bytes, packed.toByteArray()}) {
      Files.write(file, written);
      org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(file.toString());
      assertEquals(
          content, Content.of(InputFiles.find(place, "", LocalTable.HADOOP), LocalTable.HADOOP));
    }
  }
}

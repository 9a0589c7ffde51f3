package dev.lockstep.benchmark;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * The parser of CSV alone: counts the fields of both halves of a file in a thread each, and makes
 * no number of them.
 */
final class ParserAlone {
  private ParserAlone() {}

  /** Prints how many fields a file has. */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    long half = endOfLine(file, Files.size(file) / 2);
    CompletableFuture<Long> first = CompletableFuture.supplyAsync(() -> count(file, 0, half));
    System.out.println(count(file, half, Files.size(file)) + first.get());
  }

  private static long endOfLine(Path file, long from) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      long at = from;
      for (int b = in.read(); b != '\n'; b = in.read()) {
        at++;
      }
      return at + 1;
    }
  }

  private static long count(Path file, long from, long to) {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      InputStream part =
          BoundedInputStream.builder().setInputStream(in).setMaxCount(to - from).get();
      return CsvReader.builder().build(new Fields(), part, StandardCharsets.ISO_8859_1).stream()
          .mapToLong(Integer::longValue)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts the fields of a record. */
  private static final class Fields extends AbstractBaseCsvCallbackHandler<Integer> {
    @Override
    protected RecordWrapper<Integer> buildRecord() {
      return wrapRecord(getFieldCount());
    }
  }
}

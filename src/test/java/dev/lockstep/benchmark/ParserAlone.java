package dev.lockstep.benchmark;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * The parser of CSV alone: counts the fields of both halves of a file in a thread each, and makes
 * no number of them.
 */
final class ParserAlone {
  private ParserAlone() {}

  /** Prints how many fields a file has. */
  public static void main(String[] arguments) throws Exception {
    System.out.println(fields(Path.of(arguments[0])));
  }

  /** How many fields a file has. */
  static long fields(Path file) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      long half = endOfLine(file, Files.size(file) / 2);
      Future<Long> first = threads.submit(() -> count(file, 0, half));
      Future<Long> second = threads.submit(() -> count(file, half, Files.size(file)));
      return first.get() + second.get();
    } finally {
      threads.shutdown();
    }
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

  private static long count(Path file, long from, long to) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      InputStream part =
          BoundedInputStream.builder().setInputStream(in).setMaxCount(to - from).get();
      return CsvReader.builder().build(new Fields(), part, StandardCharsets.ISO_8859_1).stream()
          .mapToLong(Integer::longValue)
          .sum();
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

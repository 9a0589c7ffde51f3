package dev.lockstep.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.TimeZone;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Arrays are written as numpy writes them, and read back to the bit. */
final class NpzTest {
  private static final double[] NUMBERS = {1, 2, 3, 4, 5, 6};

  private static byte[] write() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    NpzWriter npz = new NpzWriter(file);
    npz.bytes("about.json", new byte[] {'{', '}'});
    npz.array("W1", NUMBERS, 2, 3);
    npz.array("b1", NUMBERS, 6);
    npz.finish();
    return file.toByteArray();
  }

  /** The header is that of {@code np.save} for the same array. */
  @Test
  void anArrayIsNumpysHeaderAndTheNumbersRowByRow() throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(write()))) {
      zip.getNextEntry();
      zip.getNextEntry();
      byte[] header =
          ("?NUMPY\1\0v\0{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }"
                  + " ".repeat(58)
                  + "\n")
              .getBytes(StandardCharsets.US_ASCII);
      header[0] = (byte) 0x93;
      ByteBuffer expected = ByteBuffer.allocate(128 + 6 * 8).order(ByteOrder.LITTLE_ENDIAN);
      expected.put(header);
      for (double number : NUMBERS) {
        expected.putDouble(number);
      }
      assertArrayEquals(expected.array(), zip.readAllBytes());
    }
  }

  @Test
  void theNumbersStartAtAMultipleOf64AndAVectorsShapeHasAComma() {
    for (int width = 1; width < 1_000_000_000; width *= 10) {
      byte[] header = NpzWriter.header(width, width);
      assertEquals(0, header.length % 64);
      assertEquals('\n', header[header.length - 1]);
    }
    String vector = new String(NpzWriter.header(100), StandardCharsets.ISO_8859_1);
    assertEquals("'shape': (100,), }", vector.substring(vector.indexOf("'shape'")).strip());
  }

  @Test
  void arraysLongerThanTheBuffersAreReadAsTheyWereWritten() throws IOException {
    double[] numbers = IntStream.range(0, 30_003).mapToDouble(i -> 1.0 / (i + 1)).toArray();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    NpzWriter npz = new NpzWriter(file);
    npz.array("a", numbers, 3, 10_001);
    npz.finish();
    double[] read = new double[numbers.length];
    try (NpzReader reader = NpzReader.open(new InMemory("a.npz", file.toByteArray()))) {
      reader.array("a", read, 3, 10_001);
      reader.end("one array");
    }
    assertArrayEquals(numbers, read);
  }

  @Test
  void theSameArraysGiveTheSameBytesInEveryTimeZone() throws IOException {
    byte[] here = write();
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      assertArrayEquals(here, write());
    } finally {
      TimeZone.setDefault(zone);
    }
  }
}

package dev.lockstep.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
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

  /** What numpy makes of PyTorch's weights: they are float32, and W is transposed. */
  @Test
  void numbersOfSinglePrecisionAndTransposedArraysAreTheSameNumbers() throws IOException {
    Random random = new Random(5);
    for (int[] shape : new int[][] {{1, 1}, {3, 5}, {1, 4}, {4, 1}, {130, 257}}) {
      double[] numbers = new double[shape[0] * shape[1]];
      Arrays.setAll(numbers, i -> (float) random.nextGaussian());
      for (String type : new String[] {"<f8", "<f4"}) {
        for (String isFortran : new String[] {"True", "False"}) {
          ByteArrayOutputStream file = new ByteArrayOutputStream();
          NpzWriter npz = new NpzWriter(file);
          npz.bytes("a.npy", npy(type, isFortran, numbers, shape));
          npz.finish();
          double[] read = new double[numbers.length];
          try (NpzReader reader = NpzReader.open(new InMemory("a.npz", file.toByteArray()))) {
            reader.array("a", read, shape);
            reader.end("one array");
          }
          assertArrayEquals(numbers, read);
        }
      }
    }
  }

  private static byte[] npy(String type, String isFortran, double[] numbers, int... shape) {
    String text =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%d, %d), }\n"
            .formatted(type, isFortran, shape[0], shape[1]);
    ByteBuffer npy =
        ByteBuffer.allocate(100 + numbers.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    npy.put(NpzWriter.MAGIC).putShort((short) text.length());
    npy.put(text.getBytes(StandardCharsets.US_ASCII));
    boolean isColumnByColumn = isFortran.equals("True");
    for (int i = 0; i < (isColumnByColumn ? shape[1] : shape[0]); i++) {
      for (int j = 0; j < (isColumnByColumn ? shape[0] : shape[1]); j++) {
        double number = numbers[isColumnByColumn ? j * shape[1] + i : i * shape[1] + j];
        if (type.equals("<f4")) {
          npy.putFloat((float) number);
        } else {
          npy.putDouble(number);
        }
      }
    }
    return Arrays.copyOf(npy.array(), npy.position());
  }

  /** Halves and numbers from other machines are told, not guessed. */
  @Test
  void otherTypesAreRefused() throws IOException {
    for (String type : new String[] {"<f2", ">f8", "<i8"}) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      NpzWriter npz = new NpzWriter(file);
      npz.bytes("a.npy", npy(type, "False", NUMBERS, 2, 3));
      npz.finish();
      try (NpzReader reader = NpzReader.open(new InMemory("a.npz", file.toByteArray()))) {
        assertEquals(
            "Cannot read a.npz: a has elements of type %s, expected <f8 or <f4. Save it as an array of float64 or float32."
                .formatted(type),
            assertThrows(InvalidInputException.class, () -> reader.array("a", new double[6], 2, 3))
                .getMessage());
      }
    }
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

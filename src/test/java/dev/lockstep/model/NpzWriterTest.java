package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

final class NpzWriterTest {
  /** W1 = [[1, 2, 3], [4, 5, 6]], b1 = [7, 8, 9], W2 ..., b2 = [..., 17]. */
  private static Parameters counting() {
    Parameters parameters = new Parameters(new Topology(List.of(2, 3, 2)));
    double next = 1;
    for (int l = 1; l <= 2; l++) {
      for (double[] values :
          new double[][] {parameters.weights(l).values(), parameters.biases(l).values()}) {
        for (int i = 0; i < values.length; i++) {
          values[i] = next++;
        }
      }
    }
    return parameters;
  }

  private static byte[] write(Parameters parameters) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    NpzWriter.write(parameters, file);
    return file.toByteArray();
  }

  @Test
  void theArraysStandInTheOrderOfTheLayersStoredAndOfOneDate() throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(write(counting())))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
        assertEquals(ZipEntry.STORED, entry.getMethod());
        assertEquals("1980-02-01T00:00", entry.getTimeLocal().toString());
        assertEquals(entry.getSize(), zip.readAllBytes().length);
      }
    }
    assertEquals(List.of("W1.npy", "b1.npy", "W2.npy", "b2.npy"), names);
  }

  /** The header is that of {@code np.save} for the same array. */
  @Test
  void anArrayIsNumpysHeaderAndTheNumbersRowByRow() throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(write(counting())))) {
      zip.getNextEntry();
      byte[] header =
          ("?NUMPY\1\0v\0{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }"
                  + " ".repeat(58)
                  + "\n")
              .getBytes(StandardCharsets.US_ASCII);
      header[0] = (byte) 0x93;
      ByteBuffer expected = ByteBuffer.allocate(128 + 6 * 8).order(ByteOrder.LITTLE_ENDIAN);
      expected.put(header);
      for (int i = 1; i <= 6; i++) {
        expected.putDouble(i);
      }
      assertArrayEquals(expected.array(), zip.readAllBytes());
    }
  }

  @Test
  void theNumbersStartAtAMultipleOf64AndAVectorsShapeHasAComma() {
    for (int width = 1; width < 1_000_000_000; width *= 10) {
      byte[] header = NpyFormat.header(width, width);
      assertEquals(0, header.length % 64);
      assertEquals('\n', header[header.length - 1]);
    }
    String vector = new String(NpyFormat.header(100), StandardCharsets.ISO_8859_1);
    assertEquals("'shape': (100,), }", vector.substring(vector.indexOf("'shape'")).strip());
  }

  @Test
  void anArrayLongerThanTheBufferIsWrittenWhole() throws IOException {
    double[] numbers = new double[2500];
    numbers[2499] = 1;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    NpyFormat.write(file, numbers, 50, 50);
    assertEquals(NpyFormat.size(50, 50), file.size());
    ByteBuffer bytes = ByteBuffer.wrap(file.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(1, bytes.getDouble(file.size() - 8));
  }

  @Test
  void theSameParametersGiveTheSameBytesInEveryTimeZone() throws IOException {
    byte[] here = write(counting());
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      assertArrayEquals(here, write(counting()));
    } finally {
      TimeZone.setDefault(zone);
    }
  }
}

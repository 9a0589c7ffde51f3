package dev.lockstep.model;

import dev.lockstep.io.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What stands before the numbers of a {@code .npy} file: read, and held to what is expected. */
final class NpyHeader {
  private static final Pattern LINE =
      Pattern.compile(
          "\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([0-9, ]*)\\), \\} *\n");

  private NpyHeader() {}

  /**
   * Reads a header.
   *
   * @param file what messages call the file
   * @param array the array's name
   * @param in at its first byte; left at the first number
   * @param shape the shape that it should have
   * @throws InvalidInputException if it is none of float64 in C order and of this shape
   */
  static void require(String file, String array, InputStream in, int... shape) throws IOException {
    byte[] fixed = in.readNBytes(10);
    if (fixed.length < 10 || !Arrays.equals(fixed, 0, 6, NpyFormat.header(1), 0, 6)) {
      throw ModelFault.corrupt(file, array + " is no numpy array");
    }
    if (fixed[6] != 1) {
      throw ModelFault.other(
          file,
          "%s is in version %d of numpy's format, expected 1".formatted(array, fixed[6]),
          "Save it with numpy.savez.");
    }
    int length = (fixed[8] & 0xff) | (fixed[9] & 0xff) << 8;
    String line = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw ModelFault.corrupt(file, "the header of %s cannot be read".formatted(array));
    }
    if (!matcher.group(1).equals("<f8") || matcher.group(2).equals("True")) {
      throw ModelFault.other(
          file,
          "%s has elements of type %s in %s order, expected <f8 in C order"
              .formatted(
                  array,
                  matcher.group(1).replaceAll("\\p{Cntrl}", "?"),
                  matcher.group(2).equals("True") ? "Fortran" : "C"),
          "Save it as a float64 array in C order.");
    }
    String found = matcher.group(3).replaceAll(",? *$", "");
    String expected =
        Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    if (!found.equals(expected)) {
      throw ModelFault.other(
          file,
          "%s has shape (%s), expected (%s)".formatted(array, found, expected),
          "Use files of one model.");
    }
  }
}

package dev.lockstep.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Formats that are taken for data by mistake, known by a file's first bytes as Latin-1 text. */
public enum MistakenFormat {
  /** HTML. */
  WEB_PAGE(
      "(?i)\\s*<(!doctype|html|head|body|script)\\b",
      "It looks like a web page, saved in place of the file: download it again."),
  /** XML. */
  XML("\\s*<\\?xml", "It is XML: write its rows as CSV."),
  /** What Git keeps in place of a large file that is stored elsewhere. */
  GIT_LFS("version https://git-lfs", "It is a Git LFS pointer: run git lfs pull."),
  /** Gzip, within gzip. */
  GZIP("\u001f\u008b", "It is gzipped twice: unpack it once."),
  /** Arrays of numpy in a zip archive. */
  NPZ(
      "(?s)PK\u0003\u0004.{26}[^\u0000-\u001f]*\\.npy",
      "It is an archive of numpy's (npz): write its arrays as CSV, such as by numpy.savetxt."),
  /** A workbook in a zip archive. */
  WORKBOOK(
      "(?s)PK\u0003\u0004.{26}(\\[Content_Types\\]|_rels/|xl/|docProps/|mimetypeapplication/vnd)",
      "It is a workbook of a spreadsheet program: save its sheet as CSV."),
  /** A zip archive. */
  ZIP("PK\u0003\u0004", "It is a zip archive: unpack it."),
  /** A tar archive. */
  TAR("(?s).{257}ustar", "It is a tar archive: unpack it."),
  /** Packed with bzip2. */
  BZIP2("BZh[1-9]", "It is packed with bzip2: unpack it."),
  /** Packed with xz. */
  XZ("\u00fd7zXZ", "It is packed with xz: unpack it."),
  /** Packed with zstd. */
  ZSTANDARD("\\(\u00b5/\u00fd", "It is packed with zstd: unpack it."),
  /** Other archives. */
  ARCHIVE("7z\u00bc\u00af|Rar!", "It is a 7z or rar archive: unpack it."),
  /** A workbook of Excel before 2007. */
  OLD_WORKBOOK(
      "\u00d0\u00cf\u0011\u00e0", "It is a workbook of an old Excel: save its sheet as CSV."),
  /** An array of numpy. */
  NPY("\u0093NUMPY", "It is an array of numpy's (npy): write it as CSV, such as by numpy.savetxt."),
  /** Weka's format. */
  ARFF(
      "(?i)(\\s|%.*\n)*@relation\\b",
      "It is an ARFF file: remove its lines up to @data; what follows is CSV without a header."),
  /** Columns on disk. */
  PARQUET("PAR1[^ -~]", "It is a Parquet file: write it as CSV, such as by Spark or pandas."),
  /** Columns on disk. */
  ORC("ORC[^ -~]{2}", "It is an ORC file: write it as CSV, such as by Spark."),
  /** Hadoop's records. */
  AVRO("Obj\u0001", "It is an Avro file: write it as CSV, such as by Spark."),
  /** Columns in memory. */
  ARROW("ARROW1|FEA1", "It is an Arrow or Feather file: write it as CSV, such as by pandas."),
  /** Scientific data. */
  HDF5("\u0089HDF", "It is an HDF5 file: write its table as CSV, such as by pandas."),
  /** MATLAB's. */
  MATLAB("MATLAB 5.0", "It is a MATLAB file: write its table as CSV, such as by writematrix."),
  /** Python's objects. */
  PICKLE("\u0080[\u0002-\u0005]", "It is a pickle of Python's: write its table as CSV."),
  /** R's objects. */
  R("RD[AX][23]\n", "It is a file of R's: write its table as CSV, by write.csv."),
  /** A database. */
  SQLITE("SQLite format", "It is an SQLite database: write its table as CSV."),
  /** JSON, in one value or one a line. */
  JSON("\\s*(\\{\\s*\"|\\[\\s*[\\[{])", "It is JSON: write its rows as CSV."),
  /** A picture. */
  PICTURE(
      "\u0089PNG|\u00ff\u00d8\u00ff|GIF8[79]a",
      "It is a picture: put all pictures into IDX files of images and labels."),
  /** A document. */
  DOCUMENT("%PDF-|\\{\\\\rtf", "It is a document: save its table as CSV.");

  private static final int HEAD = 512;

  private final Pattern start;
  private final String advice;

  MistakenFormat(String start, String advice) {
    this.start = Pattern.compile(start);
    this.advice = advice;
  }

  /**
   * What to do with a file that is not what it was taken for.
   *
   * @param start the bytes already read
   * @param in the bytes that follow
   * @return a sentence, which is a question where no format is recognised
   */
  public static String adviceFor(byte[] start, InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(start);
    head.writeBytes(in.readNBytes(HEAD - start.length));
    return adviceFor(head.toByteArray()).orElse("Is it the right file?");
  }

  /**
   * What to do with a file of one of these formats.
   *
   * @param head its first 512 bytes or more, or all if it has fewer
   * @return a sentence; empty if no format is recognised
   */
  public static Optional<String> adviceFor(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values())
        .filter(format -> format.start.matcher(text).lookingAt())
        .map(format -> format.advice)
        .findFirst();
  }

  /**
   * Checks that a file is in none of these formats.
   *
   * @param file what messages call it
   * @param head as for {@link #adviceFor(byte[])}
   * @throws InvalidInputException naming its format and what to do
   */
  public static void requireNone(String file, byte[] head) {
    Optional<String> advice = adviceFor(head);
    if (advice.isPresent()) {
      throw new InvalidInputException(
          "Cannot read %s: it is no table. %s".formatted(file, advice.get()));
    }
  }
}

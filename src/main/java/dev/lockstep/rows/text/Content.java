package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.IoFault;
import dev.lockstep.io.OtherFormat;
import dev.lockstep.rows.idx.IdxFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/** What files hold, as their names and first bytes tell. */
public enum Content {
  /** Images or their labels, or something else that is no text. */
  IDX,
  /** Cells between delimiters. */
  CSV,
  /** A label, then {@code index:value} for what is not zero. */
  LIBSVM;

  private static final int HEAD = 1 << 16;
  private static final Pattern LIBSVM_LINE =
      Pattern.compile("[^:\\s]*([ \\t]+|^)[0-9]+:[^:,;\\s]+([ \\t]+[0-9]+:[^:,;\\s]+)*[ \\t]*");

  /**
   * Looks at the first file that is not empty.
   *
   * @param files one or more
   * @param hadoop how to reach them
   * @return CSV unless it begins otherwise
   * @throws dev.lockstep.io.InvalidInputException if it cannot be read
   */
  public static Content of(List<InputFile> files, Configuration hadoop) {
    if (IdxFolder.isMeant(files)) {
      return IDX;
    }
    for (InputFile file : files) {
      byte[] head = head(TableFile.of(file, hadoop), hadoop);
      if (head.length > 0) {
        return of(head);
      }
    }
    return CSV;
  }

  /** The first bytes, unpacked. */
  public static byte[] head(TableFile file, Configuration hadoop) {
    try (InputStream in = file.open(0, hadoop)) {
      return in.readNBytes(HEAD);
    } catch (IOException e) {
      throw IoFault.of(file.name(), e);
    }
  }

  private static Content of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.indexOf(0) >= 0 || OtherFormat.adviceFor(head).isPresent()) {
      return IDX;
    }
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> line.contains(" ") || line.contains(":"))
        .findFirst()
        .filter(line -> LIBSVM_LINE.matcher(line).matches())
        .map(line -> LIBSVM)
        .orElse(CSV);
  }
}

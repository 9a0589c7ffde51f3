package dev.lockstep.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;

/** The files that a user has named all at once. */
public final class InputFiles {
  private static final String PACKED = ".gz";
  private static final Pattern ESCAPED = Pattern.compile("%([0-9A-Fa-f]{2})");

  private InputFiles() {}

  /**
   * Finds the files of a table.
   *
   * @param input a file; a folder, of which its files are meant and those of its folders called
   *     {@code column=value}, hidden ones (a dot or an underscore first) aside; or a pattern such
   *     as {@code parts/*.gz}; on any path that Hadoop reads
   * @param hint ends a message: what names the files
   * @param hadoop how to reach them
   * @return one or more, in the order of their paths
   * @throws InvalidInputException if there is none, or one is there both packed and plain
   */
  public static List<InputFile> find(Path input, String hint, Configuration hadoop) {
    List<InputFile> all = in(input, hadoop);
    if (all.isEmpty()) {
      throw missing(input, hint);
    }
    requireNoTwins(all);
    return all;
  }

  /**
   * Checks that the rows of no file would count twice.
   *
   * @throws InvalidInputException if one is there both packed and plain
   */
  public static void requireNoTwins(List<InputFile> all) {
    List<InputFile> found = withoutTwins(all);
    if (all.size() > found.size()) {
      InputFile twin = all.stream().filter(file -> !found.contains(file)).findFirst().orElseThrow();
      throw new InvalidInputException(
          "%s is there both packed and plain, so that its rows would count twice. Name one of the two, such as '*%s', or remove one."
              .formatted(twin.name(), PACKED));
    }
  }

  /** What to say where there is nothing. */
  public static InvalidInputException missing(Path input, String hint) {
    return new InvalidInputException(
        "There is no file or folder %s, or no file in it. %s"
            .formatted(MessageText.path(input.toString()), hint));
  }

  /**
   * Files of which some may be there both packed and plain, as {@code gunzip -k} leaves them.
   *
   * @return of each the plain one, in their order
   */
  public static List<InputFile> withoutTwins(List<InputFile> all) {
    Set<Path> plain = all.stream().map(InputFile::path).collect(Collectors.toSet());
    return all.stream().filter(file -> !plain.contains(unpacked(file.path()))).toList();
  }

  /** Where the same file may lie unpacked; the file itself if that is it. */
  private static Path unpacked(Path file) {
    String name = file.getName();
    return name.endsWith(PACKED) && file.getParent() != null
        ? HadoopPaths.child(file.getParent(), name.substring(0, name.length() - PACKED.length()))
        : new Path("/");
  }

  /**
   * The same files, maybe none.
   *
   * @param input as in {@link #find}
   * @param hadoop how to reach them
   * @return in the order of their paths
   * @throws InvalidInputException if the file system fails
   */
  public static List<InputFile> in(Path input, Configuration hadoop) {
    FileSystem files = HadoopPaths.fileSystem(input, hadoop);
    try {
      List<InputFile> found = new ArrayList<>();
      for (Path match : matches(input, files)) {
        found.addAll(at(match, files.getFileStatus(match), Map.of(), files));
      }
      found.sort(Comparator.comparing(InputFile::path));
      return found;
    } catch (IOException e) {
      throw IoFault.of(input.toString(), e);
    }
  }

  /** What has a name or fits a pattern; Hadoop's own search fails at a colon in any name. */
  private static List<Path> matches(Path pattern, FileSystem files) throws IOException {
    if (files.exists(pattern)) {
      return List.of(pattern);
    }
    if (pattern.getParent() == null) {
      return List.of();
    }
    String name = pattern.getName();
    GlobFilter filter = new GlobFilter(name);
    List<Path> found = new ArrayList<>();
    for (Path folder : matches(pattern.getParent(), files)) {
      if (filter.hasPattern() && files.getFileStatus(folder).isDirectory()) {
        for (FileStatus child : files.listStatus(folder)) {
          String childName = child.getPath().getName();
          if (filter.accept(child.getPath()) && isHidden(childName) == isHidden(name)) {
            found.add(HadoopPaths.child(folder, childName));
          }
        }
      } else if (!filter.hasPattern() && files.exists(HadoopPaths.child(folder, name))) {
        found.add(HadoopPaths.child(folder, name));
      }
    }
    return found;
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  private static List<InputFile> at(
      Path path, FileStatus status, Map<String, String> folders, FileSystem files)
      throws IOException {
    if (status.isFile()) {
      return List.of(InputFile.of(path, status, folders, files));
    }
    List<InputFile> found = new ArrayList<>();
    for (FileStatus child : files.listStatus(path)) {
      String name = child.getPath().getName();
      int equals = name.indexOf('=');
      if (!isHidden(name) && (child.isFile() || equals > 0)) {
        Map<String, String> below = new LinkedHashMap<>(folders);
        if (!child.isFile()) {
          below.put(plain(name.substring(0, equals)), plain(name.substring(equals + 1)));
        }
        found.addAll(at(HadoopPaths.child(path, name), child, below, files));
      }
    }
    return found;
  }

  /** What a folder's name says of a column or a value, as Hive writes it. */
  private static String plain(String escaped) {
    return escaped.equals("__HIVE_DEFAULT_PARTITION__")
        ? ""
        : ESCAPED
            .matcher(escaped)
            .replaceAll(
                code ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(code.group(1), 16))));
  }
}

package dev.lockstep.io;

import dev.lockstep.io.OutputKind.Existing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.io.function.IOBiFunction;
import org.apache.commons.io.function.IOConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;

/**
 * The folder that a command leaves behind, on any file system that Hadoop writes: complete or not
 * there.
 *
 * <p>{@link #prepare} checks before the work that the folder can be written. {@link #write} puts
 * files into a hidden folder, the stage: beside it, or inside where it exists already, since it may
 * be a mount point. {@link #complete} renames the stage into place, or, where the folder exists,
 * its files one by one, after the old ones have been moved aside. One file, the {@linkplain
 * OutputKind#marker marker} of its kind, is the first to leave and the last to arrive: while it is
 * there, the result is complete. A failure or Ctrl-C before completion removes the stage; what a
 * command that was killed during a replacement had moved aside is restored by the next one's {@link
 * #prepare}.
 *
 * <p>A run's checkpoints, its {@link LiveFolder live} part, are written into the folder itself
 * while the work is done.
 *
 * @param <L> the type of the live part
 */
public final class OutputFolder<L extends LiveFolder> implements AutoCloseable {
  private static final String TOKEN = "[-0-9a-f]{36}";
  private static final String NEW = ".new.";
  private static final String OLD = ".old.";
  private static final String PROBE = ".probe.";
  private static final int HEAD = 8192;
  private static final Pattern LEFTOVER = Pattern.compile("[.](new|old|probe)[.]" + TOKEN);
  private static final Pattern REPLACED = Pattern.compile("[.]old[.]" + TOKEN);

  private final FileSystem files;
  private final OutputKind kind;

  /** As the user wrote it. */
  private final Path named;

  /** The same with its file system. */
  private final Path folder;

  private final Existing existing;
  private final L live;
  private final Path stage;
  private final Path replaced;

  private OutputFolder(
      FileSystem files,
      OutputKind kind,
      Path named,
      Existing existing,
      IOBiFunction<FileSystem, Path, L> opener)
      throws IOException {
    this.files = files;
    this.kind = kind;
    this.named = named;
    this.folder = files.makeQualified(named);
    this.existing = existing;
    Path nearest = requireFolder();
    restore();
    live = opener.apply(files, kind.live().isEmpty() ? folder : inFolder(kind.live()));
    requireUsable();
    requireWritable(nearest);
    if (!kind.live().isEmpty()) {
      // One command at a time writes a run. The stage of a result may be another command's, whose
      // tasks are filling it.
      removeLeftovers();
      live.removeHalfWritten();
    }
    String token = UUID.randomUUID().toString();
    stage =
        files.exists(folder)
            ? inFolder(NEW + token)
            : HadoopPaths.child(folder.getParent(), "." + folder.getName() + "." + token);
    replaced = inFolder(OLD + token);
  }

  /**
   * Checks that a result can be put into a folder, and leaves nothing there.
   *
   * @param named a local folder or any Hadoop path; new or empty, or with a result of the kind
   *     where {@code existing} says what becomes of it
   * @param hadoop how to reach it
   * @param opener opens the live part
   * @return the folder, to be closed
   * @throws InvalidInputException if the folder is a file, holds something else, or cannot be
   *     written
   */
  public static <L extends LiveFolder> OutputFolder<L> prepare(
      OutputKind kind,
      Path named,
      Configuration hadoop,
      Existing existing,
      IOBiFunction<FileSystem, Path, L> opener) {
    FileSystem files = null;
    try {
      // Not the cached instance: no checksum files, and closing it removes what is half-written.
      files = FileSystem.newInstance(named.toUri(), LocalDisk.in(hadoop));
      files.setWriteChecksum(false);
      return new OutputFolder<>(files, kind, named, existing, opener);
    } catch (IOException | RuntimeException e) {
      IOUtils.closeStream(files);
      if (e instanceof InvalidInputException mistake) {
        throw mistake;
      }
      throw HadoopPaths.fault(named, e, "Cannot write to %s: %s. Name another folder with --out.");
    }
  }

  /** A folder without a live part, whose result may be replaced with {@code overwrite}. */
  public static OutputFolder<LiveFolder> prepare(
      OutputKind kind, Path named, Configuration hadoop, boolean overwrite) {
    Existing existing = overwrite ? Existing.REPLACE : Existing.REFUSE;
    return prepare(kind, named, hadoop, existing, (files, path) -> LiveFolder.NONE);
  }

  /** The folder itself, or the lowest above it that exists. */
  private Path requireFolder() throws IOException {
    Path nearest = folder;
    while (!nearest.isRoot() && !files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    if (!files.getFileStatus(nearest).isDirectory()) {
      throw new InvalidInputException(
          nearest.equals(folder)
              ? "%s is a file. Name a folder with --out.".formatted(named)
              : "Cannot make %s: %s is a file. Name another folder with --out."
                  .formatted(named, Path.getPathWithoutSchemeAndAuthority(nearest)));
    }
    return nearest;
  }

  /** Restores an old result that a killed command had moved aside: without a marker, it counts. */
  private void restore() throws IOException {
    for (Path old : LiveFolder.list(files, folder)) {
      if (REPLACED.matcher(old.getName()).matches()
          && files.exists(new Path(old, kind.marker()))
          && !files.exists(inFolder(kind.marker()))) {
        for (String name : markerLast(old)) {
          files.delete(inFolder(name), true);
          NewFile.rename(files, new Path(old, name), inFolder(name));
        }
      }
    }
  }

  private void requireUsable() throws IOException {
    boolean complete = files.exists(inFolder(kind.marker()));
    if (!complete && live.isEmpty()) {
      if (existing == Existing.RESUME) {
        throw new InvalidInputException(
            "%s holds no %s to resume. Correct --out, or train without --resume."
                .formatted(named, kind.noun()));
      }
      if (!holdsNothingElse()) {
        throw new InvalidInputException(
            "%s is not empty and holds no %s (%s). Name another folder with --out."
                .formatted(named, kind.noun(), kind.marker()));
      }
    } else if (existing == Existing.REFUSE) {
      throw new InvalidInputException(
          complete
              ? "%s holds %s already. Name another folder with --out, or replace it with --overwrite."
                  .formatted(named, kind.one())
              : "%s holds an unfinished %s. Resume it with --resume, replace it with --overwrite, or name another folder with --out."
                  .formatted(named, kind.noun()));
    }
  }

  /** Whether the folder holds only the live part and what killed commands have left. */
  private boolean holdsNothingElse() throws IOException {
    return LiveFolder.list(files, folder).stream()
        .map(Path::getName)
        .allMatch(name -> LEFTOVER.matcher(name).matches() || name.equals(kind.live()));
  }

  private void requireWritable(Path nearest) throws IOException {
    Path probe = new Path(nearest, PROBE + UUID.randomUUID());
    if (!files.mkdirs(probe) || !files.delete(probe, true)) {
      throw new InvalidInputException(
          "Cannot write to %s: no permission in %s. Name another folder with --out."
              .formatted(named, Path.getPathWithoutSchemeAndAuthority(nearest)));
    }
  }

  /** Removes what killed commands have left, in the folder and beside it. */
  private void removeLeftovers() throws IOException {
    removeAll(folder, LEFTOVER);
    if (!folder.isRoot()) {
      String hidden = Pattern.quote("." + folder.getName() + ".");
      removeAll(folder.getParent(), Pattern.compile(hidden + TOKEN));
    }
  }

  private void removeAll(Path parent, Pattern names) throws IOException {
    for (Path file : LiveFolder.list(files, parent)) {
      if (names.matcher(file.getName()).matches()) {
        files.delete(file, true);
      }
    }
  }

  private Path inFolder(String name) {
    return new Path(folder, name);
  }

  /** The part that is written while the work is done. */
  public L live() {
    return live;
  }

  /** Whether the folder holds a complete result whose marker has some texts in its first lines. */
  public boolean holds(List<String> texts) {
    try (InputStream in = files.open(inFolder(kind.marker()))) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      return texts.stream().allMatch(head::contains);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Where files that {@link #complete} puts into the folder may be written by other means than
   * {@link #write}.
   *
   * @return a hidden folder, which exists
   * @throws NotWrittenException if the file system fails
   */
  public Path stage() {
    try {
      files.mkdirs(stage);
      files.deleteOnExit(stage);
      return stage;
    } catch (IOException e) {
      throw notWritten(folder, e);
    }
  }

  /**
   * Writes a file that {@link #complete} puts into the folder.
   *
   * @param name its path in the folder, such as {@code model/model.npz}
   * @throws NotWrittenException if the file system fails
   * @throws IllegalArgumentException if the kind does not know it, so that nobody would replace it
   */
  public void write(String name, IOConsumer<OutputStream> contents) {
    if (!kind.owns(name.replaceFirst("/.*", ""))) {
      throw new IllegalArgumentException(name + " is no file of " + kind.one());
    }
    try {
      NewFile.write(files, new Path(stage(), name), contents);
    } catch (IOException e) {
      throw notWritten(inFolder(name), e);
    }
  }

  /** Writes a text file in UTF-8, as {@link #write(String, IOConsumer)} does. */
  public void write(String name, String text) {
    write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Puts the written files into place. Where someone else has meanwhile put something there that is
   * not to be replaced, they go beside it, into the first free one of {@code folder-2}, {@code
   * folder-3} ... Without any written file the folder stays as it is.
   *
   * @return where the result lies now; a local path is without {@code file:}
   * @throws NotWrittenException if the file system fails
   */
  public String complete() {
    Path place = folder;
    try {
      if (!files.exists(stage)) {
        return MessageText.path(folder);
      }
      if (files.exists(folder) && (existing != Existing.REFUSE || holdsNothingElse())) {
        replaceContents();
      } else {
        for (int n = 2; files.exists(place); n++) {
          place = folder.suffix("-" + n);
        }
        NewFile.rename(files, stage, place);
        if (live.isWritten()) {
          NewFile.rename(files, inFolder(kind.live()), new Path(place, kind.live()));
        }
      }
      files.cancelDeleteOnExit(stage);
    } catch (IOException e) {
      throw notWritten(inFolder(kind.marker()), e);
    }
    return MessageText.path(place);
  }

  /** A rename that has been done. */
  private record Move(Path from, Path to) {}

  /** Swaps the kind's own files; what else lies in the folder stays. */
  private void replaceContents() throws IOException {
    Deque<Move> moves = new ArrayDeque<>();
    try {
      List<String> old = markerLast(folder);
      Collections.reverse(old);
      if (!old.isEmpty()) {
        files.mkdirs(replaced);
      }
      for (String name : old) {
        move(moves, new Path(folder, name), new Path(replaced, name));
      }
      for (String name : markerLast(stage)) {
        move(moves, new Path(stage, name), new Path(folder, name));
      }
    } catch (IOException e) {
      undo(moves, e);
      throw e;
    }
    files.delete(stage, true);
    files.delete(replaced, true);
    if (existing == Existing.REPLACE && !kind.live().isEmpty() && !live.isWritten()) {
      files.delete(inFolder(kind.live()), true);
    }
  }

  private void move(Deque<Move> moves, Path from, Path to) throws IOException {
    NewFile.rename(files, from, to);
    moves.push(new Move(from, to));
  }

  private void undo(Deque<Move> moves, IOException reason) {
    try {
      while (!moves.isEmpty()) {
        Move last = moves.pop();
        NewFile.rename(files, last.to, last.from);
      }
      files.delete(replaced, true);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** The kind's own names in a folder, the marker last. */
  private List<String> markerLast(Path parent) throws IOException {
    return LiveFolder.list(files, parent).stream()
        .map(Path::getName)
        .filter(name -> kind.owns(name))
        .sorted(Comparator.comparing(kind.marker()::equals))
        .collect(Collectors.toList());
  }

  private NotWrittenException notWritten(Path path, IOException e) {
    return new NotWrittenException(
        "Cannot write %s: %s. %s%s"
            .formatted(
                MessageText.path(path),
                NotWrittenException.reason(e),
                e.getSuppressed().length == 0
                    ? "What the folder held is as before"
                    : "The next command restores what the folder held",
                live.last()
                    .map(
                        "; the last checkpoint is %s: fix this, then run again with --resume."
                            ::formatted)
                    .orElse(": fix this, then run the command again.")),
        e);
  }

  /** Removes what was written but not completed. */
  @Override
  public void close() throws IOException {
    files.close();
  }
}

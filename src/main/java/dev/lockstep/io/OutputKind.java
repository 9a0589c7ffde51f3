package dev.lockstep.io;

import java.util.regex.Pattern;

/** What a command leaves in its folder, and so which files of an older result it may replace. */
public enum OutputKind {
  /** What {@code train} leaves. */
  RUN("a", "run", "run.json", "run\\.json|model|history\\.csv|report\\.html", "checkpoints"),
  /** What {@code evaluate} leaves. */
  EVALUATION(
      "an",
      "evaluation",
      "evaluation.json",
      "evaluation\\.json|confusion\\.csv|misclassified\\.csv|report\\.html",
      ""),
  /** What {@code predict} leaves. */
  PREDICTION(
      "a", "prediction", "_SUCCESS", "_SUCCESS|_left-out\\.csv|part-\\d+\\.csv(\\.\\w+)?", "");

  /** What becomes of a result that a folder holds. */
  public enum Existing {
    /** The command is refused. */
    REFUSE,
    /** It is resumed. */
    RESUME,
    /** It is replaced: its live part at once, the rest when the new result is complete. */
    REPLACE
  }

  final String article;
  final String noun;

  /** The name of the folder that is written while the work is done; empty without one. */
  final String live;

  private final String marker;
  private final Pattern files;

  OutputKind(String article, String noun, String marker, String files, String live) {
    this.article = article;
    this.noun = noun;
    this.marker = marker;
    this.files = Pattern.compile(files);
    this.live = live;
  }

  /** The name of the file by which a folder is known to hold a complete result. */
  public String marker() {
    return marker;
  }

  /** Whether a file of this name belongs to the result. */
  boolean owns(String name) {
    return files.matcher(name).matches();
  }
}

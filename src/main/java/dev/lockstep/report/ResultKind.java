package dev.lockstep.report;

import java.util.regex.Pattern;

/** What a command leaves in its folder, and so what of an older result it may replace. */
public enum ResultKind {
  /** What {@code evaluate} leaves. */
  EVALUATION(
      "an",
      "evaluation",
      "evaluation.json",
      "evaluation\\.json|confusion\\.csv|misclassified\\.csv|report\\.html"),
  /** What {@code predict} leaves. */
  PREDICTION("a", "prediction", "_SUCCESS", "_SUCCESS|part-\\d+\\.csv(\\.\\w+)?");

  private final String article;
  private final String noun;
  private final String marker;
  private final Pattern files;

  ResultKind(String article, String noun, String marker, String files) {
    this.article = article;
    this.noun = noun;
    this.marker = marker;
    this.files = Pattern.compile(files);
  }

  /** What stands before the noun. */
  String article() {
    return article;
  }

  /** What messages call it. */
  String noun() {
    return noun;
  }

  /** The file by which a folder is known to hold one. */
  String marker() {
    return marker;
  }

  /** Whether a file in the folder is the command's own. */
  boolean owns(String name) {
    return files.matcher(name).matches();
  }
}

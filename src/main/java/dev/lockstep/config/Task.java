package dev.lockstep.config;

import dev.lockstep.option.Choice;
import java.util.List;

/** What labels are learned as. */
public enum Task implements Choice {
  /** As the labels of the training set look: {@link dev.lockstep.rows.Classes#areLikely}. */
  AUTO("head", "loss"),
  /** Classes. */
  CLASSIFY("head"),
  /** Numbers. */
  REGRESS("loss");

  private final List<String> settings;

  Task(String... settings) {
    this.settings = List.of(settings);
  }

  @Override
  public List<String> settings() {
    return settings;
  }
}

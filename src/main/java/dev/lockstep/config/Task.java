package dev.lockstep.config;

import dev.lockstep.option.Choice;
import java.util.List;

/** What labels are learned as. */
public enum Task implements Choice {
  /** As the labels of the training set look: {@link dev.lockstep.rows.Classes#areLikely}. */
  AUTO,
  /** Classes. */
  CLASSIFY,
  /** Numbers. */
  REGRESS;

  @Override
  public List<String> settings() {
    return switch (this) {
      case AUTO -> List.of("head", "class-weight", "loss");
      case CLASSIFY -> List.of("head", "class-weight");
      case REGRESS -> List.of("loss");
    };
  }
}

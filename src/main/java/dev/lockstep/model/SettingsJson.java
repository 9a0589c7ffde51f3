package dev.lockstep.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.InvalidInputException;

/** Training settings as JSON, by the names of their options. */
public final class SettingsJson {
  private SettingsJson() {}

  /**
   * Writes settings.
   *
   * @param json gets a field for each
   * @param settings what to write
   */
  public static void write(ObjectNode json, TrainingSettings settings) {
    json.setAll(new ObjectMapper().<ObjectNode>valueToTree(settings));
  }

  /**
   * Reads settings.
   *
   * @throws InvalidInputException if one is malformed or out of range
   */
  static TrainingSettings read(JsonFields fields) {
    try {
      return TrainingSettings.ofJson(fields.nodes());
    } catch (InvalidInputException e) {
      throw ModelFault.corrupt(fields.file(), e.in("settings"));
    }
  }
}

package dev.lockstep.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.scale.Columns;

/** The columns of a table as JSON: {@code label} and {@code columns}. */
final class ColumnsJson {
  private ColumnsJson() {}

  static void write(ObjectNode json, Columns columns) {
    json.put("label", columns.label());
    columns.features().forEach(json.putArray("columns")::add);
  }

  static Columns read(JsonFields fields) {
    return new Columns(fields.text("label"), fields.texts("columns"));
  }
}

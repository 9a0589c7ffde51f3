package dev.lockstep.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.scale.ScaleKind;
import java.time.Instant;
import java.util.Locale;

/** Where a model comes from, as JSON. */
public final class ProvenanceJson {
  private ProvenanceJson() {}

  /**
   * Writes a provenance.
   *
   * @param json gets its fields
   * @param provenance what to write
   */
  static void write(ObjectNode json, Provenance provenance) {
    json.put("time", provenance.time().toString());
    SettingsJson.write(json.putObject("settings"), provenance.settings());
    write(json.putObject("data"), provenance.data());
    json.put("blas_kernel", provenance.kernel());
    write(json.putObject("environment"), provenance.environment());
  }

  /**
   * Reads a provenance.
   *
   * @throws dev.lockstep.io.InvalidInputException if a field is missing or out of range
   */
  static Provenance read(JsonFields fields) {
    return new Provenance(
        SettingsJson.read(fields.object("settings")),
        readData(fields.object("data")),
        fields.text("blas_kernel"),
        readEnvironment(fields.object("environment")),
        fields.parsed("time", "a time such as 2026-01-31T12:00:00Z", Instant::parse));
  }

  /**
   * Writes where data came from.
   *
   * @param json gets its fields
   * @param data what to write
   */
  public static void write(ObjectNode json, DataProvenance data) {
    json.put("folder", data.folder());
    data.sha256().forEach(json.putObject("sha256")::put);
    json.put("train_rows", data.trainRows());
    json.put("test_rows", data.testRows());
    json.put("features", data.features());
    Preparation preparation = data.preparation();
    json.put("scale", preparation.scale().toString());
    json.put("test_fraction", preparation.testFraction());
    ColumnsJson.write(json, preparation.columns());
    json.put("skipped_rows", preparation.skipped());
  }

  /**
   * Reads where data came from.
   *
   * @throws dev.lockstep.io.InvalidInputException if a field is missing or out of range
   */
  static DataProvenance readData(JsonFields fields) {
    return new DataProvenance(
        fields.text("folder"),
        fields.textsByName("sha256"),
        fields.whole("train_rows", Long.MAX_VALUE),
        fields.whole("test_rows", Long.MAX_VALUE),
        fields.count("features"),
        readPreparation(fields));
  }

  /** Files of before there were tables say nothing of it, and are of images. */
  private static Preparation readPreparation(JsonFields fields) {
    return fields.has("scale")
        ? new Preparation(
            fields.parsed("scale", "a scaling", text -> ScaleKind.valueOf(upper(text))),
            fields.real("test_fraction"),
            ColumnsJson.read(fields),
            fields.whole("skipped_rows", Long.MAX_VALUE))
        : Preparation.ofImages();
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /**
   * Writes what something ran on.
   *
   * @param json gets its fields
   * @param environment what to write
   */
  public static void write(ObjectNode json, Environment environment) {
    json.put("lockstep", environment.lockstep());
    json.put("revision", environment.revision());
    json.put("spark", environment.spark());
    json.put("scala", environment.scala());
    json.put("java", environment.java());
    json.put("jvm", environment.jvm());
    json.put("os", environment.os());
    json.put("arch", environment.arch());
    json.put("cpus", environment.cpus());
  }

  private static Environment readEnvironment(JsonFields fields) {
    return new Environment(
        fields.text("lockstep"),
        fields.text("revision"),
        fields.text("spark"),
        fields.text("scala"),
        fields.text("java"),
        fields.text("jvm"),
        fields.text("os"),
        fields.text("arch"),
        fields.count("cpus"));
  }
}

package dev.lockstep.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.model.Environment;
import dev.lockstep.model.JsonText;
import dev.lockstep.model.ProvenanceJson;
import dev.lockstep.model.SettingsJson;
import dev.lockstep.network.Phase;
import dev.lockstep.network.TimeReport;
import dev.lockstep.network.Topology;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.TrainingRun;
import java.util.Locale;

/**
 * {@code run.json}: all that is needed to tell one run from another and to do it again; {@code
 * resumed_from} says after how many epochs it was stopped and went on. The keys stand in one fixed
 * order; without a test set its results are null. Only what is listed here is written, never
 * Spark's configuration, which may hold secrets.
 */
public final class RunJson {
  private RunJson() {}

  /**
   * Describes a finished run.
   *
   * @param run what was done and learned
   * @param data what it was learned from
   * @param environment what it ran on
   * @param master Spark's master, such as {@code local[2]}
   * @param seconds wall time of the command from its start until now
   * @return the file's text
   */
  public static String of(
      TrainingRun run,
      DataProvenance data,
      Environment environment,
      String master,
      double seconds) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("parameters_sha256", run.parameters().sha256());
    result(json.putObject("result"), run.history().get(run.history().size() - 1));
    SettingsJson.write(json.putObject("settings"), run.settings());
    network(json.putObject("network"), run.parameters().topology());
    data(json.putObject("data"), data, run);
    execution(json.putObject("execution"), run, master);
    ProvenanceJson.write(json.putObject("environment"), environment);
    seconds(json.putObject("seconds"), seconds, run.account().times());
    return JsonText.of(json);
  }

  private static void result(ObjectNode json, EpochResult last) {
    json.put("epoch", last.epoch());
    boolean tested = last.test().rows() > 0;
    json.put("train_rate", last.train().accuracy());
    json.put("test_rate", tested ? (Double) last.test().accuracy() : null);
    json.put("train_err", last.train().meanLoss());
    json.put("test_err", tested ? (Double) last.test().meanLoss() : null);
  }

  private static void network(ObjectNode json, Topology topology) {
    topology.widths().forEach(json.putArray("widths")::add);
    json.put("parameters", topology.size());
  }

  private static void data(ObjectNode json, DataProvenance data, TrainingRun run) {
    ProvenanceJson.write(json, data);
    run.classes().names().forEach(json.putArray("classes")::add);
  }

  private static void execution(ObjectNode json, TrainingRun run, String master) {
    json.put("master", master);
    json.put("partitions", run.partitions());
    run.account().kinds().stream()
        .map(AggregationKind::label)
        .forEach(json.putArray("aggregation")::add);
    json.put("blas_kernel", run.settings().blas().kernel());
    run.resumedFrom().forEach(json.putArray("resumed_from")::add);
  }

  private static void seconds(ObjectNode json, double total, TimeReport times) {
    json.put("total", toMilliseconds(total));
    for (Phase phase : Phase.values()) {
      json.put(phase.name().toLowerCase(Locale.ROOT), toMilliseconds(times.nanos(phase) / 1e9));
    }
  }

  private static double toMilliseconds(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}

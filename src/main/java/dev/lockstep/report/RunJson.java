package dev.lockstep.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.io.Json;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.model.Environment;
import dev.lockstep.network.Phase;
import dev.lockstep.network.TimeReport;
import dev.lockstep.rows.Labels;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.TrainingRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code run.json}: all that is needed to tell one run from another and to do it again. Only what
 * is listed here is written, never Spark's configuration, which may hold secrets.
 *
 * @param result of the epoch that the parameters are of, by the names of {@link EpochColumn}; null
 *     for a set that there is not
 * @param last likewise of the last epoch, where that is another
 * @param seconds wall time of the command until now, and of each phase, to the millisecond
 */
public record RunJson(
    String parametersSha256,
    Map<String, Object> result,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> last,
    TrainingSettings settings,
    Network network,
    Data data,
    Execution execution,
    Environment environment,
    Map<String, Double> seconds) {
  private static final String EPOCH = "epoch";

  private record Network(List<Integer> widths, long parameters) {}

  /** Classes or targets, and null for the others; weights of classes if there are some. */
  private record Data(
      @JsonUnwrapped DataProvenance source,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<String> classes,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<String> targets,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> classWeights) {
    static Data of(DataProvenance source, TrainingRun run) {
      Labels labels = run.labels();
      return new Data(
          source, labels.namesIf("classes"), labels.namesIf("targets"), run.classWeights());
    }
  }

  /**
   * How it was done.
   *
   * @param aggregation all that were used, in order
   * @param resumedFrom after how many epochs it was stopped and resumed
   * @param ending why it ended
   */
  private record Execution(
      String master,
      int partitions,
      List<AggregationKind> aggregation,
      String blasKernel,
      List<Integer> resumedFrom,
      String ending) {}

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
    return Json.write(
        new RunJson(
            run.parameters().sha256(),
            figures(run.result()),
            run.kept() == run.last().epoch() ? Map.of() : figures(run.last()),
            run.settings(),
            new Network(run.parameters().topology().widths(), run.parameters().topology().size()),
            Data.of(data, run),
            new Execution(
                master,
                run.partitions(),
                List.copyOf(run.account().kinds()),
                run.settings().blas().kernel(),
                run.resumedFrom(),
                run.ending().label()),
            environment,
            seconds(seconds, run.account().times())));
  }

  /**
   * What the first lines of a run's file have and those of another number of epochs have not: its
   * parameters, which may be of an earlier epoch, and its last epoch.
   */
  public static List<String> marks(TrainingRun run) {
    return List.of(run.parameters().sha256(), "\"%s\" : %d,".formatted(EPOCH, run.last().epoch()));
  }

  private static Map<String, Object> figures(EpochResult epoch) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put(EPOCH, epoch.epoch());
    EpochColumn.all(epoch).forEach(column -> figures.put(column.key(), column.of(epoch)));
    return figures;
  }

  private static Map<String, Double> seconds(double total, TimeReport times) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("total", toMilliseconds(total));
    for (Phase phase : Phase.values()) {
      seconds.put(phase.name().toLowerCase(Locale.ROOT), toMilliseconds(times.nanos(phase) / 1e9));
    }
    return seconds;
  }

  private static double toMilliseconds(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}

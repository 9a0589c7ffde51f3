package dev.lockstep.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lockstep.io.Json;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a run's data came from and what was done to it, as JSON files have it. Files from before
 * there were tables are of images and lack what came later.
 *
 * @param folder as it was named, without {@code file:} and a password that a URL may hold
 * @param sha256 file name to the SHA-256 of its unpacked bytes: training set, test set, validation
 *     set
 * @param trainRows rows of the training set
 * @param testRows rows of the test set; 0 without one
 * @param features d0, numbers in a row
 * @param scale how numbers became x
 * @param testFraction the share of the rows that was taken for the test set, as the seed decides; 0
 *     if there is no test set or it came in other files
 * @param label the column of the class; empty if it has none
 * @param weight the column of the rows' weights; empty where all count the same
 * @param columns the columns of x; empty where nobody has named them
 * @param skippedRows rows that were left out, in all sets
 * @param understood what the files were taken for, line by line
 * @param validationRows rows of the validation set; 0 without one
 * @param validationFraction the share of the rows, less those of the test set, that was taken for
 *     the validation set; 0 if there is none or it came in other files
 */
public record DataProvenance(
    String folder,
    Map<String, String> sha256,
    long trainRows,
    long testRows,
    int features,
    @Json.Optional ScaleKind scale,
    @Json.Optional double testFraction,
    @Json.Optional String label,
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_EMPTY) String weight,
    @Json.Optional List<String> columns,
    @Json.Optional long skippedRows,
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Understood> understood,
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_DEFAULT) long validationRows,
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_DEFAULT) double validationFraction) {

  /** Copies map and list, in their order, and removes secrets from the folder. */
  public DataProvenance {
    folder = MessageText.path(folder);
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
    scale = scale == null ? ScaleKind.UNIT : scale;
    label = label == null ? "" : label;
    weight = weight == null ? "" : weight;
    columns = columns == null ? List.of() : List.copyOf(columns);
    understood = understood == null ? List.of() : List.copyOf(understood);
  }

  /**
   * Describes data sets.
   *
   * @param folder where the training set lies
   * @param scale how numbers become x
   * @param testFraction the share of the rows that was taken for the test set, or 0
   * @param validationFraction likewise for the validation set
   */
  public static DataProvenance of(
      String folder,
      Dataset train,
      Optional<Dataset> test,
      Optional<Dataset> validation,
      ScaleKind scale,
      double testFraction,
      double validationFraction) {
    Map<String, String> sha256 = new LinkedHashMap<>(train.info().sha256());
    List<Dataset> others = Stream.of(test, validation).flatMap(Optional::stream).toList();
    others.forEach(set -> sha256.putAll(set.info().sha256()));
    Columns columns = train.info().columns();
    return new DataProvenance(
        folder,
        sha256,
        train.size(),
        test.map(Dataset::size).orElse(0L),
        train.features(),
        scale,
        testFraction,
        columns.label(),
        columns.weight(),
        columns.features(),
        train.info().skipped() + others.stream().mapToLong(set -> set.info().skipped()).sum(),
        understood(train, test, validation),
        validation.map(Dataset::size).orElse(0L),
        validationFraction);
  }

  /** The same, with more that was understood. */
  public DataProvenance saying(List<Understood> more) {
    List<Understood> lines = new ArrayList<>(understood);
    lines.addAll(more);
    return new DataProvenance(
        folder,
        sha256,
        trainRows,
        testRows,
        features,
        scale,
        testFraction,
        label,
        weight,
        columns,
        skippedRows,
        lines,
        validationRows,
        validationFraction);
  }

  /** Of all sets; once where one was cut out of another. */
  private static List<Understood> understood(
      Dataset train, Optional<Dataset> test, Optional<Dataset> validation) {
    List<Understood> ofTrain = train.info().understood();
    List<Understood> lines = new ArrayList<>(ofTrain);
    test.map(set -> set.info().understood())
        .filter(ofTest -> !ofTest.equals(ofTrain))
        .ifPresent(ofTest -> ofTest.stream().map(Understood::ofTest).forEach(lines::add));
    validation
        .map(set -> set.info().understood())
        .filter(ofSet -> !ofSet.equals(ofTrain))
        .ifPresent(ofSet -> ofSet.stream().map(Understood::ofValidation).forEach(lines::add));
    return lines;
  }
}

package dev.lockstep.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lockstep.io.Json;
import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.ScaleKind;
import dev.lockstep.scale.SourceColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where a run's data came from and what was done to it, as JSON files have it. Files from before
 * there were tables are of images and lack what came later.
 *
 * @param folder as it was named, without {@code file:} and a password that a URL may hold
 * @param sha256 file name to the SHA-256 of its unpacked bytes: training set, test set, validation
 *     set; with the set before the name, {@code validation/part.csv}, where another has a file of
 *     that name; then {@code --init-from} to the SHA-256 of the parameters of the model that
 *     training began with
 * @param trainRows rows of the training set
 * @param testRows rows of the test set; 0 without one
 * @param features d0, numbers in a row
 * @param scale how numbers became x
 * @param testFraction the share of the rows that was taken for the test set, as the seed decides; 0
 *     if there is no test set or it came in other files
 * @param label the column of the class; empty if it has none
 * @param weight the column of the rows' weights; empty where all count the same
 * @param columns the columns of x; empty where nobody has named them
 * @param sources the columns of the table that these were made of; empty where they are the same
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
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SourceColumn> sources,
    @Json.Optional long skippedRows,
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Understood> understood,
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_DEFAULT) long validationRows,
    @Json.Optional @JsonInclude(JsonInclude.Include.NON_DEFAULT) double validationFraction) {

  /** Stands in the place of a file's name before the SHA-256 of the model's parameters. */
  static final String MODEL = "--init-from";

  /** Copies map and list, in their order, and removes secrets from the folder. */
  public DataProvenance {
    folder = MessageText.path(folder);
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
    scale = scale == null ? ScaleKind.UNIT : scale;
    label = label == null ? "" : label;
    weight = weight == null ? "" : weight;
    columns = columns == null ? List.of() : List.copyOf(columns);
    sources = sources == null ? List.of() : List.copyOf(sources);
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
    test.ifPresent(set -> addFiles(sha256, "test", set));
    validation.ifPresent(set -> addFiles(sha256, "validation", set));
    List<Dataset> others = Stream.of(test, validation).flatMap(Optional::stream).toList();
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
        columns.sources(),
        train.info().skipped() + others.stream().mapToLong(set -> set.info().skipped()).sum(),
        Stream.of(
                train.info().understood().stream(),
                others(train, test, testFraction > 0).map(Understood::ofTest),
                others(train, validation, validationFraction > 0).map(Understood::ofValidation))
            .flatMap(Function.identity())
            .toList(),
        validation.map(Dataset::size).orElse(0L),
        validationFraction);
  }

  private static void addFiles(Map<String, String> sha256, String name, Dataset set) {
    set.info()
        .sha256()
        .forEach(
            (file, digest) -> {
              boolean isOther = !sha256.getOrDefault(file, digest).equals(digest);
              sha256.put(isOther ? name + "/" + file : file, digest);
            });
  }

  /**
   * The same of a training that begins with a model, whose columns and scaling it keeps.
   *
   * @param parametersSha256 of the model
   */
  public DataProvenance startingFrom(String parametersSha256) {
    Map<String, String> files = new LinkedHashMap<>(sha256);
    files.put(MODEL, parametersSha256);
    return with(files, sources, understood);
  }

  /** The same, with more that was understood. */
  public DataProvenance saying(List<Understood> more) {
    List<Understood> lines = new ArrayList<>(understood);
    lines.addAll(more);
    return with(sha256, sources, lines);
  }

  /** The same for a file that says elsewhere what its columns were made of. */
  DataProvenance withoutSources() {
    return with(sha256, List.of(), understood);
  }

  private DataProvenance with(
      Map<String, String> files, List<SourceColumn> newSources, List<Understood> lines) {
    return new DataProvenance(
        folder,
        files,
        trainRows,
        testRows,
        features,
        scale,
        testFraction,
        label,
        weight,
        columns,
        newSources,
        skippedRows,
        lines,
        validationRows,
        validationFraction);
  }

  /** What was understood of another set; nothing that is the same where it was cut out. */
  private static Stream<Understood> others(Dataset train, Optional<Dataset> other, boolean isCut) {
    List<Understood> lines = train.info().understood();
    List<Understood> ofOther = other.map(set -> set.info().understood()).orElse(List.of());
    return ofOther.stream().filter(line -> isCut ? !lines.contains(line) : !lines.equals(ofOther));
  }
}

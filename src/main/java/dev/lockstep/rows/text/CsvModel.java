package dev.lockstep.rows.text;

import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.MessageText;
import dev.lockstep.option.Setting;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.RawColumns;
import dev.lockstep.scale.RawColumns.Missing;
import dev.lockstep.scale.SourceColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the columns are of rows that a model is used on, or of the test set of a training. Those of
 * x are found by name where file and model have names, by number where the model has numbers and
 * the file as many columns, else by position where there are as many columns as the model takes.
 */
final class CsvModel {
  private static final int NONE = CsvLayout.Roles.NONE;
  private static final String BY_NUMBER = "by number";

  private final CsvColumns columns;
  private final TextFormat.Model model;
  private final List<Integer> askedLabels;
  private final int askedWeight;

  CsvModel(CsvColumns columns, TextFormat.Model model) {
    this.columns = columns;
    this.model = model;
    askedLabels = columns.askedLabels().orElse(List.of());
    askedWeight = columns.askedWeight();
  }

  /**
   * Finds them.
   *
   * @throws InvalidInputException if a column is missing, or it is not clear which is which
   */
  TextFormat.Layout layout() {
    String ofModel = model.columns().weight();
    boolean isNamed = columns.hasHeader() && columns.have(List.of(ofModel));
    int weight = isAskedForWeights() || !isNamed ? askedWeight : columns.find(ofModel, "the model");
    List<Integer> given = columns.askedFeatures(askedLabels, weight).orElse(List.of());
    if (!given.isEmpty()) {
      requireCount(given, "--features names");
      return layout(given, weight, "by --features");
    }
    List<String> trained = model.names();
    boolean areNumbers = trained.stream().allMatch(CsvModel::isNumber);
    if (!trained.isEmpty() && columns.hasHeader() && columns.have(trained)) {
      return layout(columns.findEach(trained), weight, "by name");
    }
    int width = columns.names().size();
    if (!trained.isEmpty() && areNumbers && isWidth(width)) {
      boolean isThere =
          !isAskedForWeights() && isNumber(ofModel) && Integer.parseInt(ofModel) <= width;
      return layout(places(trained), isThere ? Integer.parseInt(ofModel) - 1 : weight, BY_NUMBER);
    }
    if (!trained.isEmpty() && !areNumbers && columns.hasHeader()) {
      columns.findEach(trained); // names the column that is missing
    }
    List<Integer> others =
        IntStream.range(0, width)
            .filter(column -> column != weight && !askedLabels.contains(column))
            .boxed()
            .toList();
    requireCount(others, "it has");
    return layout(others, weight, "by position");
  }

  private boolean isAskedForWeights() {
    return columns.isGiven(TableOptions.WEIGHT);
  }

  private static boolean isNumber(String name) {
    return name.matches("[1-9][0-9]{0,7}");
  }

  /** The columns, from 0, of names that are numbers from 1. */
  private static List<Integer> places(List<String> names) {
    return names.stream()
        .filter(CsvModel::isNumber)
        .map(name -> Integer.parseInt(name) - 1)
        .toList();
  }

  /**
   * Whether a file of so many columns is one of the model's, whole or without labels at its end;
   * those that learning ignored are columns of it, too.
   */
  private boolean isWidth(int width) {
    List<Integer> labels = places(model.columns().labels());
    List<Integer> others = new ArrayList<>(places(model.allNames()));
    others.addAll(places(List.of(model.columns().weight())));
    int last = Collections.max(others);
    int lastLabel = labels.stream().mapToInt(Integer::intValue).max().orElse(NONE);
    int firstLabel = labels.stream().mapToInt(Integer::intValue).min().orElse(NONE);
    boolean isWhole = width == Math.max(last, lastLabel) + 1;
    boolean isWithoutLabel = firstLabel > last && width == lastLabel + 1 - labels.size();
    return (isWhole || isWithoutLabel) && (askedLabels.isEmpty() || askedLabels.equals(labels));
  }

  private CsvLayout layout(List<Integer> features, int weight, String how) {
    String learned = "which the model learned from";
    columns.requireApart(TableOptions.LABEL, askedLabels, features, learned);
    columns.requireApart(TableOptions.WEIGHT, List.of(weight), features, learned);
    List<Integer> labels = model.isLabelled() ? labels(features, how) : List.of();
    columns.requireApart(TableOptions.WEIGHT, List.of(weight), labels, "which is the label");
    if (model.isLabelled() && weight == NONE && !isAskedForWeights()) {
      requireNoWeight();
    }
    List<Integer> keep = columns.askedKeep();
    CsvLayout.Roles roles =
        new CsvLayout.Roles(labels, model.isLabelled() ? weight : NONE, features, keep);
    List<Understood> understood = new ArrayList<>();
    if (!labels.isEmpty()) {
      understood.add(new Understood(Understood.LABEL, columns.shown(labels)));
    }
    columns.addWeight(roles, understood);
    understood.add(
        new Understood(
            Understood.FEATURES,
            "%d, found %s: %s"
                .formatted(features.size(), how, MessageText.columns(columns.namesOf(features)))));
    if (!keep.isEmpty()) {
      understood.add(new Understood("kept", MessageText.columns(columns.namesOf(keep))));
    }
    List<Integer> others =
        IntStream.range(0, columns.names().size())
            .filter(column -> !roles.areTaking(column) && !keep.contains(column))
            .boxed()
            .toList();
    if (!others.isEmpty()) {
      understood.add(new Understood("passed over", MessageText.columns(columns.namesOf(others))));
    }
    return columns.layout(roles, raw(features), understood);
  }

  /** What the columns are, and what is done about missing values: the model says it, or skip. */
  private RawColumns raw(List<Integer> features) {
    RawColumns ofModel =
        model
            .raw()
            .orElseGet(
                () ->
                    new RawColumns(
                        columns.namesOf(features).stream()
                            .map(
                                name ->
                                    new RawColumns.Raw(name, SourceColumn.Type.NUMBER, true, ""))
                            .toList(),
                        Missing.SKIP,
                        0,
                        false));
    Missing asked = columns.get(TableOptions.MISSING);
    boolean isOther =
        columns.isGiven(TableOptions.MISSING) && asked.fills() && asked != ofModel.missing();
    requireNot(TableOptions.MISSING, isOther, "is %s, which".formatted(asked.label()));
    requireNot(TableOptions.CATEGORIES, columns.isGiven(TableOptions.CATEGORIES), "is what");
    requireNot(TableOptions.MAX_LEVELS, columns.isGiven(TableOptions.MAX_LEVELS), "is what");
    return asked.fills() ? ofModel : ofModel.with(asked);
  }

  private static void requireNot(Setting<?> option, boolean isSaid, String what) {
    if (isSaid) {
      throw new InvalidInputException(
          option.name(), "%s training has decided. Leave it out.".formatted(what));
    }
  }

  /** The columns of the label: those that are named, or those of the model. */
  private List<Integer> labels(List<Integer> features, String how) {
    List<String> trained = model.columns().labels();
    boolean areThere = how.equals(BY_NUMBER) || (columns.hasHeader() && columns.have(trained));
    List<Integer> found =
        !askedLabels.isEmpty() || !areThere
            ? askedLabels
            : trained.stream().map(name -> columns.find(name, "the model's label")).toList();
    if (found.isEmpty() || !Collections.disjoint(features, found)) {
      throw new InvalidInputException(
          "Cannot use %s: it is not clear which of its columns (%s) is the class%s. Name it: --label."
              .formatted(
                  columns.head().file(),
                  MessageText.columns(columns.names()),
                  trained.isEmpty()
                      ? ""
                      : ", '%s' in training".formatted(CsvHead.shown(model.columns().label()))));
    }
    return found;
  }

  /** Rows of a model that learned from weights have some, unless it is said that they have not. */
  private void requireNoWeight() {
    if (model.columns().areWeighted()) {
      throw new InvalidInputException(
          "Cannot use %s: it has no column '%s', which held the weights in training. Name another by --weight, or say --weight none: all rows count the same. Its columns: %s."
              .formatted(
                  columns.head().file(),
                  CsvHead.shown(model.columns().weight()),
                  MessageText.columns(columns.names())));
    }
  }

  private void requireCount(List<Integer> features, String who) {
    if (features.size() != model.width()) {
      throw new InvalidInputException(
          "Cannot use %s: %s %d columns for the %d that the model takes%s. Name the column of the class by --label, or those of x by --features."
              .formatted(
                  columns.head().file(),
                  who,
                  features.size(),
                  model.width(),
                  columns.hasHeader() ? "" : ", and no header (--header yes says otherwise)"));
    }
  }
}

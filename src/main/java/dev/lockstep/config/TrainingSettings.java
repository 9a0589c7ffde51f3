package dev.lockstep.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Topology;
import dev.lockstep.network.activation.Activation;
import dev.lockstep.network.dropout.Dropout;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.network.optimizer.ClipNorm;
import dev.lockstep.network.optimizer.Optimizer;
import dev.lockstep.network.optimizer.Update;
import dev.lockstep.network.schedule.Course;
import dev.lockstep.network.schedule.Schedule;
import dev.lockstep.option.Choice;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import dev.lockstep.rows.DatasetInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that decides what is learned, and in how many pieces. Immutable; the defaults are the
 * tutorial's. Two are equal if all their values are.
 */
public final class TrainingSettings {
  private static final TrainingSettings TUTORIAL = new TrainingSettings(Map.of());

  /** What earlier versions called {@code mllib}: they had a BLAS compute the products. */
  private static final Set<String> FORMER_BLAS = Set.of("auto", "native", "vector", "plain");

  /** By name, what is not left to its default. */
  private final Map<String, Object> given;

  private TrainingSettings(Map<String, Object> given) {
    this.given = given;
    SettingChecks.require(this::get, given.keySet());
  }

  /** The tutorial's settings, all defaults: those of {@code conf/mnist.properties}. */
  public static TrainingSettings tutorial() {
    return TUTORIAL;
  }

  /**
   * Reads the fields of a JSON file; what it does not mention, since it is older than the setting,
   * has its default.
   *
   * @param json field to value; other fields are ignored
   * @return the settings that were written by {@link #toJson}
   * @throws InvalidInputException naming a setting that is malformed or out of range
   */
  @JsonCreator
  public static TrainingSettings ofJson(Map<String, JsonNode> json) {
    TrainingSettings settings = TUTORIAL;
    for (Setting<?> setting : Settings.ALL) {
      JsonNode value = json.get(setting.jsonKey());
      if (value != null) {
        settings = settings.withJson(setting, value);
      }
    }
    return settings;
  }

  private <T> TrainingSettings withJson(Setting<T> setting, JsonNode json) {
    String text = json.isObject() ? json.toString() : json.asText();
    if (json.isArray()) {
      List<String> all = new ArrayList<>();
      json.forEach(each -> all.add(each.asText()));
      text = Values.text(all);
    }
    if (text.equals(Values.text(get(setting)))) {
      return this; // P may be 0, which cannot be given
    }
    boolean isFormer = setting.equals(Settings.BLAS) && FORMER_BLAS.contains(text);
    return withText(setting, isFormer ? Blas.MLLIB.label() : text);
  }

  /**
   * All values by the names of their fields, as Jackson writes them.
   *
   * @return numbers, truth values, texts and lists of {@link #obeyed}
   */
  @JsonValue
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Setting<?> setting : obeyed()) {
      json.put(setting.jsonKey(), json(get(setting)));
    }
    return json;
  }

  /**
   * The settings of which there is a choice and whose values mean something, in the order of {@link
   * Settings#ALL}: not {@code momentum} where the optimizer has none.
   */
  public List<Setting<?>> obeyed() {
    return Settings.ALL.stream().filter(Setting::isChoosable).filter(this::obeys).toList();
  }

  /** Whether the value of a setting means something. */
  boolean obeys(Setting<?> setting) {
    return SettingChecks.isObeyed(this::get, setting.name());
  }

  private static Object json(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(TrainingSettings::json).toList();
    }
    Object shown = value instanceof ClassWeights weights ? weights.json() : value;
    return shown instanceof Choice choice ? choice.label() : shown;
  }

  /**
   * The network.
   *
   * @param inputs d0
   * @param outputs dL
   * @return its topology
   * @throws InvalidInputException if it cannot be, such as where there are not as many activations
   *     as hidden layers
   */
  public Topology topology(int inputs, int outputs) {
    List<Integer> widths = new ArrayList<>(hidden());
    widths.add(0, inputs);
    widths.add(outputs);
    SettingChecks.requireUnfrozen(get(Settings.FREEZE), widths.size() - 1);
    List<Activation> activations = get(Settings.ACTIVATION);
    return new Topology(
        widths,
        activations.size() == 1
            ? Collections.nCopies(hidden().size(), activations.get(0))
            : activations,
        output());
  }

  /**
   * The output layer with its loss, with its constants: of classes as long as nothing is decided.
   */
  public OutputLayer output() {
    boolean areNumbers = get(Settings.TASK) == Task.REGRESS;
    return get(areNumbers ? Settings.LOSS : Settings.HEAD).with(this::constant);
  }

  /**
   * The same settings with the task that labels tell where it is to be decided: that of a loss or a
   * head that was given, or else what the labels look like; and with the head of several labels.
   *
   * @param labels of the training set
   * @param areImages whether its rows are images, whose labels are classes
   * @throws InvalidInputException if a head was given that does not learn several labels
   */
  public TrainingSettings decided(DatasetInfo labels, boolean areImages) {
    TaskDecision decision = TaskDecision.of(this::get, given.keySet(), labels, areImages);
    TrainingSettings decided = with(Settings.TASK, decision.task());
    return decision.head().map(head -> decided.with(Settings.HEAD, head)).orElse(decided);
  }

  /** The rule of every step, with its constants. */
  public Optimizer optimizer() {
    return get(Settings.OPTIMIZER).with(this::constant);
  }

  /**
   * What is done with the gradient of every step of an epoch.
   *
   * @param epoch from 1
   * @param course what has been watched up to the epoch before
   */
  public Update update(int epoch, Course course) {
    Schedule schedule = get(Settings.SCHEDULE).with(this::constant);
    double most = get(Settings.CLIP_NORM);
    return new Update(
        optimizer(),
        schedule.rate(learningRate(), epoch, epochs(), course),
        get(Settings.WARMUP),
        get(Settings.L2),
        most == 0 ? List.of() : List.of(new ClipNorm(most)),
        get(Settings.FREEZE));
  }

  /** Which units an epoch keeps, still without its number. */
  public Dropout dropout() {
    return Dropout.of(get(Settings.DROPOUT), hidden().size(), seed());
  }

  /**
   * Checks that training needs no validation set.
   *
   * @throws InvalidInputException naming a setting that does
   */
  public void requireUnvalidated() {
    SettingChecks.requireUnvalidated(this::get, given.keySet());
  }

  /** The value of a setting that is a number, by its name. */
  public double constant(String name) {
    return ((Number) get(Settings.named(name))).doubleValue();
  }

  /**
   * The value of a setting.
   *
   * @param setting of {@link Settings#ALL}
   * @return as it was given, or its default
   */
  @SuppressWarnings("unchecked") // with() has put it there
  public <T> T get(Setting<T> setting) {
    Object value = given.get(setting.name());
    if (value == null && setting.equals(Settings.BLOCKS)) {
      value = Math.min(64, Math.max(8, (batchSize() - 1) / 128 + 1));
    }
    return value == null ? setting.byDefault() : (T) value;
  }

  /**
   * The same settings with another value.
   *
   * @param setting of {@link Settings#ALL}
   * @param value in range
   * @return other settings, without the constants of an optimizer or a schedule that is replaced
   * @throws InvalidInputException if it is out of range, or does not fit the other settings
   */
  public <T> TrainingSettings with(Setting<T> setting, T value) {
    Map<String, Object> changed = new HashMap<>(given);
    changed.put(setting.name(), setting.require(value));
    changed
        .keySet()
        .removeIf(
            name -> SettingChecks.obeys(get(setting), name) && !SettingChecks.obeys(value, name));
    return new TrainingSettings(changed);
  }

  /**
   * The same settings with a value as an option has it, such as {@code adam}.
   *
   * @throws InvalidInputException as {@link #with}, and if it is none
   */
  public <T> TrainingSettings withText(Setting<T> setting, String text) {
    return with(setting, setting.parse(text));
  }

  /** A value as people read it: {@code yes} or {@code no} of flags, else as an option has it. */
  public String text(Setting<?> setting) {
    Object value = get(setting);
    if (value instanceof Boolean flag) {
      return flag ? "yes" : "no";
    }
    return setting.equals(Settings.PARTITIONS) && partitions() == 0
        ? setting.defaultText()
        : Values.text(value);
  }

  /**
   * What keeps a run from being resumed to the same bits.
   *
   * @param now the settings to resume it with
   * @return a line such as {@code --seed was 8 and is 5} for each setting that changes bits and
   *     differs
   */
  public List<String> differencesTo(TrainingSettings now) {
    return Settings.ALL.stream()
        .filter(setting -> changesBits(setting) && obeys(setting) && now.obeys(setting))
        .filter(setting -> !get(setting).equals(now.get(setting)))
        .map(each -> "--%s was %s and is %s".formatted(each, text(each), now.text(each)))
        .toList();
  }

  private boolean changesBits(Setting<?> setting) {
    return setting.changesBits()
        || (setting.equals(Settings.EPOCHS) && get(Settings.SCHEDULE).dependsOnEpochs());
  }

  /** Widths of the hidden layers: first to last; empty for a linear model. */
  public List<Integer> hidden() {
    return get(Settings.HIDDEN);
  }

  /** Passes over the training set: 0 or more. */
  public int epochs() {
    return get(Settings.EPOCHS);
  }

  /** B, rows in a mini-batch: 1 or more. */
  public int batchSize() {
    return get(Settings.BATCH_SIZE);
  }

  /** lr in {@code W = W - lr * dW}: positive and finite. */
  public double learningRate() {
    return get(Settings.LEARNING_RATE);
  }

  /** numpy's seed: 0 or more. */
  public int seed() {
    return get(Settings.SEED);
  }

  /** K, as it was given or as it follows from B: at least 1. */
  public int blocks() {
    return get(Settings.BLOCKS);
  }

  /** P as it was given: 1 to K, or 0 if it was not. */
  public int partitions() {
    return get(Settings.PARTITIONS);
  }

  /**
   * P on a cluster: as it was given, or as many tasks as run at once, at most K.
   *
   * @param slots how many tasks the cluster runs at once
   * @return 1 to K
   */
  public int partitionsFor(int slots) {
    return partitions() > 0 ? partitions() : Math.min(slots, blocks());
  }

  /** What computes the matrix products. */
  public Blas blas() {
    return get(Settings.BLAS);
  }

  /** Whether every epoch takes the rows in another order: {@link dev.lockstep.rows.Permutation}. */
  public boolean shuffle() {
    return get(Settings.SHUFFLE);
  }

  /** With other widths of the hidden layers, first to last. */
  public TrainingSettings withHidden(Integer... widths) {
    return with(Settings.HIDDEN, List.of(widths));
  }

  /** With another number of epochs, 0 or more. */
  public TrainingSettings withEpochs(int epochs) {
    return with(Settings.EPOCHS, epochs);
  }

  /** With mini-batches of B rows; K follows B unless it was given. */
  public TrainingSettings withBatchSize(int rows) {
    return with(Settings.BATCH_SIZE, rows);
  }

  /** With another learning rate, positive and finite. */
  public TrainingSettings withLearningRate(double lr) {
    return with(Settings.LEARNING_RATE, lr);
  }

  /**
   * With other block and partition counts.
   *
   * @param k 1 or more, or 0 for the default
   * @param p 1 to K, or 0 for the default
   */
  public TrainingSettings withBlocks(int k, int p) {
    Map<String, Object> others = new HashMap<>(given);
    others.remove(Settings.BLOCKS.name());
    others.remove(Settings.PARTITIONS.name());
    TrainingSettings blocks = new TrainingSettings(others);
    blocks = k == 0 ? blocks : blocks.with(Settings.BLOCKS, k);
    return p == 0 ? blocks : blocks.with(Settings.PARTITIONS, p);
  }

  /** With another way for gradients to come together. */
  public TrainingSettings withAggregation(AggregationKind kind) {
    return with(Settings.AGGREGATION, kind);
  }

  /** With or without shuffling. */
  public TrainingSettings withShuffle(boolean shuffle) {
    return with(Settings.SHUFFLE, shuffle);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrainingSettings settings && toJson().equals(settings.toJson());
  }

  @Override
  public int hashCode() {
    return toJson().hashCode();
  }

  /** All values as options have them: {@code hidden=100,50, epochs=50, ...}. */
  @Override
  public String toString() {
    return obeyed().stream()
        .map(setting -> setting + "=" + Values.text(get(setting)))
        .collect(Collectors.joining(", "));
  }
}

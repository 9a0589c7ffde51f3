package dev.lockstep.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.aggregate.AggregationKind;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.linalg.Blas;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What is made of the declaration of a setting, for every setting. */
final class SettingsTest {
  private static final TrainingSettings DEFAULTS = TrainingSettings.tutorial();

  /** No value is a default, but where there is no other. */
  private static final TrainingSettings OTHERS =
      DEFAULTS
          .withHidden(7)
          .withEpochs(3)
          .withBatchSize(10)
          .withLearningRate(0.1 + 0.2)
          .with(Settings.SEED, 9)
          .with(Settings.INIT_RANGE, 1e-3)
          .withBlocks(5, 2)
          .withAggregation(AggregationKind.TREE)
          .withBlas(Blas.MLLIB)
          .withShuffle(true);

  private static TrainingSettings read(String json) throws IOException {
    return new ObjectMapper().readValue(json, TrainingSettings.class);
  }

  @ParameterizedTest
  @FieldSource("dev.lockstep.config.Settings#ALL")
  <T> void aValueIsWrittenAsItIsRead(Setting<T> setting) {
    T value = OTHERS.get(setting);
    assertEquals(value, setting.parse(Values.text(value)));
    assertTrue(setting.name().matches("[a-z]+(-[a-z]+)*"));
  }

  @ParameterizedTest
  @FieldSource("dev.lockstep.config.Settings#ALL")
  <T> void aResumedRunMayDifferWhereNoBitChanges(Setting<T> setting) {
    TrainingSettings one = DEFAULTS.with(setting, OTHERS.get(setting));
    List<String> differences = DEFAULTS.differencesTo(one);
    boolean differs = !one.equals(DEFAULTS);
    assertEquals(differs && setting.changesBits() ? 1 : 0, differences.size());
    assertTrue(differences.stream().allMatch(line -> line.startsWith("--" + setting + " was ")));
  }

  @Test
  void settingsAreReadBackFromJson() throws IOException {
    ObjectMapper json = new ObjectMapper();
    assertEquals(OTHERS, read(json.writeValueAsString(OTHERS)));
    assertEquals(DEFAULTS, read(json.writeValueAsString(DEFAULTS)));
    TrainingSettings large = DEFAULTS.withBatchSize(4096).withHidden();
    assertEquals(large, read(json.writeValueAsString(large)));
  }

  /** A file may be older than a setting. */
  @Test
  void whatAFileDoesNotMentionHasItsDefault() throws IOException {
    assertEquals(DEFAULTS.withEpochs(7), read("{\"epochs\":7,\"unknown\":1}"));
  }

  @ParameterizedTest
  @CsvSource({
    "{'epochs':-1}, epochs",
    "{'epochs':1.5}, epochs",
    "{'epochs':null}, epochs",
    "{'seed':2147483648}, seed",
    "{'learning_rate':'fast'}, learning-rate",
    "'{''hidden'':[1,0]}', hidden",
    "{'aggregation':'AUTO'}, aggregation",
    "{'shuffle':1}, shuffle",
    "{'partitions':9}, partitions"
  })
  void aMistakeInAFileNamesItsOption(String json, String option) {
    Exception e = assertThrows(IOException.class, () -> read(json.replace('\'', '"')));
    assertEquals(Optional.of(option), InvalidInputException.in(e).orElseThrow().option());
  }
}

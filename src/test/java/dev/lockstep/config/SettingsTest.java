package dev.lockstep.config;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.option.Setting;
import dev.lockstep.option.Values;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What is made of the declaration of a setting, for every setting. */
final class SettingsTest {
  private static final TrainingSettings DEFAULTS = TrainingSettings.tutorial();

  /** Of every setting another value than its default, but where there is no other. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          entry("hidden", "7"),
          entry("activation", "tanh"),
          entry("task", "regress"),
          entry("head", "sigmoid"),
          entry("class-weight", "balanced"),
          entry("loss", "huber"),
          entry("huber-delta", "1.5"),
          entry("optimizer", "adam"),
          entry("momentum", "0.8"),
          entry("weight-decay", "0.1"),
          entry("l2", "1.0E-4"),
          entry("clip-norm", "5.0"),
          entry("dropout", "0.5"),
          entry("freeze", "1"),
          entry("epochs", "3"),
          entry("patience", "5"),
          entry("monitor", "accuracy"),
          entry("keep-best", "false"),
          entry("max-seconds", "60"),
          entry("batch-size", "10"),
          entry("learning-rate", "0.30000000000000004"),
          entry("schedule", "step"),
          entry("schedule-factor", "0.5"),
          entry("schedule-every", "2"),
          entry("schedule-floor", "0.001"),
          entry("warmup", "100"),
          entry("seed", "9"),
          entry("init", "he-normal"),
          entry("init-range", "0.001"),
          entry("init-from", "runs/before"),
          entry("blocks", "5"),
          entry("partitions", "2"),
          entry("aggregation", "tree"),
          entry("blas", "mllib"),
          entry("shuffle", "true"));

  private static TrainingSettings read(String json) throws IOException {
    return new ObjectMapper().readValue(json, TrainingSettings.class);
  }

  /** The defaults, but for the optimizer or schedule that obeys the setting. */
  private static TrainingSettings obeying(Setting<?> setting) {
    return SettingChecks.chooser(setting.name())
        .map(
            chooser ->
                choosing(
                    chooser,
                    chooser.values().members().stream()
                        .filter(member -> SettingChecks.obeys(member, setting.name()))
                        .findFirst()
                        .orElseThrow()))
        .orElse(DEFAULTS);
  }

  private static <T> TrainingSettings choosing(Setting<T> chooser, Object member) {
    return DEFAULTS.withText(chooser, Values.text(member));
  }

  @ParameterizedTest
  @FieldSource("dev.lockstep.config.Settings#ALL")
  <T> void aValueIsWrittenAsItIsRead(Setting<T> setting) {
    String text = OTHERS.get(setting.name());
    assertEquals(text, Values.text(setting.parse(text)));
    assertTrue(setting.name().matches("[a-z0-9]+(-[a-z]+)*"));
  }

  @ParameterizedTest
  @FieldSource("dev.lockstep.config.Settings#ALL")
  <T> void aResumedRunMayDifferWhereNoBitChanges(Setting<T> setting) {
    TrainingSettings before = obeying(setting);
    TrainingSettings one = before.withText(setting, OTHERS.get(setting.name()));
    List<String> differences = before.differencesTo(one);
    assertEquals(setting.isChoosable(), !one.equals(before));
    assertEquals(setting.isChoosable() && setting.changesBits() ? 1 : 0, differences.size());
    assertTrue(differences.stream().allMatch(line -> line.startsWith("--" + setting + " was ")));
  }

  @ParameterizedTest
  @FieldSource("dev.lockstep.config.Settings#ALL")
  <T> void settingsAreReadBackFromJson(Setting<T> setting) throws IOException {
    ObjectMapper json = new ObjectMapper();
    TrainingSettings one = obeying(setting).withText(setting, OTHERS.get(setting.name()));
    assertEquals(one, read(json.writeValueAsString(one)));
    TrainingSettings large = one.withBatchSize(4096).withHidden();
    assertEquals(large, read(json.writeValueAsString(large)));
  }

  @ParameterizedTest
  @FieldSource("dev.lockstep.config.Settings#ALL")
  <T> void whatTheChosenMemberDoesNotObeyIsRefusedAndNotWritten(Setting<T> setting) {
    if (!DEFAULTS.obeys(setting)) {
      String text = OTHERS.get(setting.name());
      InvalidInputException refused =
          assertThrows(InvalidInputException.class, () -> DEFAULTS.withText(setting, text));
      assertEquals(Optional.of(setting.name()), refused.option());
      assertFalse(DEFAULTS.toJson().containsKey(setting.jsonKey()));
      Setting<?> chooser = SettingChecks.chooser(setting.name()).orElseThrow();
      TrainingSettings given = obeying(setting).withText(setting, text);
      assertEquals(DEFAULTS, given.withText(chooser, Values.text(chooser.byDefault())));
    }
  }

  @Test
  void aScheduleOverAllEpochsCannotBeResumedForMore() {
    TrainingSettings cosine = DEFAULTS.withText(Settings.SCHEDULE, "cosine");
    assertEquals(List.of(), DEFAULTS.differencesTo(DEFAULTS.withEpochs(51)));
    assertEquals(List.of("--epochs was 50 and is 51"), cosine.differencesTo(cosine.withEpochs(51)));
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
    "{'partitions':9}, partitions",
    "{'momentum':0.5}, momentum",
    "'{''optimizer'':''sgd'',''weight_decay'':0.5}', weight-decay",
    "'{''activation'':''relu,tanh,tanh''}', activation",
    "'{''schedule'':''cosine'',''schedule_floor'':0.6}', schedule-floor",
    "'{''task'':''classify'',''loss'':''huber''}', loss",
    "'{''loss'':''squared'',''huber_delta'':2}', huber-delta"
  })
  void aMistakeInAFileNamesItsOption(String json, String option) {
    Exception e = assertThrows(IOException.class, () -> read(json.replace('\'', '"')));
    assertEquals(Optional.of(option), InvalidInputException.in(e).orElseThrow().option());
  }
}

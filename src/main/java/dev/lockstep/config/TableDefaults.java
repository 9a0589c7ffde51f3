package dev.lockstep.config;

import dev.lockstep.network.optimizer.Optimizer;
import dev.lockstep.option.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings for a table of which nothing is said: those of {@code conf/table.properties}, which
 * is built in. Two kinds of values follow from N, the number of rows to learn from: {@code 4/rows}
 * is 4 / N to three digits, and {@code rows/32 from 8 to 128} is N / 32, rounded down, but at least
 * 8 and at most 128.
 */
public final class TableDefaults {
  private static final Properties FILE = read();
  private static final Pattern PER_ROW = Pattern.compile("([0-9.]+)/rows");
  private static final Pattern SHARE = Pattern.compile("rows/([0-9]+) from ([0-9]+) to ([0-9]+)");

  /** The optimizers that take steps of the file's rate. */
  private static final List<String> HAVE_RATE = List.of("adam", "adamw");

  private TableDefaults() {}

  private static Properties read() {
    Properties values = new Properties();
    try (InputStream file = TableDefaults.class.getResourceAsStream("table.properties")) {
      values.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  /**
   * The settings for a table.
   *
   * @param rows N, how many are learned from: 1 or more
   */
  public static TrainingSettings of(long rows) {
    TrainingSettings settings = TrainingSettings.tutorial();
    for (Setting<?> setting : Settings.ALL) {
      settings = with(settings, setting, rows);
    }
    return settings;
  }

  /**
   * What a table's settings are before the number of its rows is known and others are given.
   *
   * @param optimizer the one that is given, if one is: the rate is for adam and adamw alone
   */
  public static TrainingSettings before(Optional<Optimizer> optimizer) {
    TrainingSettings settings = of(1);
    return optimizer.map(Optimizer::label).filter(label -> !HAVE_RATE.contains(label)).isEmpty()
        ? settings
        : settings.with(Settings.LEARNING_RATE, Settings.LEARNING_RATE.byDefault());
  }

  /**
   * The same settings, with the values that follow from the number of rows.
   *
   * @param settings made of {@link #before}
   * @param isGiven tells what the user has given, which stays
   * @param rows N, how many are learned from: 1 or more
   */
  public static TrainingSettings fit(
      TrainingSettings settings, Predicate<Setting<?>> isGiven, long rows) {
    TrainingSettings fitted = settings;
    for (Setting<?> setting : Settings.ALL) {
      if (followsFromRows(setting) && !isGiven.test(setting)) {
        fitted = with(fitted, setting, rows);
      }
    }
    return fitted;
  }

  /** The file's values, as options have them: {@code hidden=100, optimizer=adam, ...}. */
  public static String inWords() {
    return Settings.ALL.stream()
        .filter(setting -> FILE.containsKey(setting.name()))
        .map(setting -> setting + "=" + FILE.getProperty(setting.name()))
        .collect(Collectors.joining(", "));
  }

  /** Whether the default of a setting follows from the number of rows. */
  private static boolean followsFromRows(Setting<?> setting) {
    return FILE.getProperty(setting.name(), "").contains("rows");
  }

  private static TrainingSettings with(TrainingSettings settings, Setting<?> setting, long rows) {
    String value = FILE.getProperty(setting.name());
    return value == null ? settings : settings.withText(setting, resolved(value.strip(), rows));
  }

  private static String resolved(String value, long rows) {
    Matcher perRow = PER_ROW.matcher(value);
    if (perRow.matches()) {
      return new BigDecimal(perRow.group(1))
          .divide(BigDecimal.valueOf(rows), new MathContext(3))
          .toString();
    }
    Matcher share = SHARE.matcher(value);
    if (share.matches()) {
      long least = Long.parseLong(share.group(2));
      long most = Long.parseLong(share.group(3));
      return String.valueOf(Math.min(most, Math.max(least, rows / Long.parseLong(share.group(1)))));
    }
    return value;
  }
}

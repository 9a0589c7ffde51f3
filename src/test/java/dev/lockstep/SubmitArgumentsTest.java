package dev.lockstep;

import static dev.lockstep.ScriptRun.concat;
import static dev.lockstep.ScriptRun.split;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which of its words {@code submit.sh} gives to Spark, and which to Lockstep:
 *
 * <ul>
 *   <li>Words before the command reach {@code spark-submit} unchanged and in order, words from the
 *       command on reach Lockstep so; the command is the first word that is neither an option of
 *       Spark's nor the value of one, by Spark's own list.
 *   <li>No command means {@code train} with {@code conf/mnist.properties}.
 *   <li>A missing file or value is one line on standard error and exit 2.
 * </ul>
 */
final class SubmitArgumentsTest {
  @TempDir Path temporary;

  private ScriptFolder folder;

  @BeforeEach
  void copyTheScript() throws IOException {
    folder = new ScriptFolder(temporary);
  }

  @Test
  void wordsBeforeTheCommandGoToSparkUnchangedAndWordsFromItToLockstep() throws Exception {
    List<String> before =
        List.of(
            "--master",
            "local[2]",
            "--conf",
            "spark.app.name=a  b",
            "-c",
            "spark.ui.enabled=false",
            "--executor-memory=2g",
            "--verbose",
            "--driver-java-options",
            "");
    List<String> after = List.of("train", "--epochs", "3", "", "a  b", "*", "--master", "$HOME");
    folder.assertHandedOver(before, after, folder.run(concat(before, after)));
  }

  @Test
  void aValueThatLooksLikeACommandIsNone() throws Exception {
    List<String> before = List.of("--name", "train", "--queue", "--epochs");
    List<String> after = List.of("predict", "--model", "m");
    folder.assertHandedOver(before, after, folder.run(concat(before, after)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--master local[2]", "--name train --verbose --conf=spark.x=y"})
  void noCommandMeansTheTutorialsTraining(String line) throws Exception {
    List<String> before = split(line);
    List<String> after = List.of("train", "--config", folder.home() + "/conf/mnist.properties");
    folder.assertHandedOver(before, after, folder.run(before));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "-h", "--version", "--epochs 3", "--master= x", "-x", "evaluate"})
  void whatIsNotSparksIsLocksteps(String line) throws Exception {
    List<String> before = List.of("--verbose");
    List<String> after = split(line);
    folder.assertHandedOver(before, after, folder.run(concat(before, after)));
  }

  @Test
  void aPropertiesFileOfTheUsersTakesThePlaceOfOurs() throws Exception {
    Path file = ScriptFolder.write(temporary.resolve("own file"), "");
    List<String> mine = List.of("--properties-file", file.toString());
    assertEquals(
        concat(
            List.of("--class", "dev.lockstep.Lockstep"),
            mine,
            List.of(folder.jar().toString(), "train")),
        folder.run(concat(mine, List.of("train"))).words());
    folder.run(List.of("--properties-file=no such file", "train")).assertMistake("no such file");
  }

  @Test
  void anOptionWithoutItsValueIsNamed() throws Exception {
    folder.run(List.of("--name", "x", "--master")).assertMistake("--master needs a value");
  }

  @Test
  void theListsOfOptionsAreSparksOwn() throws Exception {
    Class<?> type = Class.forName("org.apache.spark.launcher.SparkSubmitOptionParser");
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object parser = constructor.newInstance();

    assertEquals(sparks(parser, "opts"), ours("spark_options"));
    Set<String> switches = ours("spark_switches");
    switches.addAll(List.of("--help", "-h", "--version")); // Lockstep's to answer.
    assertEquals(sparks(parser, "switches"), switches);
  }

  private static Set<String> sparks(Object parser, String list) throws Exception {
    Field field = parser.getClass().getDeclaredField(list);
    field.setAccessible(true);
    Set<String> names = new TreeSet<>();
    for (String[] spellings : (String[][]) field.get(parser)) {
      names.addAll(Arrays.asList(spellings));
    }
    return names;
  }

  private Set<String> ours(String variable) throws IOException {
    Matcher list =
        Pattern.compile("(?m)^" + variable + "='([^']*)'")
            .matcher(Files.readString(folder.script()));
    assertTrue(list.find(), variable);
    return new TreeSet<>(split(list.group(1)));
  }
}

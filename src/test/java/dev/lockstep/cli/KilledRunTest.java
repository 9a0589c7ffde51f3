package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.Lockstep;
import dev.lockstep.StoppingFileSystem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.ArrayUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A driver that is killed with SIGKILL loses what came after its last checkpoint, and nothing else.
 * The moments are met for certain: the driver's file system stops there until it is killed.
 */
final class KilledRunTest extends TinyTraining {
  private static final List<String> TRAINING = List.of("train", "--hidden=5", "--batch-size=4");

  /** A driver in a JVM of its own. */
  private Process driver(String out, List<String> properties, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@target/spark/jvm-options");
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-Dspark.master=local[1]", "-Dspark.ui.enabled=false"));
    command.add("-Dlog4j2.configurationFile=conf/log4j2.properties");
    command.addAll(properties);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Lockstep.class.getName());
    command.addAll(TRAINING);
    command.addAll(List.of("--out", out));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LOCKSTEP_HOME", temporary.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.redirectError(temporary.resolve("err").toFile());
    return builder.start();
  }

  private static void kill(Process driver) throws InterruptedException {
    driver.destroyForcibly(); // SIGKILL
    assertTrue(driver.waitFor(60, TimeUnit.SECONDS));
    assertEquals(128 + 9, driver.exitValue());
  }

  private void killAt(String moment, Path out) throws IOException, InterruptedException {
    Path reached = temporary.resolve("reached/now");
    Files.createDirectory(reached.getParent());
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      reached.getParent().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Process driver =
          driver(
              "stopping:" + out,
              List.of(
                  "-Dspark.hadoop.fs.stopping.impl=" + StoppingFileSystem.class.getName(),
                  "-Dspark.hadoop." + StoppingFileSystem.AT + "=" + moment,
                  "-Dspark.hadoop." + StoppingFileSystem.THEN + "=" + reached),
              "--epochs=4");
      try {
        boolean met = watch.poll(120, TimeUnit.SECONDS) != null;
        assertTrue(met, () -> "not reached: " + moment + "\n" + err());
      } finally {
        kill(driver);
      }
    }
  }

  private String err() {
    try {
      return Files.readString(temporary.resolve("err"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.skip(1).map(file -> folder.relativize(file).toString()).sorted().toList();
    }
  }

  private void assertResumes(CommandRun undisturbed, int from) throws IOException {
    CommandRun resumed = train("run", "--epochs=4", "--resume", "--partitions=3");
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertEquals(undisturbed.out(), resumed.out());
    assertEquals(lastLine(undisturbed), lastLine(resumed));
    assertTrue(resumed.err().contains("checkpoints/epoch-%d.npz.".formatted(from)), resumed.err());
    assertEquals(
        List.of(
            "checkpoints",
            "checkpoints/epoch-3.npz",
            "checkpoints/epoch-4.npz",
            "history.csv",
            "model",
            "model/model.json",
            "model/model.npz",
            "report.html",
            "run.json"),
        names(temporary.resolve("run")));
    assertEquals(
        List.of("data", "err", "run", "undisturbed"),
        names(temporary).stream()
            .filter(name -> !name.contains("/") && !name.equals("reached"))
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "write:.*epoch-2.*, 1", // half of a checkpoint
    "rename:.*epoch-3.*, 2", // a whole one under its hidden name
    "write:.*model[.]npz, 4", // half of the model
    "rename:.*/run[.]json, 4" // the last file but for its name
  })
  void aRunThatWasKilledWhileItWroteEndsAsIfItHadNot(String moment, int from)
      throws IOException, InterruptedException {
    CommandRun undisturbed = train("undisturbed", "--epochs=4");
    killAt(moment, temporary.resolve("run"));
    assertFalse(Files.exists(temporary.resolve("run/run.json")));
    assertResumes(undisturbed, from);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--optimizer=lbfgs",
        "--optimizer=adam --learning-rate=0.01 --shuffle --dropout=0.2,0.5 --freeze=1",
        "--validation-fraction=0.25 --patience=18 --schedule=plateau --schedule-every=1"
      })
  void aRunThatWasKilledAmongItsStepsEndsAsIfItHadNot(String recipe)
      throws IOException, InterruptedException {
    String[] options = ("--epochs=20 " + recipe).split(" ");
    CommandRun undisturbed = train("undisturbed", options);
    Process driver = driver(temporary.resolve("run").toString(), List.of(), options);
    try (BufferedReader table = driver.inputReader()) {
      String line = table.readLine();
      while (line != null && !line.startsWith("  3 ")) { // epoch 1 is kept by then
        line = table.readLine();
      }
      assertTrue(line != null, this::err);
    } finally {
      kill(driver);
    }
    CommandRun resumed = train("run", ("--resume " + String.join(" ", options)).split(" "));
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertEquals(undisturbed.out(), resumed.out());
    assertEquals(lastLine(undisturbed), lastLine(resumed));
  }

  /** Ten times, at moments that are drawn and printed, while the best epoch is looked for. */
  @Tag("slow")
  @Test
  void aRunThatIsKilledTenTimesKeepsTheSameEpoch() throws IOException, InterruptedException {
    String[] options =
        ("--epochs=200 --patience=150 --validation-fraction=0.25 --schedule=plateau"
                + " --schedule-every=20 --optimizer=adam --learning-rate=0.003 --dropout=0.2,0.5"
                + " --freeze=1 --shuffle")
            .split(" ");
    CommandRun undisturbed = train("undisturbed", options);
    assertEquals(0, undisturbed.exitCode(), undisturbed.err());
    String[] resuming = ArrayUtils.add(options, "--resume");
    long seed = System.nanoTime();
    System.out.printf("The moments are drawn with the seed %d.%n", seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int kills = 0; kills < 10; kills++) {
      Process driver =
          driver(temporary.resolve("run").toString(), List.of(), kills == 0 ? options : resuming);
      int moment = random.nextInt(700);
      try (BufferedReader table = driver.inputReader()) {
        int next = kills == 0 ? 2 : epochs() + 1; // the driver has begun to learn by then
        String line = table.readLine();
        while (line != null && !line.startsWith("%3d ".formatted(next))) {
          line = table.readLine();
        }
        assertTrue(line != null, this::err);
        Thread.sleep(moment);
      } finally {
        kill(driver);
      }
      System.out.printf("Killed after %d ms more, with %d epochs kept.%n", moment, epochs());
    }
    CommandRun resumed = train("run", resuming);
    assertEquals(0, resumed.exitCode(), resumed.err());
    assertEquals(undisturbed.out(), resumed.out());
    assertEquals(lastLine(undisturbed), lastLine(resumed));
    assertEquals(theEnd(undisturbed), theEnd(resumed));
  }

  /** After how many epochs the last checkpoint was taken. */
  private int epochs() throws IOException {
    return names(temporary.resolve("run/checkpoints")).stream()
        .filter(name -> name.matches("epoch-\\d+[.]npz"))
        .mapToInt(name -> Integer.parseInt(name.replaceAll("\\D", "")))
        .max()
        .orElseThrow();
  }

  private static String theEnd(CommandRun run) {
    return run.errLines().stream()
        .filter(line -> line.startsWith("Training ended"))
        .collect(Collectors.joining());
  }
}

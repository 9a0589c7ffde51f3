package dev.lockstep.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A standalone master and workers of one core, each a process on loopback, through {@code
 * src/cluster/start.sh}.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern PAGE = Pattern.compile("the master's page is (http:[^ ,]*)");
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  private final Path folder;
  private final List<String> settings;
  private final List<Process> scripts = new ArrayList<>();
  private String master;

  private StandaloneCluster(Path folder, List<String> settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /**
   * Starts one.
   *
   * @param folder for what its processes write
   * @param properties Spark's settings for master and workers, if there are any
   * @return with all workers registered
   */
  static StandaloneCluster start(Path folder, int workers, Optional<Path> properties)
      throws IOException, InterruptedException {
    List<String> settings =
        properties.map(file -> List.of("--properties-file", file.toString())).orElse(List.of());
    StandaloneCluster cluster = new StandaloneCluster(folder, settings);
    try {
      cluster.master = cluster.startScript(String.valueOf(workers));
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  /** Lets one more worker join; its host is that of the first. */
  void addWorker() throws IOException, InterruptedException {
    startScript("1", master);
  }

  private String startScript(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("cluster-%d.out".formatted(scripts.size()));
    Path err = folder.resolve("cluster-%d.err".formatted(scripts.size()));
    List<String> command = new ArrayList<>(List.of("src/cluster/start.sh"));
    command.addAll(settings);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    Leashed.forget(builder.environment());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TMPDIR", folder.toString());
    Process script = builder.start(); // which stops all when its standard input, a pipe, ends
    scripts.add(script);
    return Await.seen(
        () -> {
          assertTrue(script.isAlive(), () -> read(err));
          return read(out).lines().filter(line -> line.startsWith("spark://")).findFirst();
        },
        () -> read(err));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** {@code spark://}, host and port. */
  String master() {
    return master;
  }

  /** The master's page. */
  String page() {
    Matcher page = PAGE.matcher(read(folder.resolve("cluster-0.err")));
    assertTrue(page.find());
    return page.group(1);
  }

  /** The executors that run now. */
  List<ProcessHandle> executors() {
    return running(EXECUTOR);
  }

  /** The workers that run now. */
  List<ProcessHandle> workers() {
    return running("deploy.worker.Worker");
  }

  private List<ProcessHandle> running(String mainClass) {
    return scripts.stream()
        .flatMap(Process::descendants)
        .filter(process -> commandLine(process).contains(mainClass))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException e) { // it has ended, or this is no Linux
      return process.info().commandLine().orElse("");
    }
  }

  /** Sends a signal, such as {@code STOP}. */
  static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertTrue(kill.waitFor() == 0, "kill -" + name);
  }

  /** Stops all processes: none is left when it returns. */
  @Override
  public void close() {
    List<ProcessHandle> all =
        new ArrayList<>(scripts.stream().flatMap(Process::descendants).toList());
    for (Process script : scripts) {
      try {
        script.getOutputStream().close();
        script.waitFor(1, TimeUnit.MINUTES);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Optional<ProcessHandle> left = all.stream().filter(process -> !ends(process)).findAny();
    all.forEach(ProcessHandle::destroyForcibly);
    assertTrue(left.isEmpty(), () -> "left: " + left.get().info());
  }

  /** One that has been killed is there until init has seen to it. */
  private static boolean ends(ProcessHandle process) {
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}

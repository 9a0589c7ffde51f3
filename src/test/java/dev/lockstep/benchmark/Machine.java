package dev.lockstep.benchmark;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Where and with what a benchmark ran: what every result says of itself. */
final class Machine {
  private Machine() {}

  /** CPU, JVM and commit, a Markdown list. */
  static String description() throws IOException, InterruptedException {
    return """
        - CPU: %s, %d cores
        - JVM: %s %s, %s, heap up to %d MB
        - Commit: %s
        """
        .formatted(
            cpu(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.vm.name"),
            System.getProperty("java.vm.version"),
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .collect(Collectors.joining(" and ")),
            Runtime.getRuntime().maxMemory() >> 20,
            commit());
  }

  private static String cpu() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    String unknown = System.getProperty("os.arch");
    if (!Files.exists(file)) {
      return unknown;
    }
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(unknown);
    }
  }

  private static String commit() throws IOException, InterruptedException {
    String commit = git("rev-parse", "--short", "HEAD");
    return git("status", "--porcelain", "--", "pom.xml", "submit.sh", "conf", "src/main").isEmpty()
        ? commit
        : commit + " with changes";
  }

  /** What git says; nothing where there is no git or no repository. */
  private static String git(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder git = new ProcessBuilder("git", "--no-optional-locks");
    git.command().addAll(List.of(arguments));
    try {
      Process process = git.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      byte[] said = process.getInputStream().readAllBytes();
      return process.waitFor() == 0 ? new String(said, StandardCharsets.UTF_8).strip() : "";
    } catch (IOException noGit) {
      return "";
    }
  }
}

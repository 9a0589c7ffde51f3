package dev.lockstep.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Under Spark's authentication and encryption a cluster gives the same answer, listens where it
 * must and nowhere else, and keeps its secrets.
 */
final class ClusterSecurityTest extends OnCluster {
  private static final String SECRET = "c1a55ified-0f-the-cluster";
  private static final Pattern HOST = Pattern.compile("--hostname\0([0-9.]+)");

  /** Ways to protect what goes over the network. */
  enum Protection {
    AUTHENTICATION_AND_ENCRYPTION {
      @Override
      List<String> settings(Path keys) {
        return List.of(
            "spark.authenticate true",
            "spark.authenticate.secret " + SECRET,
            "spark.network.crypto.enabled true");
      }
    },
    TLS {
      @Override
      List<String> settings(Path keys) {
        return List.of(
            "spark.authenticate true",
            "spark.authenticate.secret " + SECRET,
            "spark.ssl.rpc.enabled true",
            "spark.ssl.rpc.protocol TLSv1.3",
            "spark.ssl.rpc.keyStore " + keys,
            "spark.ssl.rpc.keyStorePassword " + SECRET,
            "spark.ssl.rpc.keyPassword " + SECRET,
            "spark.ssl.rpc.trustStore " + keys,
            "spark.ssl.rpc.trustStorePassword " + SECRET);
      }
    };

    abstract List<String> settings(Path keys);
  }

  private Path keys;
  private Submission local;

  @BeforeAll
  void trainOnOneJvm() throws Exception {
    MnistSlice.write(folder.resolve("data"), 600);
    local = onOneJvm("local", train("local", "tree"));
    keys = folder.resolve("keys.p12");
    makeKeys();
  }

  private static List<String> train(String name, String aggregation) {
    return Training.words(
        folder.resolve(name),
        folder.resolve("data"),
        aggregation,
        Training.BATCH,
        "--epochs=6"); // time to look at pages
  }

  private void makeKeys() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", "lockstep", "-keyalg", "EC"));
    command.addAll(List.of("-dname", "CN=localhost", "-validity", "2", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", keys.toString(), "-storepass", SECRET));
    Process keytool =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertEquals(0, keytool.waitFor());
  }

  @AfterEach
  void stopItsCluster() {
    stopCluster();
  }

  @ParameterizedTest
  @EnumSource
  void theAnswerIsTheSameAndNothingTellsTheSecret(Protection protection) throws Exception {
    Path properties = folder.resolve(protection + ".conf");
    Files.write(properties, protection.settings(keys));
    startCluster(2, Optional.of(properties));
    int uiPort = freePort();
    for (String aggregation : Training.AGGREGATIONS) {
      String name = protection + "-" + aggregation;
      Submission run =
          onExecutors(
              2,
              name,
              List.of("spark.ui.enabled=true", "spark.ui.port=" + uiPort),
              List.of("--properties-file", properties.toString()),
              train(name, aggregation));
      run.awaitEpoch(1);
      assertNoPageTells(uiPort);
      assertExecutorsListenOnTheirOwnAddress(awaitExecutors(2));
      assertNoCommandLineTells();
      run.awaitSuccess();
      assertEquals(local.lastLine(), run.lastLine());
    }
    assertEquals(Set.of(properties), filesThatTell());
    Files.delete(properties);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The driver's, which shows all settings, and the master's. */
  private void assertNoPageTells(int uiPort) throws Exception {
    String driver = "http://127.0.0.1:%d/".formatted(uiPort);
    String settings = page(driver + "environment/");
    assertTrue(settings.contains("spark.authenticate.secret"), settings);
    String application = page(driver + "api/v1/applications").split("\"", -1)[3];
    for (String page :
        List.of(
            settings,
            page(driver + "executors/"),
            page(driver + "api/v1/applications/%s/environment".formatted(application)),
            page(cluster().page()))) {
      assertFalse(page.contains(SECRET), page);
    }
  }

  private static String page(String address) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()
            .send(
                HttpRequest.newBuilder(URI.create(address)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), address);
    return answer.body();
  }

  private static void assertExecutorsListenOnTheirOwnAddress(List<ProcessHandle> executors)
      throws IOException {
    for (ProcessHandle executor : executors) {
      Matcher host = HOST.matcher(commandLine(executor));
      assertTrue(host.find());
      assertEquals(Set.of(host.group(1)), new HashSet<>(ListeningPorts.addresses(executor)));
    }
  }

  private static String commandLine(ProcessHandle process) throws IOException {
    return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
  }

  private static void assertNoCommandLineTells() throws IOException {
    for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
      if (process.isAlive()) {
        String line = commandLine(process);
        assertFalse(line.contains(SECRET), line);
      }
    }
  }

  /** Logs of master, workers, executors and driver, run folders, and the files of settings. */
  private static Set<Path> filesThatTell() throws IOException {
    Set<Path> found = new TreeSet<>();
    int logs = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET)) {
          found.add(file);
        }
        logs += file.endsWith("stderr") ? 1 : 0;
      }
    }
    assertTrue(logs >= 2, "the executors' logs are not there");
    return found;
  }
}

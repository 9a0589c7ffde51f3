package dev.lockstep.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A headless Chromium with one page, spoken to by its DevTools protocol. (WebDriver can neither
 * choose the colour scheme nor tell of requests, and its clients for DevTools are bound to a
 * version of the browser.)
 */
final class Chromium implements AutoCloseable {
  private static final int SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  /**
   * Starts a browser.
   *
   * @param folder an empty folder for what it writes
   */
  Chromium(Path folder) throws IOException {
    process =
        new ProcessBuilder(
                "chromium",
                "--headless=new",
                "--no-sandbox", // which root cannot have
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "chromium.log"))
            .start();
    HttpClient http = HttpClient.newHttpClient();
    socket =
        http.newWebSocketBuilder()
            .buildAsync(page(http, port(folder.resolve("DevToolsActivePort"))), new Listener())
            .orTimeout(SECONDS, TimeUnit.SECONDS)
            .join();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
    call("Page.setBypassCSP", Map.of("enabled", true)); // for axe
  }

  private String port(Path file) throws IOException {
    for (long end = System.nanoTime() + SECONDS * 1_000_000_000L; System.nanoTime() < end; ) {
      if (Files.exists(file) && Files.readAllLines(file).size() == 2) {
        return Files.readAllLines(file).get(0);
      }
      pause();
    }
    process.destroy();
    throw new IOException("Chromium does not answer");
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The address of the one page. */
  private static URI page(HttpClient http, String port) throws IOException {
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/json".formatted(port))).build();
    JsonNode targets =
        JSON.readTree(http.sendAsync(list, HttpResponse.BodyHandlers.ofString()).join().body());
    for (JsonNode target : targets) {
      if (target.get("type").asText().equals("page")) {
        return URI.create(target.get("webSocketDebuggerUrl").asText());
      }
    }
    throw new IOException("Chromium has no page: " + targets);
  }

  /** Gathers answers and events. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        receive(text.toString());
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }
  }

  private void receive(String text) {
    try {
      JsonNode message = JSON.readTree(text);
      if (message.has("id")) {
        answers.remove(message.get("id").asInt()).complete(message);
      } else {
        events.add(message);
      }
    } catch (IOException e) {
      throw new IllegalStateException(text, e);
    }
  }

  /** Calls a method of the protocol and waits for its result. */
  JsonNode call(String method, Map<String, ?> parameters) {
    int id = calls.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(message.toString(), true).join();
    JsonNode result = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (result.has("error")) {
      throw new IllegalStateException(method + ": " + result.get("error"));
    }
    return result.get("result");
  }

  /** Sets the window's width, and whether the reader's system is dark. */
  void show(int width, boolean dark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Opens a file and waits until it is there; events of earlier pages are forgotten. */
  void open(Path file) {
    events.clear();
    call("Page.navigate", Map.of("url", file.toUri().toString()));
    for (long end = System.nanoTime() + SECONDS * 1_000_000_000L; System.nanoTime() < end; ) {
      if (!events("Page.loadEventFired").isEmpty()) {
        return;
      }
      pause();
    }
    throw new IllegalStateException(file + " does not load");
  }

  /** What an event told since the page was opened, each time that it came. */
  List<JsonNode> events(String method) {
    return events.stream()
        .filter(event -> event.get("method").asText().equals(method))
        .map(event -> event.get("params"))
        .toList();
  }

  /** Evaluates an expression in the page, a promise to its end. */
  JsonNode evaluate(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(result.get("exceptionDetails").toString());
    }
    return result.at("/result/value");
  }

  /** Takes a picture of the whole page. */
  void picture(Path file) throws IOException {
    JsonNode size = call("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
    Map<String, Object> clip =
        Map.of(
            "x", 0, "y", 0, "width", size.get("width"), "height", size.get("height"), "scale", 1);
    Files.write(
        file,
        call("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip))
            .get("data")
            .binaryValue());
  }

  /** Prints the page on A4. */
  void print(Path file) throws IOException {
    Map<String, ?> paper = Map.of("paperWidth", 8.27, "paperHeight", 11.69);
    Files.write(file, call("Page.printToPDF", paper).get("data").binaryValue());
  }

  @Override
  public void close() {
    try {
      call("Browser.close", Map.of());
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

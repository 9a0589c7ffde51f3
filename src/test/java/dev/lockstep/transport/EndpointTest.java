package dev.lockstep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Members' messages arrive, whatever Spark does to protect them, and nobody else's do; whoever else
 * connects gets nothing and disturbs nothing.
 */
@Timeout(60)
final class EndpointTest {
  private record Message(MessageHeader header, List<Double> numbers) {}

  private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
  private final Attempt attempt = Attempt.draw();
  private SparkConf settings;
  private Endpoint worker;
  private Endpoint endpoint;
  private int sent;

  private void connect(Protection protection) throws Exception {
    connect(protection.conf());
  }

  /** Connections that are silent end after two seconds. */
  private void connectBriefly(Protection protection) throws Exception {
    SparkConf conf = protection.conf().set("spark.lockstep.exchangeTimeout", "1s");
    connect(conf.set("spark.lockstep.io.connectionCreationTimeout", "60s"));
  }

  private void connect(SparkConf conf) throws Exception {
    settings = conf;
    worker = TestEndpoint.open(conf);
    endpoint = TestEndpoint.open(conf);
    endpoint.open(attempt, this::keep);
    requireMessageArrives();
  }

  private void keep(MessageHeader header, ByteBuffer numbers) {
    List<Double> copy = new ArrayList<>();
    while (numbers.hasRemaining()) {
      copy.add(numbers.getDouble());
    }
    arrived.add(new Message(header, copy));
  }

  @AfterEach
  void stop() {
    worker.close();
    endpoint.close();
  }

  /** From a new worker: a connection that has been silent may end at this very time. */
  private void requireMessageArrives() throws Exception {
    MessageHeader header = new MessageHeader(attempt, 3, sent++, 5, 1L << 40);
    try (Endpoint sender = TestEndpoint.open(settings);
        Link link = sender.connect(TestEndpoint.peer("1", endpoint, List.of(0)), () -> {})) {
      Link.send(List.of(link), header, 2, target -> target.put(0.1).put(-0.0));
      link.flush();
      Message message = arrived.poll(20, TimeUnit.SECONDS);
      assertNotNull(message, "the message must arrive");
      assertEquals(new Message(header, List.of(0.1, -0.0)), message);
      assertNull(arrived.peek());
    }
  }

  @ParameterizedTest
  @EnumSource
  void silenceIsEnded(Protection protection) throws Exception {
    connectBriefly(protection);
    try (Stray stray = new Stray(endpoint)) {
      requireMessageArrives();
      assertEquals(0, stray.readToEnd());
    }
  }

  @ParameterizedTest
  @EnumSource
  void garbageIsEnded(Protection protection) throws Exception {
    connect(protection);
    byte[] garbage = new byte[4_000];
    new Random(1).nextBytes(garbage);
    requireIsEnded(garbage);
  }

  @ParameterizedTest
  @EnumSource
  void halfAFrameIsEnded(Protection protection) throws Exception {
    connectBriefly(protection);
    byte[] frame = Stray.message(attempt, 100);
    requireIsEnded(Arrays.copyOf(frame, frame.length / 2));
  }

  @ParameterizedTest
  @EnumSource
  void aFrameThatAnnouncesGigabytesIsEnded(Protection protection) throws Exception {
    connect(protection);
    requireIsEnded(Stray.head((1L << 31) - 100, 9));
    requireIsEnded(Stray.head(Long.MAX_VALUE, 9));
    requireIsEnded(Stray.head(-1, 9));
    requireIsEnded(Stray.head(70_000, 9));
  }

  /** A request for a chunk, which Spark would answer; an upload, which it would read on and on. */
  @ParameterizedTest
  @EnumSource
  void framesOfOtherKindsAreEnded(Protection protection) throws Exception {
    connect(protection);
    requireIsEnded(Stray.head(21, 0));
    requireIsEnded(Stray.head(21, 6));
    requireIsEnded(Stray.head(21, 10));
    requireIsEnded(Stray.head(21, -1));
  }

  private void requireIsEnded(byte[] bytes) throws Exception {
    try (Stray stray = new Stray(endpoint)) {
      stray.send(bytes);
      requireMessageArrives();
      int answer = stray.readToEnd();
      assertTrue(answer <= 7, "an alert of TLS at most, not " + answer + " bytes");
    }
    requireMessageArrives();
  }

  @ParameterizedTest
  @EnumSource
  void aMessageOfAnotherAttemptArrivesNowhere(Protection protection) throws Exception {
    connect(protection);
    try (Stray stray = new Stray(endpoint)) {
      stray.send(Stray.message(Attempt.draw(), 10));
      requireMessageArrives();
    }
  }

  /** Who has overheard an attempt's number has nothing where there is a secret. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aMessageWithoutTheSecretArrivesNowhere(Protection protection) throws Exception {
    connectBriefly(protection);
    try (Stray stray = new Stray(endpoint)) {
      stray.send(Stray.message(attempt, 10));
      requireMessageArrives();
      stray.readToEnd();
      requireMessageArrives();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRecordedSessionSaidAgainArrivesNowhere(Protection protection) throws Exception {
    connectBriefly(protection);
    byte[] session;
    try (Recorder recorder = new Recorder(endpoint);
        Link recorded = worker.connect(recorder.peer(), () -> {})) {
      MessageHeader header = new MessageHeader(attempt, 3, 0, 5, 0);
      Link.send(List.of(recorded), header, 1, target -> target.put(1));
      recorded.flush();
      assertNotNull(arrived.poll(20, TimeUnit.SECONDS));
      session = recorder.said();
    }
    if (protection == Protection.NONE) { // then the number alone guards, and is used once
      endpoint.close(attempt);
      endpoint.open(Attempt.draw(), this::keep);
    }
    try (Stray stray = new Stray(endpoint)) {
      stray.send(session);
      stray.readToEnd();
    }
    assertNull(arrived.peek());
  }

  @ParameterizedTest
  @EnumSource
  void aThousandConnectionsDoNotDisturb(Protection protection) throws Exception {
    connect(protection);
    List<Stray> strays = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        strays.add(new Stray(endpoint));
        strays.get(i).send(new byte[] {0});
      }
      requireMessageArrives();
    } finally {
      for (Stray stray : strays) {
        stray.close();
      }
    }
    requireMessageArrives();
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheGivenAddressIsListenedAt(Protection protection) throws Exception {
    connect(protection);
    for (String other : List.of("127.0.0.2", InetAddress.getLocalHost().getHostAddress())) {
      if (!other.equals("127.0.0.1")) {
        assertThrows(ConnectException.class, () -> new Socket(other, endpoint.port()).close());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noLogHasTheSecretOrTheAttemptsNumber(Protection protection) throws Exception {
    try (LogLines log = new LogLines()) {
      connect(protection);
      requireIsEnded(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
      assertFalse(log.lines().isEmpty());
      for (String line : log.lines()) {
        assertFalse(line.contains(Protection.SECRET), line);
        assertFalse(line.contains(String.valueOf(attempt.high())), line);
        assertFalse(line.contains(Long.toHexString(attempt.high())), line);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTHENTICATED", "AUTHENTICATED_BY_SASL"})
  void aMemberWithAnotherSecretIsRefused(Protection protection) throws Exception {
    connect(protection);
    SparkConf other = protection.conf().set("spark.authenticate.secret", "another");
    try (Endpoint stranger = TestEndpoint.open(other)) {
      Peer peer = TestEndpoint.peer("1", endpoint, List.of(0));
      assertThrows(Exception.class, () -> stranger.connect(peer, () -> {}));
    }
    requireMessageArrives();
  }
}

package dev.lockstep.transport;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientBootstrap;
import org.apache.spark.network.client.TransportClientFactory;
import org.apache.spark.network.crypto.AuthClientBootstrap;
import org.apache.spark.network.crypto.AuthServerBootstrap;
import org.apache.spark.network.netty.SparkTransportConf;
import org.apache.spark.network.server.OneForOneStreamManager;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;
import org.apache.spark.network.server.TransportServer;
import org.apache.spark.network.server.TransportServerBootstrap;
import org.apache.spark.network.util.TransportConf;
import org.apache.spark.util.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function1;
import scala.Option;
import scala.Tuple2;

/**
 * An executor's end of all connections, set up as Spark sets up its block transfer ({@code
 * NettyBlockTransferService}): the same authentication, encryption and choice of ports.
 *
 * <p>Listens at one address. A connection that does not authenticate itself, where Spark asks for
 * that, or does not know an attempt's number reaches no mailbox; it is closed when it sends what is
 * no frame of ours, or nothing for twice the time-out of an exchange.
 */
public final class Endpoint implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

  private static final String EXCHANGE_TIMEOUT = "spark.lockstep.exchangeTimeout";

  /** The most bytes that are taken in at once, where as many come: a few frames. */
  private static final int MOST_RECEIVED = 1 << 20;

  /** Where the messages of one attempt arrive. */
  public interface Mailbox {
    /**
     * Takes a message, on a thread of the transport, which must not be held up.
     *
     * @param header what it is
     * @param numbers float64, little-endian, to be copied before this returns
     * @throws IllegalArgumentException if no worker sends such a message now
     */
    void accept(MessageHeader header, ByteBuffer numbers);
  }

  private final String host;
  private final Map<Attempt, Mailbox> mailboxes = new ConcurrentHashMap<>();
  private final TransportContext context;
  private final TransportServer server;
  private final TransportClientFactory clients;

  /**
   * Begins to listen: at {@code host}, the address that peers are told, unless {@code
   * spark.lockstep.bindAddress} is another.
   */
  public Endpoint(SparkConf spark, SecurityManager security, String host) {
    this.host = host;
    SparkConf conf = spark.clone();
    long quiet = 2 * TimeUnit.NANOSECONDS.toSeconds(exchangeTimeoutNanos(conf));
    conf.setIfMissing("spark.lockstep.io.connectionTimeout", quiet + "s");
    TransportConf transport =
        SparkTransportConf.fromSparkConf(
            conf,
            "lockstep",
            conf.getInt("spark.executor.cores", 1),
            Option.empty(),
            Option.apply(security.getRpcSSLOptions()));
    boolean authenticates = security.isAuthenticationEnabled();
    List<TransportServerBootstrap> atServer = new ArrayList<>();
    List<TransportClientBootstrap> atClient = new ArrayList<>();
    atServer.add(
        (channel, handler) -> {
          // Authentication's frames are shorter.
          channel.pipeline().addLast(new FrameGuard(Link.MOST_BYTES, authenticates));
          // Netty's most is 64 KB: most frames would come in two parts and be put together first.
          channel
              .config()
              .setRecvByteBufAllocator(
                  new AdaptiveRecvByteBufAllocator(1 << 11, 1 << 14, MOST_RECEIVED));
          return handler;
        });
    if (authenticates) {
      atServer.add(new AuthServerBootstrap(transport, security));
      atClient.add(new AuthClientBootstrap(transport, conf.getAppId(), security));
    }
    context = new TransportContext(transport, new Router(), true);
    clients = context.createClientFactory(atClient);
    server = listen(conf, conf.get("spark.lockstep.bindAddress", host), atServer);
  }

  /**
   * How long a task waits for the others, in nanoseconds, at least a second: {@code
   * spark.lockstep.exchangeTimeout}, by default {@code spark.network.timeout}.
   */
  public static long exchangeTimeoutNanos(SparkConf conf) {
    String network = conf.get("spark.network.timeout", "120s");
    return TimeUnit.SECONDS.toNanos(Math.max(1, conf.getTimeAsSeconds(EXCHANGE_TIMEOUT, network)));
  }

  /** This JVM's, which is an executor's, as Spark calls its host. */
  static Endpoint ofExecutor() {
    SparkEnv env = SparkEnv.get();
    return new Endpoint(
        env.conf(), env.securityManager(), env.blockManager().blockManagerId().host());
  }

  private TransportServer listen(
      SparkConf conf, String address, List<TransportServerBootstrap> bootstraps) {
    Function1<Object, Tuple2<TransportServer, Object>> start =
        port -> {
          TransportServer bound = context.createServer(address, (Integer) port, bootstraps);
          return new Tuple2<>(bound, bound.getPort());
        };
    int first = conf.getInt("spark.lockstep.port", 0);
    return Utils.<TransportServer>startServiceOnPort(first, start, conf, "Lockstep")._1();
  }

  /** The address that peers are told. */
  public String host() {
    return host;
  }

  /** The port where this listens. */
  public int port() {
    return server.getPort();
  }

  /** Lets the messages of an attempt into a mailbox. */
  public void open(Attempt attempt, Mailbox mailbox) {
    mailboxes.put(attempt, mailbox);
  }

  /** Lets no more messages of an attempt in. */
  public void close(Attempt attempt) {
    mailboxes.remove(attempt);
  }

  /**
   * Connects to a peer, or finds the connection of the last slice; {@code lost} is told when it
   * ends.
   *
   * @throws IOException if no connection can be made
   */
  public Link connect(Peer peer, Runnable lost) throws IOException, InterruptedException {
    return new Link(clients.createClient(peer.host(), peer.port()).getChannel(), lost);
  }

  /** Ends all connections. */
  @Override
  public void close() {
    clients.close();
    server.close();
    context.close();
  }

  /**
   * Puts messages into the mailbox of their attempt, and drops those of any other: late ones, and
   * strays.
   */
  private final class Router extends RpcHandler {
    private final StreamManager noStreams = new OneForOneStreamManager();

    @Override
    public void receive(TransportClient sender, ByteBuffer message) {
      Optional<MessageHeader> header = MessageHeader.read(message);
      Mailbox mailbox = header.map(h -> mailboxes.get(h.attempt())).orElse(null);
      if (mailbox == null) {
        return;
      }
      try {
        mailbox.accept(header.get(), message);
      } catch (IllegalArgumentException e) {
        LOG.warn("Closed the connection from {}: {}", sender.getSocketAddress(), e.getMessage());
        ChannelFuture unused = sender.getChannel().close();
      }
    }

    /** No worker asks for an answer. */
    @Override
    public void receive(TransportClient sender, ByteBuffer message, RpcResponseCallback answer) {
      ChannelFuture unused = sender.getChannel().close();
    }

    @Override
    public StreamManager getStreamManager() {
      return noStreams;
    }
  }
}

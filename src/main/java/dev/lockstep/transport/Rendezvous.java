package dev.lockstep.transport;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * How the executors of an attempt learn each other's addresses: each tells the driver its own
 * through Spark's plugin messages, and asks again until all have. Milliseconds a slice, where
 * Spark's own barrier takes a second.
 *
 * <p>Named in {@code spark.plugins}, before the application begins ({@link #addTo}).
 */
public final class Rendezvous implements SparkPlugin {
  /** Spark's name for the plugins of an application. */
  public static final String PLUGINS = "spark.plugins";

  private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** The driver's: who has come to each attempt that is open. */
  private static final Map<Attempt, Arrivals> ARRIVALS = new ConcurrentHashMap<>();

  /** The driver's reply to an executor that comes after its attempt has been given up. */
  private static final String OVER = "This attempt is over";

  private static volatile AtExecutor here;

  /** For Spark, which makes one in every JVM. */
  public Rendezvous() {}

  /** Adds this to the plugins of an application that has not begun. */
  public static void addTo(SparkConf conf) {
    String others = conf.get(PLUGINS, "");
    if (!isIn(conf)) {
      String own = Rendezvous.class.getName();
      conf.set(PLUGINS, others.isBlank() ? own : others + "," + own);
    }
  }

  /** Whether this is among an application's plugins, so that its executors can find each other. */
  public static boolean isIn(SparkConf conf) {
    return conf.get(PLUGINS, "").contains(Rendezvous.class.getName());
  }

  /** Lets executors come to an attempt of so many tasks; for the driver. */
  public static void open(Attempt attempt, int tasks) {
    ARRIVALS.put(attempt, new Arrivals(tasks, new HashSet<>()));
  }

  /** Forgets an attempt; for the driver. */
  public static void close(Attempt attempt) {
    ARRIVALS.remove(attempt);
  }

  /**
   * This executor's end of the connections, which is made when it is first asked for and lasts as
   * long as the executor.
   *
   * @throws IllegalStateException if the application has no such plugin
   */
  public static Endpoint endpoint() {
    return here().endpoint();
  }

  /**
   * Meets the other executors; for an executor whose mailbox is open. Gives everyone who takes
   * part, in the order of their first partitions, or nobody if some have not come within the
   * timeout.
   */
  public static List<Peer> meet(
      Attempt attempt, List<Integer> tasks, long timeoutNanos, BooleanSupplier killed) {
    AtExecutor executor = here();
    Peer self =
        new Peer(
            executor.context.executorID(),
            executor.endpoint().host(),
            executor.endpoint().port(),
            tasks);
    long deadline = System.nanoTime() + timeoutNanos;
    List<Peer> all = List.of();
    while (all.isEmpty() && !killed.getAsBoolean() && System.nanoTime() < deadline) {
      all = executor.tell(attempt, self);
      if (all.isEmpty()) {
        LockSupport.parkNanos(ASK_AGAIN_NANOS);
      }
    }
    return all.stream().sorted(Comparator.comparing(peer -> peer.tasks().get(0))).toList();
  }

  private static AtExecutor here() {
    AtExecutor executor = here;
    if (executor == null) {
      throw new IllegalStateException(
          "This executor was started without %s in %s"
              .formatted(Rendezvous.class.getName(), PLUGINS));
    }
    return executor;
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new AtDriver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new AtExecutor();
  }

  private static final class AtDriver implements DriverPlugin {
    @Override
    public Object receive(Object message) {
      Object[] arrival = (Object[]) message;
      Attempt attempt = new Attempt((Long) arrival[0], (Long) arrival[1]);
      Arrivals arrivals = ARRIVALS.get(attempt);
      if (arrivals == null) {
        return OVER; // an exception here would be in the driver's log, with a trace
      }
      List<Peer> all = arrivals.enter(Peer.of((String[]) arrival[2]));
      return all.stream().map(Peer::toWords).toArray(String[][]::new);
    }
  }

  /** Who has come to an attempt of so many tasks. */
  private record Arrivals(int tasks, Set<Peer> peers) {
    /** Enters an executor, once: all of them, or nothing as long as some are missing. */
    synchronized List<Peer> enter(Peer peer) {
      peers.add(peer);
      int there = peers.stream().mapToInt(p -> p.tasks().size()).sum();
      return there == tasks ? List.copyOf(peers) : List.of();
    }
  }

  private static final class AtExecutor implements ExecutorPlugin {
    private PluginContext context;
    private Endpoint endpoint;

    @Override
    public void init(PluginContext plugin, Map<String, String> fromDriver) {
      context = plugin;
      here = this;
    }

    synchronized Endpoint endpoint() {
      if (endpoint == null) {
        endpoint = Endpoint.ofExecutor();
      }
      return endpoint;
    }

    private List<Peer> tell(Attempt attempt, Peer self) {
      Object[] arrival = {attempt.high(), attempt.low(), self.toWords()};
      try {
        Object reply = context.ask(arrival);
        if (OVER.equals(reply)) {
          throw new IllegalStateException(OVER);
        }
        return Stream.of((String[][]) reply).map(Peer::of).toList();
      } catch (Exception e) { // of any kind, by Spark's signature
        throw new IllegalStateException("The driver does not answer: " + e.getMessage(), e);
      }
    }

    @Override
    public synchronized void shutdown() {
      here = null;
      if (endpoint != null) {
        endpoint.close();
      }
    }
  }
}

package dev.lockstep.transport;

import io.netty.channel.ChannelFuture;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.OneForOneStreamManager;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts messages into the mailbox of their attempt, and drops those of any other: late ones, and
 * strays.
 */
final class MessageRouter extends RpcHandler {
  private static final Logger LOG = LoggerFactory.getLogger(MessageRouter.class);

  private final StreamManager noStreams = new OneForOneStreamManager();
  private final Map<Attempt, Mailbox> mailboxes = new ConcurrentHashMap<>();

  void open(Attempt attempt, Mailbox mailbox) {
    mailboxes.put(attempt, mailbox);
  }

  void close(Attempt attempt) {
    mailboxes.remove(attempt);
  }

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

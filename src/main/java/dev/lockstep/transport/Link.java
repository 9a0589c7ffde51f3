package dev.lockstep.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.network.buffer.NettyManagedBuffer;
import org.apache.spark.network.protocol.OneWayMessage;

/** A connection to a peer, for sending. Threads may send at the same time. */
public final class Link implements AutoCloseable {
  /** The most numbers of a message: 64 KB, what Netty reads at once. */
  public static final int MOST_NUMBERS = 8_192;

  private final Channel channel;
  private final ChannelFutureListener lost;

  /**
   * Over an authenticated channel.
   *
   * @param channel stays open when this is closed
   * @param lost told when the connection ends, on a thread of the transport
   */
  Link(Channel channel, Runnable lost) {
    this.channel = channel;
    this.lost = future -> lost.run();
    channel.closeFuture().addListener(this.lost);
  }

  /**
   * Sends a message to several peers, at the latest with the next {@link #flush}; does not wait.
   *
   * @param links to whom, at least one
   * @param header what the numbers are
   * @param count how many numbers, at most {@link #MOST_NUMBERS}
   * @param fill puts all of them into the message, from where the buffer stands
   */
  public static void send(
      List<Link> links, MessageHeader header, int count, Consumer<DoubleBuffer> fill) {
    int size = MessageHeader.BYTES + count * Double.BYTES;
    ByteBuf message = links.get(0).channel.alloc().directBuffer(size, size);
    header.write(message);
    fill.accept(
        message
            .nioBuffer(MessageHeader.BYTES, count * Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asDoubleBuffer());
    message.writerIndex(size);
    for (int i = 1; i < links.size(); i++) {
      links.get(i).send(message.retainedDuplicate());
    }
    links.get(0).send(message);
  }

  /**
   * Spark's {@code TransportClient.send} with a buffer that is given back once it is sent. What
   * cannot be sent ends the connection.
   */
  private void send(ByteBuf message) {
    ChannelFuture sent = channel.write(new OneWayMessage(new NettyManagedBuffer(message)));
    sent.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  /** Sets everything in motion that was sent: once for many messages, since it wakes a thread. */
  public void flush() {
    channel.flush();
  }

  /** Leaves the connection to the next epoch. */
  @Override
  public void close() {
    channel.closeFuture().removeListener(lost);
  }
}

package dev.lockstep.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.WriteBufferWaterMark;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.network.protocol.Message;

/** A connection to a peer, for sending. Threads may send at the same time. */
public final class Link implements AutoCloseable {
  /** The most numbers of a message: 64 KB. */
  public static final int MOST_NUMBERS = 8_192;

  /** Of a frame of Spark's transport: its length in 8 bytes, its type in one, its body's in 4. */
  private static final int HEAD_BYTES = 8 + 1 + 4;

  /** The longest frame. */
  static final int MOST_BYTES = HEAD_BYTES + MessageHeader.BYTES + MOST_NUMBERS * Double.BYTES;

  private static final WriteBufferWaterMark NO_MARK =
      new WriteBufferWaterMark(Integer.MAX_VALUE, Integer.MAX_VALUE);

  private final Channel channel;
  private final ChannelFutureListener lost;

  /**
   * Over an authenticated channel, which stays open when this is closed; {@code lost} is told when
   * the connection ends, on a thread of the transport.
   */
  Link(Channel channel, Runnable lost) {
    this.channel = channel;
    this.lost = future -> lost.run();
    // Beyond a mark, by default 64 KB, every write tells a thread that nobody asks.
    channel.config().setWriteBufferWaterMark(NO_MARK);
    channel.closeFuture().addListener(this.lost);
  }

  /**
   * Sends a message of {@code count} numbers, at most {@link #MOST_NUMBERS}, to several peers, at
   * the latest with the next {@link #flush}; does not wait. {@code fill} puts all of them into the
   * message.
   */
  public static void send(
      List<Link> links, MessageHeader header, int count, Consumer<DoubleBuffer> fill) {
    int body = MessageHeader.BYTES + count * Double.BYTES;
    int size = HEAD_BYTES + body;
    ByteBuf frame = links.get(0).channel.alloc().directBuffer(size, size);
    frame.writeLong(size);
    Message.Type.OneWayMessage.encode(frame);
    frame.writeInt(body);
    header.write(frame);
    fill.accept(
        frame
            .nioBuffer(frame.writerIndex(), count * Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asDoubleBuffer());
    frame.writerIndex(size);
    for (int i = 1; i < links.size(); i++) {
      links.get(i).send(frame.retainedDuplicate());
    }
    links.get(0).send(frame);
  }

  /**
   * Spark's {@code TransportClient.send} of a frame that is whole: its encoder would write head and
   * body apart, two calls of the system and two packets each. What cannot be sent ends the
   * connection.
   */
  private void send(ByteBuf frame) {
    channel.write(frame).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  /** Sets everything in motion that was sent: once for many messages, since it wakes a thread. */
  public void flush() {
    channel.flush();
  }

  /** Leaves the connection to the next slice. */
  @Override
  public void close() {
    channel.closeFuture().removeListener(lost);
  }
}

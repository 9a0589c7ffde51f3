package dev.lockstep.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Ends a connection that announces a longer frame than any of ours, or one of another kind, before
 * Spark's frame decoder, which would gather up to 2 GB, sees it. Belongs to one connection, and to
 * its thread.
 *
 * <p>A frame of Spark's transport is its length in 8 bytes, which count, its type in one, and the
 * rest.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {
  /** Spark's {@code Message.Type.RpcRequest}: authentication asks and answers. */
  private static final int RPC_REQUEST = 3;

  /** Spark's {@code Message.Type.OneWayMessage}. */
  private static final int ONE_WAY_MESSAGE = 9;

  private static final int LENGTH_BYTES = 8;
  private static final int HEAD_BYTES = LENGTH_BYTES + 1;

  private final long longest;
  private final boolean authenticates;

  /** Bytes of the head that have been seen. */
  private int head;

  private long length;

  /** Bytes behind the head that have not been seen. */
  private long left;

  private boolean closed;

  /**
   * For a new connection, given the most bytes of a frame and whether the two ends authenticate
   * each other.
   */
  FrameGuard(long longest, boolean authenticates) {
    this.longest = longest;
    this.authenticates = authenticates;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (closed || !isAllowed(bytes)) {
      closed = true;
      bytes.release();
      ChannelFuture unused = context.close();
    } else {
      context.fireChannelRead(bytes);
    }
  }

  private boolean isAllowed(ByteBuf bytes) {
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (at < end) {
      if (head == HEAD_BYTES) {
        int seen = (int) Math.min(left, end - at);
        at += seen;
        left -= seen;
      } else if (!see(bytes.getByte(at++))) {
        return false;
      }
      if (head == HEAD_BYTES && left == 0) {
        head = 0;
      }
    }
    return true;
  }

  private boolean see(byte next) {
    head++;
    if (head < HEAD_BYTES) {
      length = (head == 1 ? 0 : length << Byte.SIZE) | Byte.toUnsignedInt(next);
      return head < LENGTH_BYTES || (length >= HEAD_BYTES && length <= longest);
    }
    left = length - HEAD_BYTES;
    return next == ONE_WAY_MESSAGE || (authenticates && next == RPC_REQUEST);
  }
}

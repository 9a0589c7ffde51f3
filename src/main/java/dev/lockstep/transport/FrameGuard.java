package dev.lockstep.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Ends a connection that announces a longer frame than any of ours, or one of another kind, before
 * Spark's frame decoder, which would gather up to 2 GB, sees it. Belongs to one connection, and to
 * its thread.
 *
 * <p>A frame of Spark's transport is its length in 8 bytes, which count, its type in one, and the
 * rest.
 */
final class FrameGuard extends ByteToMessageDecoder {
  /** Spark's {@code Message.Type.RpcRequest}: authentication asks and answers. */
  private static final int RPC_REQUEST = 3;

  /** Spark's {@code Message.Type.OneWayMessage}. */
  private static final int ONE_WAY_MESSAGE = 9;

  private static final int HEAD_BYTES = Long.BYTES + 1;

  private final long longest;
  private final boolean authenticates;

  /**
   * For a new connection, given the most bytes of a frame and whether the two ends authenticate
   * each other.
   */
  FrameGuard(long longest, boolean authenticates) {
    this.longest = longest;
    this.authenticates = authenticates;
    setCumulator(COMPOSITE_CUMULATOR); // which copies nothing
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> frames) {
    if (in.readableBytes() < HEAD_BYTES) {
      return;
    }
    long length = in.getLong(in.readerIndex());
    int type = in.getByte(in.readerIndex() + Long.BYTES);
    boolean isOurs = type == ONE_WAY_MESSAGE || (authenticates && type == RPC_REQUEST);
    if (!isOurs || length < HEAD_BYTES || length > longest) {
      in.skipBytes(in.readableBytes());
      ChannelFuture unused = context.close();
    } else if (in.readableBytes() >= length) {
      frames.add(in.readRetainedSlice((int) length));
    }
  }
}

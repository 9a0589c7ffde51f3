package dev.lockstep.transport;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What stands before the numbers of a message, little-endian, as the numbers are.
 *
 * @param attempt the attempt that the message belongs to
 * @param from the sender's place among the workers
 * @param round counts the sender's exchanges, from 0
 * @param node which of the sender's sums the numbers are of
 * @param position the place of the first number among all
 */
public record MessageHeader(Attempt attempt, int from, int round, int node, long position) {
  static final int BYTES = 36;

  /**
   * Reads one, after which the message's numbers remain; nothing where there cannot be a header and
   * whole numbers.
   */
  static Optional<MessageHeader> read(ByteBuffer message) {
    if (message.remaining() < BYTES || (message.remaining() - BYTES) % Double.BYTES != 0) {
      return Optional.empty();
    }
    message.order(ByteOrder.LITTLE_ENDIAN);
    Attempt attempt = new Attempt(message.getLong(), message.getLong());
    return Optional.of(
        new MessageHeader(
            attempt, message.getInt(), message.getInt(), message.getInt(), message.getLong()));
  }

  void write(ByteBuf message) {
    message.writeLongLE(attempt.high()).writeLongLE(attempt.low());
    message.writeIntLE(from).writeIntLE(round).writeIntLE(node).writeLongLE(position);
  }
}

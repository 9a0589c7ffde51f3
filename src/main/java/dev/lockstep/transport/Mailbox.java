package dev.lockstep.transport;

import java.nio.ByteBuffer;

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

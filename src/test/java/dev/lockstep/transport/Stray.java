package dev.lockstep.transport;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A connection to an endpoint from someone who is no worker. */
final class Stray implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final DataOutputStream out;

  Stray(Endpoint endpoint) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** Sends bytes, as far as they are taken. */
  void send(byte[] bytes) throws IOException {
    try {
      out.write(bytes);
    } catch (SocketException e) {
      // the endpoint has closed the connection, which is seen when reading
    }
  }

  /** The head of a frame of Spark's transport that is as long as this, of a type. */
  static byte[] head(long length, int type) {
    return ByteBuffer.allocate(9).putLong(length).put((byte) type).array();
  }

  /** A whole frame with a message of a worker in Spark's {@code OneWayMessage}. */
  static byte[] message(Attempt attempt, int numbers) {
    int body = MessageHeader.BYTES + Double.BYTES * numbers;
    ByteBuffer frame = ByteBuffer.allocate(13 + body);
    frame.putLong(13 + body).put((byte) 9).putInt(body).order(ByteOrder.LITTLE_ENDIAN);
    return frame.putLong(attempt.high()).putLong(attempt.low()).array();
  }

  /** How many bytes come until the endpoint closes the connection, at most some thousand. */
  int readToEnd() throws IOException {
    try {
      return socket.getInputStream().readNBytes(10_000).length;
    } catch (SocketException e) { // reset, with bytes of ours unread
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

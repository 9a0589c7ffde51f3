package dev.lockstep.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.input.TeeInputStream;

/** Sits between a worker and an endpoint, and keeps what the worker says. */
final class Recorder implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<Socket> sockets = new ArrayList<>();

  Recorder(Endpoint endpoint) throws IOException {
    thread(
        () -> {
          Socket worker = listening.accept();
          Socket there = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
          sockets.add(worker);
          sockets.add(there);
          thread(() -> there.getInputStream().transferTo(worker.getOutputStream()));
          new TeeInputStream(worker.getInputStream(), said).transferTo(there.getOutputStream());
        });
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void thread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException e) {
                // closed at the end of the test
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  Peer peer() {
    return new Peer("recorded", "127.0.0.1", listening.getLocalPort(), List.of(0));
  }

  byte[] said() {
    return said.toByteArray();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}

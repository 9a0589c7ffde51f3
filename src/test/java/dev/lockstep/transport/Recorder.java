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

/** Sits between a worker and a endpoint, and keeps what the worker says. */
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
          byte[] buffer = new byte[4096];
          for (int n; (n = worker.getInputStream().read(buffer)) >= 0; ) {
            synchronized (said) {
              said.write(buffer, 0, n);
            }
            there.getOutputStream().write(buffer, 0, n);
          }
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
    synchronized (said) {
      return said.toByteArray();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}

package dev.lockstep.cluster;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses on which a process of Linux listens, as the kernel tells them. */
final class ListeningPorts {
  private static final String LISTEN = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningPorts() {}

  /**
   * Looks them up.
   *
   * @return IP addresses without their ports, in the kernel's order: one for each port
   */
  static List<String> addresses(ProcessHandle process) throws IOException {
    Set<String> sockets = sockets(process);
    List<String> addresses = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      List<String> lines = Files.readAllLines(of(process).resolve("net").resolve(table));
      for (String line : lines.subList(1, lines.size())) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns[STATE].equals(LISTEN) && sockets.contains("socket:[" + columns[INODE] + "]")) {
          addresses.add(address(columns[LOCAL_ADDRESS].split(":", -1)[0]));
        }
      }
    }
    return addresses;
  }

  private static Path of(ProcessHandle process) {
    return Path.of("/proc", String.valueOf(process.pid()));
  }

  private static Set<String> sockets(ProcessHandle process) throws IOException {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> files = Files.list(of(process).resolve("fd"))) {
      for (Path file : files.toList()) {
        sockets.add(target(file));
      }
    }
    return sockets;
  }

  /** Nothing where it was closed meanwhile. */
  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Of the last four bytes, which are all of an IPv4 address: the host's order, the last first. */
  private static String address(String hex) {
    if (new BigInteger(hex, 16).signum() == 0) {
      return "any";
    }
    byte[] bytes = HexFormat.of().parseHex(hex);
    List<String> numbers = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      numbers.add(String.valueOf(bytes[bytes.length - i] & 0xff));
    }
    return String.join(".", numbers);
  }
}

package dev.lockstep.transport;

import java.util.ArrayList;
import java.util.List;

/**
 * An executor that takes part in a slice.
 *
 * @param executor its name in Spark
 * @param host where it listens
 * @param port where it listens
 * @param tasks its partitions, ascending
 */
public record Peer(String executor, String host, int port, List<Integer> tasks) {
  /** Copies the list. */
  public Peer {
    tasks = List.copyOf(tasks);
  }

  /** As words, which Spark can carry everywhere: it reads messages without an application's jar. */
  String[] toWords() {
    List<String> words = new ArrayList<>(List.of(executor, host, String.valueOf(port)));
    tasks.forEach(task -> words.add(task.toString()));
    return words.toArray(String[]::new);
  }

  /** From what {@link #toWords} gives. */
  static Peer of(String[] words) {
    List<Integer> tasks = new ArrayList<>();
    for (int i = 3; i < words.length; i++) {
      tasks.add(Integer.valueOf(words[i]));
    }
    return new Peer(words[0], words[1], Integer.parseInt(words[2]), tasks);
  }

  /** As messages call it. */
  @Override
  public String toString() {
    return "executor %s on %s".formatted(executor, host);
  }
}

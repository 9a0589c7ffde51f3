package dev.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lockstep.io.InvalidInputException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/**
 * Files with faults that nobody has thought of: a law for every reader. {@code
 * -Dlockstep.mutations} says how many; the profile {@code slow} asks for 100,000.
 */
public final class Mutations {
  /** Of the first mutation; the next has the next. */
  private static final long SEED = 20_260_101;

  private static final int COUNT = Integer.getInteger("lockstep.mutations", 2_000);

  /** For files of a few kilobytes: buffers, JSON trees and messages. */
  private static final long MOST_BYTES = 8 << 20;

  private static final long MOST_CPU_NANOS = 1_000_000_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Mutations() {}

  /** Makes a broken file out of chance and reads it. */
  @FunctionalInterface
  public interface Trial {
    /**
     * Prepares a file.
     *
     * @param random decides what becomes of it
     * @return reads it
     */
    Reading prepare(Random random) throws Exception;
  }

  /** Reads a file. */
  @FunctionalInterface
  public interface Reading {
    /** Returns for a file that is good all the same. */
    void run() throws Exception;
  }

  /**
   * Checks that whatever becomes of a file, it is either read or refused in one line, in bounded
   * memory and time.
   *
   * @param what the reader, for messages
   * @param trial makes and reads a file
   */
  public static void areReadOrRefused(String what, Trial trial) throws Exception {
    areReadOrRefused(what, trial, 4);
  }

  /**
   * The same of files of which fewer are refused.
   *
   * @param share one of so many is, at least
   */
  public static void areReadOrRefused(String what, Trial trial, int share) throws Exception {
    readOnce(trial); // classes are loaded, file systems made
    long refused = 0;
    for (int i = 0; i < COUNT; i++) {
      long seed = SEED + i;
      String name = "%s, seed %d".formatted(what, seed);
      Reading reading = trial.prepare(new Random(seed));
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      long cpu = THREADS.getCurrentThreadCpuTime();
      try {
        reading.run();
      } catch (InvalidInputException e) {
        refused++;
        assertEquals(1, e.getMessage().lines().count(), name + ": " + e.getMessage());
        assertTrue(e.getMessage().matches(".*[.?]"), name + ": " + e.getMessage());
      } catch (Exception | Error e) {
        throw new AssertionError(name + ": " + e, e);
      }
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
      assertTrue(allocated <= MOST_BYTES, name + ": " + allocated + " bytes");
      long used = THREADS.getCurrentThreadCpuTime() - cpu;
      assertTrue(used <= MOST_CPU_NANOS, name + ": " + used + " ns");
    }
    System.out.printf("%s: %d files from seed %d on, %d refused%n", what, COUNT, SEED, refused);
    assertTrue(refused > COUNT / share, "most mutations do harm: " + refused);
  }

  private static void readOnce(Trial trial) throws Exception {
    try {
      trial.prepare(new Random(SEED)).run();
    } catch (InvalidInputException e) {
      // as it should be
    }
  }

  /**
   * Breaks a file in one to three places.
   *
   * @param file stays as it is
   * @param random decides where and how
   * @return a file of about the same length
   */
  public static byte[] of(byte[] file, Random random) {
    byte[] bytes = file.clone();
    for (int n = 1 + random.nextInt(3); n > 0 && bytes.length > 0; n--) {
      bytes = once(bytes, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 << random.nextInt(7));
    switch (random.nextInt(8)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> Arrays.fill(bytes, at, at + Math.min(length, 8), (byte) 0xff);
      case 3 -> Arrays.fill(bytes, at, at + Math.min(length, 8), (byte) 0);
      case 4 -> bytes[at] = (byte) "0123456789-.,:[]{}\"'eE\n".charAt(random.nextInt(23));
      case 5 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 6 -> {
        return splice(bytes, at, at + length, new byte[0]);
      }
      default -> {
        byte[] slice = Arrays.copyOfRange(bytes, at, at + length);
        return splice(bytes, random.nextInt(bytes.length), -1, slice);
      }
    }
    return bytes;
  }

  /** Puts a slice in place of a range, or without an end before its start. */
  private static byte[] splice(byte[] bytes, int from, int end, byte[] slice) {
    int rest = end < 0 ? from : end;
    byte[] spliced = Arrays.copyOf(bytes, from + slice.length + bytes.length - rest);
    System.arraycopy(slice, 0, spliced, from, slice.length);
    System.arraycopy(bytes, rest, spliced, from + slice.length, bytes.length - rest);
    return spliced;
  }
}

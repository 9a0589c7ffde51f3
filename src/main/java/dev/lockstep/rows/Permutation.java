package dev.lockstep.rows;

import java.io.Serializable;

/**
 * An order of 0 ... N - 1 that a seed and an epoch decide, and of which any place can be computed
 * by itself: a Feistel network of eight rounds over the 2w bits of the least 4^w that is N or more,
 * taken again and again until its result is below N ("cycle walking"; J. Black, P. Rogaway,
 * "Ciphers with arbitrary finite domains", 2002).
 *
 * <pre>
 * key(r)    = hash(seed, epoch, r)                                 r = 0 ... 7, see {@link SplitMix64}
 * round r:    (left, right) = (right, left ^ (hash(key(r) ^ right) mod 2^w))
 * encrypt(x): left = x / 2^w, right = x mod 2^w; all rounds; left * 2^w + right
 * place(i)  = encrypt(i) if that is below N, else encrypt(encrypt(i)) if that is ...
 * </pre>
 */
public final class Permutation implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int ROUNDS = 8;

  private final long size;
  private final int half;
  private final long[] keys = new long[ROUNDS];

  /**
   * The order of an epoch.
   *
   * @param seed any number
   * @param epoch the epoch, from 1
   * @param size N, at least 1
   */
  public Permutation(long seed, int epoch, long size) {
    this.size = size;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    half = Math.max(1, (bits + 1) / 2);
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = SplitMix64.hash(seed, epoch, round);
    }
  }

  /**
   * Where a row comes to stand.
   *
   * @param row 0 to N - 1
   * @return its place, 0 to N - 1; no two rows have the same
   */
  public long placeOf(long row) {
    long place = row;
    do {
      place = encrypt(place);
    } while (Long.compareUnsigned(place, size) >= 0);
    return place;
  }

  /**
   * Which row comes to stand at a place: the inverse of {@link #placeOf}.
   *
   * @param place 0 to N - 1
   * @return the row, 0 to N - 1
   */
  public long rowAt(long place) {
    long row = place;
    do {
      row = decrypt(row);
    } while (Long.compareUnsigned(row, size) >= 0);
    return row;
  }

  private long encrypt(long x) {
    long mask = (1L << half) - 1;
    long left = x >>> half;
    long right = x & mask;
    for (long key : keys) {
      long next = left ^ (SplitMix64.hash(key ^ right) & mask);
      left = right;
      right = next;
    }
    return (left << half) | right;
  }

  private long decrypt(long x) {
    long mask = (1L << half) - 1;
    long left = x >>> half;
    long right = x & mask;
    for (int round = ROUNDS - 1; round >= 0; round--) {
      long before = right ^ (SplitMix64.hash(keys[round] ^ left) & mask);
      right = left;
      left = before;
    }
    return (left << half) | right;
  }
}

package dev.lockstep.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The published formula's values: the first is that of SplitMix64 itself for seed 0. */
final class SplitMix64Test {
  @Test
  void hashesAreThoseOfTheFormula() {
    assertEquals(0xe220a8397b1dcdafL, SplitMix64.hash(0));
    assertEquals(0x910a2dec89025cc1L, SplitMix64.hash(1));
    assertEquals(0x4442e4266c0ac966L, SplitMix64.hash(8, 0));
    assertEquals(0x0623b7cc2a789298L, SplitMix64.hash(8, 1));
    assertEquals(0x201cfb7b6e3dd0d9L, SplitMix64.hash(8, 1, 0));
  }

  @Test
  void fractionsAreFromZeroToBelowOne() {
    assertEquals(0, SplitMix64.fraction(0x7ff));
    assertEquals(0.5, SplitMix64.fraction(1L << 63));
    assertEquals(Math.nextDown(1.0), SplitMix64.fraction(-1));
  }
}

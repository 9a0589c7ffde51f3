package dev.lockstep.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.io.InvalidInputException;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The plan is the design's floor formulas, for every N, B, K and P up to a size, and for the
 * largest numbers: blocks tile the mini-batches, shares tile the blocks, chunks tile the columns.
 * (That no bound depends on P needs no test: the plan is not told P.)
 */
final class MiniBatchPlanTest {
  /** What every law holds for. */
  private interface Law {
    void check(MiniBatchPlan plan);
  }

  /** Features of 1, and so many that a chunk holds one step, or a few. */
  private static void forAllSmallPlans(Law law) {
    for (int features : new int[] {1, 1_300_000, 9_000_000}) {
      for (int rows = 1; rows <= 23; rows++) {
        for (int batchSize = 1; batchSize <= 9; batchSize++) {
          for (int blocks = 1; blocks <= 11; blocks++) {
            law.check(new MiniBatchPlan(rows, features, batchSize, blocks));
          }
        }
      }
    }
  }

  @Test
  void miniBatchesTileTheRowsAndBlocksEveryMiniBatchFromFloorOfKNByBlocks() {
    forAllSmallPlans(
        plan -> {
          long row = 0;
          for (int step = 0; step < plan.steps(); step++) {
            int n = plan.batchRows(step);
            assertTrue(n == plan.batchSize() || step == plan.steps() - 1, plan::toString);
            assertTrue(0 < n && n <= plan.batchSize(), plan::toString);
            for (int k = 0; k < plan.blocks(); k++) {
              assertEquals(floor(k, n, plan.blocks()), plan.blockStart(step, k), plan::toString);
              assertEquals(
                  floor(k + 1, n, plan.blocks()) - floor(k, n, plan.blocks()),
                  plan.blockRows(step, k),
                  plan::toString);
              for (int i = 0; i < plan.blockRows(step, k); i++) {
                assertEquals(step, plan.stepOf(row), plan::toString);
                assertEquals(k, plan.blockOf(row++), plan::toString);
              }
            }
            assertEquals(n, plan.blockStart(step, plan.blocks()), plan::toString);
            assertEquals(n, row - (long) step * plan.batchSize(), plan::toString);
          }
          assertEquals(plan.rows(), row, plan::toString);
        });
  }

  @Test
  void sharesTileTheBlocksFromFloorOfPKByP() {
    for (int blocks = 1; blocks <= 40; blocks++) {
      MiniBatchPlan plan = new MiniBatchPlan(100, 1, 10, blocks);
      for (int partitions = 1; partitions <= blocks; partitions++) {
        for (int share = 0; share < partitions; share++) {
          int from = floor(share, blocks, partitions);
          int to = floor(share + 1, blocks, partitions);
          assertTrue(from < to, "a share has a block");
          for (int block = from; block < to; block++) {
            assertEquals(share, plan.shareOf(block, partitions), plan::toString);
          }
        }
      }
    }
  }

  @Test
  void chunksTileEveryColumnInStepOrder() {
    forAllSmallPlans(
        plan -> {
          for (int block = 0; block < plan.blocks(); block++) {
            int chunk = 0;
            int row = 0;
            long columnRows = 0;
            for (int step = 0; step < plan.steps(); step++) {
              if (plan.chunkOf(step) != chunk) {
                assertEquals(step, plan.chunkEnd(chunk), plan::toString);
                assertEquals(row, plan.chunkRows(chunk, block), plan::toString);
                columnRows += row;
                row = 0;
                chunk++;
              }
              assertEquals(chunk, plan.chunkOf(step), plan::toString);
              assertEquals(row, plan.rowInChunk(step, block), plan::toString);
              row += plan.blockRows(step, block);
            }
            assertEquals(plan.steps(), plan.chunkEnd(chunk), plan::toString);
            assertEquals(row, plan.chunkRows(chunk, block), plan::toString);
            columnRows += row;
            assertEquals(rowsOfColumn(plan, block), columnRows, plan::toString);
          }
        });
  }

  private static long rowsOfColumn(MiniBatchPlan plan, int block) {
    long rows = 0;
    for (long row = 0; row < plan.rows(); row++) {
      long first = row - row % plan.batchSize();
      int n = (int) Math.min(plan.batchSize(), plan.rows() - first);
      long i = row - first;
      boolean inBlock =
          floor(block, n, plan.blocks()) <= i && i < floor(block + 1, n, plan.blocks());
      rows += inBlock ? 1 : 0;
    }
    return rows;
  }

  /** As many steps as fit into 4 million numbers, which one step alone may exceed. */
  @Test
  void chunksAreAsLongAsFourMillionNumbersAllow() {
    forAllSmallPlans(
        plan -> {
          long stepNumbers = (long) plan.batchRows(0) * plan.features();
          int steps = plan.chunkSteps();
          assertEquals(stepNumbers <= 4_000_000, plan.areStepsShort(), plan::toString);
          assertTrue(steps == 1 || steps * stepNumbers <= 4_000_000, plan::toString);
          assertTrue((steps + 1) * stepNumbers > 4_000_000, plan::toString);
        });
  }

  /** Products of the formulas that do not fit into 32 bits. */
  @ParameterizedTest
  @CsvSource({
    "10000000000, 1073741827, 1000", "1000000000000000000, 2147483647, 2147483647",
    "4294967297, 3, 2", "2147483647, 2147483647, 46341"
  })
  void largeNumbersDoNotOverflow(long rows, int batchSize, int blocks) {
    MiniBatchPlan plan = new MiniBatchPlan(rows, 1, batchSize, blocks);
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      long row = (random.nextLong() >>> 1) % plan.rows();
      int step = plan.stepOf(row);
      int n = plan.batchRows(step);
      assertEquals(row / batchSize, step);
      assertEquals(Math.min(batchSize, plan.rows() - row / batchSize * batchSize), n);
      int k = plan.blockOf(row);
      long inBatch = row % batchSize;
      assertEquals(floor(k, n, blocks), plan.blockStart(step, k));
      assertTrue(floor(k, n, blocks) <= inBatch && inBatch < floor(k + 1L, n, blocks));
    }
  }

  /** floor(i n / pieces) without a bound on its operands. */
  private static int floor(long i, int n, int pieces) {
    BigInteger product = BigInteger.valueOf(i).multiply(BigInteger.valueOf(n));
    return product.divide(BigInteger.valueOf(pieces)).intValueExact();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, 1, 1, must be positive",
    "1, 0, 1, 1, must be positive",
    "1, 1, 0, 1, must be positive",
    "1, 1, 1, 0, must be positive",
    "2147483648, 1, 1, 1, Raise --batch-size",
    "4294967295, 1, 2, 1, Raise --batch-size",
    "4000000000, 2, 2147483647, 1, Raise --blocks or lower --batch-size",
    "4000000000, 2, 2147483647, 2, Raise --blocks or lower --batch-size",
    "1073741824, 2, 2000000000, 1, Raise --blocks or lower --batch-size"
  })
  void sizesThatCannotBeAreRefused(
      long rows, int features, int batchSize, int blocks, String advice) {
    InvalidInputException refusal =
        assertThrows(
            InvalidInputException.class,
            () -> new MiniBatchPlan(rows, features, batchSize, blocks));
    assertTrue(refusal.getMessage().contains(advice), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, 1, 1, 1",
    "4294967294, 1, 2, 1",
    "4000000000, 1, 2147483647, 1",
    "4000000000, 2, 2147483647, 3",
    "1073741823, 2, 2000000000, 1"
  })
  void sizesThatJustFitAreTaken(long rows, int features, int batchSize, int blocks) {
    MiniBatchPlan plan = new MiniBatchPlan(rows, features, batchSize, blocks);
    int last = plan.steps() - 1;
    assertEquals(rows, (long) last * batchSize + plan.batchRows(last));
  }
}

package dev.lockstep.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.network.Addable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Blocks sum to the same bits in whatever order and groups they arrive: those of the recursion in
 * the design, left + right from the root down, over the blocks that have rows. Holds for K of 1 to
 * 17 and every length of the mini-batch up to K + 3, with numbers whose sums depend on the order.
 */
final class BlockForestTest {
  static final List<Integer> BLOCKS = IntStream.rangeClosed(1, 17).boxed().toList();

  /** A number that is added in place, and destroyed as soon as it may be used again. */
  private static final class Cell implements Addable<Cell> {
    private static final long serialVersionUID = 1L;

    private double value;

    Cell(double value) {
      this.value = value;
    }

    @Override
    public Cell plus(Cell right) {
      value += right.value;
      return this;
    }

    void destroy() {
      value = Double.NaN;
    }
  }

  @ParameterizedTest
  @FieldSource("BLOCKS")
  void everyOrderAndGroupingGivesTheBitsOfTheRecursion(int blocks) {
    Random random = new Random(blocks);
    for (int rows = 1; rows <= blocks + 3; rows++) {
      BlockTree tree = new BlockTree(blocks, rows);
      for (int trial = 0; trial < 20; trial++) {
        double[] values = values(random, blocks);
        double expected = recursion(values, rows, 0, powerOfTwo(blocks));
        assertEquals(expected, sumInAnyOrder(tree, values, random).value, tree::toString);
      }
    }
  }

  /** Otherwise the test before could not tell one order from another. */
  @Test
  void orderMattersToTheseNumbers() {
    Random random = new Random(0);
    for (int blocks = 4; blocks <= 17; blocks++) {
      int differing = 0;
      for (int trial = 0; trial < 50; trial++) {
        double[] values = values(random, blocks);
        double leftToRight = 0;
        for (double value : values) {
          leftToRight += value;
        }
        differing += leftToRight == recursion(values, blocks, 0, powerOfTwo(blocks)) ? 0 : 1;
      }
      assertTrue(differing > 5, "K = " + blocks);
    }
  }

  private static double[] values(Random random, int blocks) {
    return random.doubles(blocks, -1, 1).map(v -> v * (1 << random.nextInt(20))).toArray();
  }

  private static int powerOfTwo(int blocks) {
    int size = 1;
    while (size < blocks) {
      size *= 2;
    }
    return size;
  }

  private static boolean hasRows(int block, int blocks, int rows) {
    return block * rows / blocks < (block + 1) * rows / blocks;
  }

  /**
   * The node that covers {@code size} blocks from {@code first} on; NaN stands for an absent one.
   */
  private static double recursion(double[] values, int rows, int first, int size) {
    if (first >= values.length) {
      return Double.NaN;
    }
    if (size == 1) {
      return hasRows(first, values.length, rows) ? values[first] : Double.NaN;
    }
    double left = recursion(values, rows, first, size / 2);
    double right = recursion(values, rows, first + size / 2, size / 2);
    if (Double.isNaN(left)) {
      return right;
    }
    return Double.isNaN(right) ? left : left + right;
  }

  /**
   * Deals the blocks out to forests, some left empty, some sent through serialisation, and merges.
   */
  private static Cell sumInAnyOrder(BlockTree tree, double[] values, Random random) {
    List<BlockForest<Cell>> forests = new ArrayList<>();
    for (int i = random.nextInt(values.length) + 1; i > 0; i--) {
      forests.add(new BlockForest<>(tree));
    }
    for (int block : shuffledPresent(tree, random)) {
      BlockForest<Cell> forest = forests.get(random.nextInt(forests.size()));
      forest.add(block, new Cell(values[block]), Cell::destroy);
    }
    while (forests.size() > 1) {
      BlockForest<Cell> a = forests.remove(random.nextInt(forests.size()));
      BlockForest<Cell> b = forests.remove(random.nextInt(forests.size()));
      forests.add(a.merge(random.nextInt(4) > 0 ? b : SerializationUtils.clone(b)));
    }
    return forests.get(0).sum();
  }

  private static List<Integer> shuffledPresent(BlockTree tree, Random random) {
    List<Integer> present = new ArrayList<>();
    for (int block = 0; block < tree.blocks(); block++) {
      if (hasRows(block, tree.blocks(), tree.rows())) {
        present.add(block);
      }
    }
    Collections.shuffle(present, random);
    return present;
  }

  @ParameterizedTest
  @FieldSource("BLOCKS")
  void sumIsRefusedAsLongAsABlockIsMissing(int blocks) {
    Random random = new Random(blocks);
    for (int rows = 1; rows <= blocks + 3; rows++) {
      BlockForest<Cell> forest = new BlockForest<>(new BlockTree(blocks, rows));
      for (int block : shuffledPresent(new BlockTree(blocks, rows), random)) {
        assertThrows(IllegalStateException.class, forest::sum);
        forest.add(block, new Cell(1), Cell::destroy);
      }
      assertEquals(Math.min(rows, blocks), forest.sum().value);
    }
  }

  @ParameterizedTest
  @FieldSource("BLOCKS")
  void blockThatIsAlreadySummedOrAbsentIsRefusedAtEveryMoment(int blocks) {
    Random random = new Random(blocks);
    for (int rows = 1; rows <= blocks + 3; rows++) {
      BlockTree tree = new BlockTree(blocks, rows);
      BlockForest<Cell> forest = new BlockForest<>(tree);
      List<Integer> waiting = shuffledPresent(tree, random);
      while (!waiting.isEmpty()) {
        forest.add(waiting.remove(0), new Cell(1), Cell::destroy);
        for (int block = 0; block <= blocks; block++) {
          if (!waiting.contains(block)) {
            assertRefused(forest, tree, block);
          }
        }
      }
      assertEquals(Math.min(rows, blocks), forest.sum().value, "refusals leave the sum alone");
    }
  }

  private static void assertRefused(BlockForest<Cell> forest, BlockTree tree, int block) {
    Cell cell = new Cell(1);
    assertThrows(IllegalStateException.class, () -> forest.add(block, cell, Cell::destroy));
    if (block < tree.blocks() && hasRows(block, tree.blocks(), tree.rows())) {
      BlockForest<Cell> other = new BlockForest<>(tree);
      other.add(block, cell, Cell::destroy);
      assertThrows(IllegalStateException.class, () -> forest.merge(other));
    }
  }

  @Test
  void serialisationKeepsNodesAndBits() {
    BlockForest<Cell> forest = new BlockForest<>(new BlockTree(6, 6));
    double[] values = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
    for (int block : new int[] {5, 0, 1, 3}) {
      forest.add(block, new Cell(values[block]), Cell::destroy);
    }
    BlockForest<Cell> copy = SerializationUtils.clone(forest);
    assertEquals(forest.toString(), copy.toString());
    assertFalse(copy.toString().contains("[]"));
    copy.add(2, new Cell(0.3), Cell::destroy);
    copy.add(4, new Cell(0.5), Cell::destroy);
    assertEquals(((0.1 + 0.2) + (0.3 + 0.4)) + (0.5 + 0.6), copy.sum().value);
  }
}

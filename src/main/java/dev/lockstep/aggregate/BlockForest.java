package dev.lockstep.aggregate;

import dev.lockstep.network.Addable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A partial sum over blocks: the values of disjoint nodes of a {@link BlockTree}.
 *
 * <p>Two siblings become their parent, {@code left + right}; a node whose sibling is absent becomes
 * its parent as it is. A partial sum is zero when it has no node, and two are merged by uniting
 * their nodes. So the whole sum is the same, bit for bit, in whatever order and groups the blocks
 * arrive: this is what {@code treeAggregate} carries.
 *
 * @param <T> what is summed; owned by the forest once it is added, and changed in place
 */
public final class BlockForest<T extends Addable<T>> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final BlockTree tree;

  /** By their first blocks. */
  private final List<Node<T>> nodes = new ArrayList<>();

  /** Nothing yet, to be summed over a tree. */
  BlockForest(BlockTree tree) {
    this.tree = tree;
  }

  /**
   * Adds a block, once; {@code released} gets every value that has gone into a sum and may be used
   * again.
   *
   * @throws IllegalStateException if the block is absent or has been added before
   */
  void add(int block, T value, Consumer<T> released) {
    add(0, block, value, released);
  }

  /**
   * Adds all nodes of another forest over the same tree, which is not to be used again.
   *
   * @throws IllegalStateException if the two have a block in common
   */
  BlockForest<T> merge(BlockForest<T> other) {
    for (Node<T> node : other.nodes) {
      add(node.level, node.index, node.value, value -> {});
    }
    return this;
  }

  private void add(int startLevel, int startIndex, T startValue, Consumer<T> released) {
    int level = startLevel;
    int index = startIndex;
    T value = startValue;
    if (!tree.isPresent(level, index) || covers(level, index)) {
      throw new IllegalStateException(
          "Node %d of level %d is absent or already summed: %s".formatted(index, level, this));
    }
    for (; level < tree.height(); level++, index >>= 1) {
      int sibling = index ^ 1;
      if (!tree.isPresent(level, sibling)) {
        continue;
      }
      Optional<T> other = remove(level, sibling);
      if (other.isEmpty()) {
        break;
      }
      T left = sibling < index ? other.get() : value;
      T right = sibling < index ? value : other.get();
      value = left.plus(right);
      released.accept(right);
    }
    insert(new Node<>(level, index, value));
  }

  private void insert(Node<T> node) {
    int place = 0;
    while (place < nodes.size() && nodes.get(place).firstBlock() < node.firstBlock()) {
      place++;
    }
    nodes.add(place, node);
  }

  private boolean covers(int level, int index) {
    for (Node<T> node : nodes) {
      int above = Math.max(level, node.level);
      if (index >> (above - level) == node.index >> (above - node.level)) {
        return true;
      }
    }
    return false;
  }

  private Optional<T> remove(int level, int index) {
    for (int i = 0; i < nodes.size(); i++) {
      Node<T> node = nodes.get(i);
      if (node.level == level && node.index == index) {
        nodes.remove(i);
        return Optional.of(node.value);
      }
    }
    return Optional.empty();
  }

  /**
   * The same nodes with other values, which are asked for in the order of the nodes' first blocks.
   */
  <U extends Addable<U>> BlockForest<U> map(Function<T, U> part) {
    BlockForest<U> mapped = new BlockForest<>(tree);
    for (Node<T> node : nodes) {
      mapped.nodes.add(new Node<>(node.level, node.index, part.apply(node.value)));
    }
    return mapped;
  }

  /** The values of all nodes, by their first blocks. */
  public List<T> values() {
    return nodes.stream().map(node -> node.value).toList();
  }

  /**
   * The whole sum.
   *
   * @return the value of the root
   * @throws IllegalStateException if a block is missing
   */
  public T sum() {
    if (nodes.size() != 1 || nodes.get(0).level != tree.height()) {
      throw new IllegalStateException("Blocks are missing: " + this);
    }
    return nodes.get(0).value;
  }

  @Override
  public String toString() {
    return tree + " has nodes " + nodes;
  }

  private record Node<T extends Addable<T>>(int level, int index, T value) implements Serializable {
    private static final long serialVersionUID = 1L;

    long firstBlock() {
      return (long) index << level;
    }

    @Override
    public String toString() {
      return "(" + level + ", " + index + ")";
    }
  }
}

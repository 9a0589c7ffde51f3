package dev.lockstep.network;

import dev.lockstep.linalg.Elementwise;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import dev.lockstep.linalg.SparseRows;
import dev.lockstep.network.dropout.Dropout;
import dev.lockstep.network.loss.OutputLayer;
import dev.lockstep.pack.Chunk;
import dev.lockstep.pack.MiniBatchPlan;
import dev.lockstep.rows.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The gradients of blocks of rows: forward through all layers, then back. Owns its buffers, so each
 * thread has its own.
 *
 * <pre>
 * for l = 1 ... L:  u(l) = z(l-1) W(l) + b(l)      z(l) = f(u(l)), z(L) = y = the output layer's
 *                   du(L) = w dloss/du(L) / S, for softmax w (y - t) / S
 * for l = L ... 2:  dz(l-1) = du(l) W(l)'          du(l-1) = dz(l-1) f'(u(l-1))
 * for every l:      dW(l) = z(l-1)' du(l)          db(l) = column sums of du(l)
 * </pre>
 *
 * <p>w is a row's weight and S their sum in the mini-batch, not in the block: without weights 1 and
 * the number of its rows. The gradient of the input x is not computed. Up to du all blocks of a
 * task go through the layers together, since no row's numbers depend on another's; dW and db are
 * made for each.
 *
 * <p>With {@link Dropout} every z(l-1) that a product takes is what that layer passes on, and
 * dz(l-1) goes back through the same mask.
 */
public final class Backpropagation {
  private static final Elementwise FORMULAS = Elementwise.fastest();

  private final Products products;
  private final Workspace w;
  private final OutputLayer output;
  private final List<Tile> tiles;

  /** Room for any tile. */
  private final double[] buffer;

  /** Makes a calculator for one thread. */
  public Backpropagation(Topology topology, Products products) {
    this.products = products;
    output = topology.output();
    w = new Workspace(topology);
    tiles = Tile.all(topology);
    buffer = new double[tiles.stream().mapToInt(Tile::size).max().orElseThrow()];
  }

  /**
   * The gradient of one block of a mini-batch.
   *
   * @param parameters W and b; unchanged
   * @param chunk holds the mini-batch's rows of this block
   * @param batch the mini-batch
   * @param gradient overwritten with dW, db and the block's part of the loss
   * @param clock measures the phases unpack, forward and backward
   */
  public void gradient(
      Parameters parameters, Chunk chunk, MiniBatch batch, Gradient gradient, PhaseClock clock) {
    BlockPass pass = passes(parameters, List.of(chunk), batch, clock).get(0);
    gradient.setLoss(pass.loss());
    for (Tile tile : tiles) {
      pass.tile(tile, gradient.part(tile));
    }
    clock.lap(Phase.BACKWARD);
  }

  /**
   * Adds the gradient of a block, with its part of the loss, to the sum of those before it.
   *
   * @param pass the block, of this calculator
   * @param sum changed in place
   */
  public void add(BlockPass pass, Gradient sum) {
    sum.setLoss(sum.loss() + pass.loss());
    for (Tile tile : tiles) {
      Matrix part = new Matrix(buffer, tile.rows(), tile.columns());
      pass.addTile(tile, sum.part(tile), part);
    }
  }

  /**
   * Goes on scoring a lane with a block of the last passes, as {@link Scorer} does.
   *
   * @param first where its rows begin among those of all these blocks
   * @param chunk holds the block
   * @param step the mini-batch
   * @param before the lane's score without it
   */
  public Score extend(int first, Chunk chunk, int step, Score before) {
    MiniBatchPlan plan = chunk.plan();
    ScoreSums sums = new ScoreSums(output, before);
    for (int row = 0; row < plan.blockRows(step, chunk.lane()); row++) {
      int at = plan.rowInChunk(step, chunk.lane()) + row;
      sums.add(w.u(w.layers()), w.z(w.layers()), first + row, chunk.targets(), at);
    }
    return sums.score();
  }

  /**
   * Forward and back, up to du of every layer.
   *
   * @param parameters W and b; unchanged
   * @param chunks hold the mini-batch's rows, those of one block each
   * @param batch the mini-batch
   * @param clock measures the phases unpack, forward and backward
   * @return what dW and db of each block are made from, until the next call
   */
  public List<BlockPass> passes(
      Parameters parameters, List<Chunk> chunks, MiniBatch batch, PhaseClock clock) {
    int step = batch.step();
    read(chunks, step, batch.dropout());
    clock.lap(Phase.UNPACK);
    w.forward(products, parameters);
    clock.lap(Phase.FORWARD);
    List<BlockPass> passes = new ArrayList<>();
    int from = 0;
    for (Chunk chunk : chunks) {
      int to = from + chunk.plan().blockRows(step, chunk.lane());
      double loss = lossAndDerivative(chunk, step, batch.divisor(), from, to);
      passes.add(new Pass(products, w, from, to, transposed(passes.size(), from, to), loss));
      from = to;
    }
    backward(parameters);
    clock.lap(Phase.BACKWARD);
    return passes;
  }

  private void read(List<Chunk> chunks, int step, Dropout dropout) {
    int rows = 0;
    boolean isSparse = products.haveSparse();
    for (Chunk chunk : chunks) {
      rows += chunk.plan().blockRows(step, chunk.lane());
      isSparse &= chunk.areSparse();
    }
    w.x().begin(rows, isSparse);
    w.masks().begin(dropout);
    for (Chunk chunk : chunks) {
      int first = chunk.plan().rowInChunk(step, chunk.lane());
      int count = chunk.plan().blockRows(step, chunk.lane());
      w.x().add(chunk, first, count);
      w.masks().add(chunk, first, count);
    }
    w.x().drop(w.masks());
  }

  /** x' of a block, which is read again for every tile of dW1; null if x is dense. */
  private SparseRows transposed(int block, int from, int to) {
    if (!w.x().isSparse()) {
      return null;
    }
    SparseRows transposed = w.xTransposed(block);
    w.x().transpose(from, to, transposed);
    return transposed;
  }

  /** From y of a block to du of the last layer, and the block's part of the loss. */
  private double lossAndDerivative(Chunk chunk, int step, double divisor, int from, int to) {
    int last = w.layers();
    Targets targets = chunk.targets();
    int first = chunk.plan().rowInChunk(step, chunk.lane());
    Matrix u = w.u(last).slice(from, to);
    Matrix y = w.z(last).slice(from, to);
    double loss = 0;
    for (int row = 0; row < y.rows(); row++) {
      loss += targets.weight(first + row) * output.loss(u, y, row, targets, first + row);
    }
    output.backward(y, targets, first, divisor, w.du(last).slice(from, to));
    return loss / divisor;
  }

  /** From du of the last layer back to du of the first. */
  private void backward(Parameters parameters) {
    for (int l = w.layers(); l > 1; l--) {
      products.multiplyByTransposed(w.du(l), parameters.weights(l), w.du(l - 1));
      if (w.masks().drops(l - 1)) {
        w.masks().backward(l - 1, w.du(l - 1));
      }
      w.topology().activation(l - 1).backward(w.u(l - 1), w.z(l - 1), w.du(l - 1));
    }
  }

  /**
   * A block in the workspace of its task.
   *
   * @param products computes z' du
   * @param w holds x, z and du of every layer
   * @param from the block's first row there
   * @param to the row after its last
   * @param xTransposed x' of the block; null if x is dense
   * @param loss the block's part of the mini-batch's mean loss
   */
  private record Pass(
      Products products, Workspace w, int from, int to, SparseRows xTransposed, double loss)
      implements BlockPass {
    @Override
    public void tile(Tile tile, Matrix into) {
      int l = tile.layer();
      Matrix du = du(tile);
      if (!tile.weights()) {
        addUpRows(du, into);
      } else if (l == 1 && xTransposed != null) {
        into.clear();
        products.addRows(xTransposed, tile.firstRow(), tile.endRow(), du, into);
      } else {
        Matrix z = l == 1 ? w.x().dense() : w.passed(l - 1);
        Matrix columns = z.slice(from, to).columns(tile.firstRow(), tile.endRow());
        products.multiplyTransposed(columns, du, into);
      }
    }

    @Override
    public boolean tellRows(Tile tile, IntConsumer action) {
      boolean isKnown = tile.isOfW1() && xTransposed != null && xTransposed.areGathered();
      if (isKnown) {
        xTransposed.forEachRow(
            tile.firstRow(), tile.endRow(), row -> action.accept(row - tile.firstRow()));
      }
      return isKnown;
    }

    @Override
    public void addTile(Tile tile, Matrix sum, Matrix part) {
      if (tile.isOfW1() && xTransposed != null) {
        products.addRows(xTransposed, tile.firstRow(), tile.endRow(), du(tile), sum);
      } else {
        BlockPass.super.addTile(tile, sum, part);
      }
    }

    /** {@code db = column sums of du}, row by row; overwritten. */
    private static void addUpRows(Matrix du, Matrix db) {
      db.clear();
      for (int row = 0; row < du.rows(); row++) {
        int from = du.at(row);
        int end = from + du.columns();
        FORMULAS.add(1, du.values(), from, end, db.values(), db.offset() - from);
      }
    }

    /** The columns of du that a tile is made from. */
    private Matrix du(Tile tile) {
      return w.du(tile.layer()).slice(from, to).columns(tile.firstColumn(), tile.endColumn());
    }
  }
}

package dev.lockstep.network;

import dev.lockstep.linalg.Elementwise;
import dev.lockstep.linalg.Matrix;
import dev.lockstep.linalg.Products;
import dev.lockstep.linalg.SparseRows;
import dev.lockstep.network.dropout.Masks;
import java.util.ArrayList;
import java.util.List;

/**
 * The buffers of one pass over n rows, which grow with n and are used again, and the way forward
 * through them: affine and activation for every hidden layer, affine and output layer for the last.
 * Not thread-safe.
 */
final class Workspace {
  private static final Elementwise FORMULAS = Elementwise.fastest();

  private final Topology topology;
  private final InputBatch x;
  private final Matrix[] z;
  private final Matrix[] u;
  private final Matrix[] du;

  private final Masks masks;

  /** Of each block, where x is sparse. */
  private final List<SparseRows> xTransposed = new ArrayList<>();

  private int room;
  private int rows;

  /** Without rows. */
  Workspace(Topology topology) {
    this.topology = topology;
    x = new InputBatch(topology.inputs());
    masks = new Masks(topology.layers());
    z = new Matrix[topology.layers() + 1];
    u = new Matrix[topology.layers() + 1];
    du = new Matrix[topology.layers() + 1];
  }

  /** {@code x -> y}: fills u and z of every layer from x, dropping what the masks drop. */
  void forward(Products products, Parameters parameters) {
    fit();
    for (int l = 1; l <= layers(); l++) {
      if (l == 1) {
        x.multiply(products, parameters.weights(1), u(1));
      } else {
        products.multiply(passed(l - 1), parameters.weights(l), u(l));
      }
      addToRows(parameters.biases(l), u(l));
      if (l < layers()) {
        topology.activation(l).forward(u(l), z(l));
        if (masks.drops(l)) {
          masks.drop(l, z(l));
        }
      } else {
        topology.output().forward(u(l), z(l));
      }
    }
  }

  /** {@code u = u + b}, in every row. */
  private static void addToRows(Matrix b, Matrix u) {
    for (int row = 0; row < u.rows(); row++) {
      FORMULAS.add(1, b.values(), 0, b.columns(), u.values(), u.at(row));
    }
  }

  private void fit() {
    rows = x.rows();
    if (rows > room) {
      room = rows;
      for (int l = 1; l <= topology.layers(); l++) {
        z[l] = Matrix.zeros(room, topology.outputs(l));
        u[l] = Matrix.zeros(room, topology.outputs(l));
        du[l] = Matrix.zeros(room, topology.outputs(l));
      }
    }
  }

  /** L. */
  int layers() {
    return topology.layers();
  }

  /** What the layers do. */
  Topology topology() {
    return topology;
  }

  /** The input of the first layer, shape (n, d0). */
  InputBatch x() {
    return x;
  }

  /** What is dropped of the rows: nothing, if they are not of a mini-batch that is learned. */
  Masks masks() {
    return masks;
  }

  /** What hidden layer l passes on: z, or what is kept of it; shape (n, d(l)). */
  Matrix passed(int l) {
    return masks.drops(l) ? masks.passed(l, z(l)) : z(l);
  }

  /** What layer l gives, l of 1 to L, shape (n, d(l)): zL are the probabilities y. */
  Matrix z(int l) {
    return z[l].slice(0, rows);
  }

  /** What layer l gives before its activation, shape (n, d(l)). */
  Matrix u(int l) {
    return u[l].slice(0, rows);
  }

  /** The derivative of the loss by u of layer l, shape (n, d(l)). */
  Matrix du(int l) {
    return du[l].slice(0, rows);
  }

  /** x' of a block, shape (d0, rows of the block): a buffer. */
  SparseRows xTransposed(int block) {
    while (xTransposed.size() <= block) {
      xTransposed.add(new SparseRows());
    }
    return xTransposed.get(block);
  }
}

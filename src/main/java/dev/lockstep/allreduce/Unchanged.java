package dev.lockstep.allreduce;

import java.io.Serializable;
import scala.runtime.AbstractFunction1;

/** The identity: Spark makes a stage a barrier stage only by mapping its partitions. */
final class Unchanged<T>
    extends AbstractFunction1<scala.collection.Iterator<T>, scala.collection.Iterator<T>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  public scala.collection.Iterator<T> apply(scala.collection.Iterator<T> partition) {
    return partition;
  }
}

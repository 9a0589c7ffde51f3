package dev.lockstep.pack;

import java.util.ArrayDeque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An RDD each of whose partitions is all of another: every task reads that from end to end, out of
 * the cache where it is kept. What takes little of it saves a shuffle in this way.
 *
 * <p>Spark's scheduler is not told where the rows come from, since a barrier stage allows no parent
 * of another number of partitions: so the other RDD must itself need no shuffle.
 */
final class ReplicatedRdd<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;

  private final RDD<T> whole;
  private final int times;

  /**
   * Repeats an RDD.
   *
   * @param whole made without a shuffle
   * @param times how many partitions there are to be
   */
  ReplicatedRdd(JavaRDD<T> whole, int times) {
    super(
        whole.context(),
        CollectionConverters.asScala(List.<Dependency<?>>of()).toSeq(),
        whole.classTag());
    this.whole = whole.rdd();
    this.times = times;
  }

  @Override
  public Partition[] getPartitions() {
    Partition[] all = new Partition[times];
    for (int i = 0; i < times; i++) {
      all[i] = new Copy(i, whole.partitions());
    }
    return all;
  }

  @Override
  public Iterator<T> compute(Partition split, TaskContext context) {
    Queue<Partition> ahead = new ArrayDeque<>(List.of(((Copy) split).parts));
    return new AbstractIterator<>() {
      private Iterator<T> current = scala.collection.Iterator.empty();

      @Override
      public boolean hasNext() {
        while (!current.hasNext() && !ahead.isEmpty()) {
          current = whole.iterator(ahead.remove(), context);
        }
        return current.hasNext();
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return current.next();
      }
    };
  }

  /** One partition: all of the other RDD. */
  private static final class Copy implements Partition {
    private static final long serialVersionUID = 1L;

    private final int index;
    private final Partition[] parts;

    Copy(int index, Partition[] parts) {
      this.index = index;
      this.parts = parts;
    }

    @Override
    public int index() {
      return index;
    }
  }
}

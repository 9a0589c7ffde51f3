package dev.lockstep.pack;

import java.util.List;
import org.apache.commons.collections4.iterators.LazyIteratorChain;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
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
    Partition[] parts = ((Copy) split).parts;
    return CollectionConverters.asScala(
        new LazyIteratorChain<T>() {
          @Override
          protected java.util.Iterator<T> nextIterator(int count) {
            return count > parts.length
                ? null
                : CollectionConverters.asJava(whole.iterator(parts[count - 1], context));
          }
        });
  }

  /** One partition: all of the other RDD. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Copy(int index, Partition[] parts) implements Partition {
    private static final long serialVersionUID = 1L;
  }
}

package dev.lockstep.rows.idx;

import dev.lockstep.rows.LabeledVector;
import dev.lockstep.rows.Pixels;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.ml.linalg.DenseVector;

/** A contiguous range of the rows in two checked IDX files, one in memory at a time. */
final class IdxRows implements Iterator<LabeledVector> {
  private final CheckedItems images;
  private final CheckedItems labels;
  private final byte[] image;
  private final byte[] label = new byte[1];
  private long row;
  private final long end;
  private final Pixels meaning;

  /** The rows from (inclusive) up to end (exclusive) of two files that stand at row from. */
  IdxRows(CheckedItems images, CheckedItems labels, long from, long end, Pixels meaning) {
    this.images = images;
    this.labels = labels;
    this.image = new byte[images.itemSize()];
    this.row = from;
    this.end = end;
    this.meaning = meaning;
  }

  @Override
  public boolean hasNext() {
    return row < end;
  }

  @Override
  public LabeledVector next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    images.read(image);
    labels.read(label);
    if (row + 1 == end) {
      images.finishGroup();
      labels.finishGroup();
    }
    double[] features = new double[image.length];
    for (int i = 0; i < features.length; i++) {
      features[i] = meaning.of(image[i]);
    }
    return new LabeledVector(row++, ImageRows.nameOf(label[0]), new DenseVector(features));
  }
}

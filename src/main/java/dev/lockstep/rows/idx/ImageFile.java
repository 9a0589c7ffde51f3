package dev.lockstep.rows.idx;

import dev.lockstep.rows.RowBlock;
import java.io.Serializable;

/**
 * A file of images on its way to a task, with the file of their labels if they have any.
 *
 * @param images the images
 * @param labels the labels; null without
 * @param firstRow the number of the first image, counted over all files
 */
record ImageFile(CheckedFile images, CheckedFile labels, long firstRow) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many images there are. */
  long rows() {
    return images.header().items();
  }

  /** How many groups the file is cut into. */
  long groups() {
    return (rows() - 1) / RowBlock.ROWS + 1;
  }
}

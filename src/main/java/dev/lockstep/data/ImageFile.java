package dev.lockstep.data;

import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A checked IDX file of images on its way to a task, with the file of their labels if they have
 * any.
 *
 * @param path of the images, with file system and working folder
 * @param header what the images' file must still say when it is read
 * @param labelPath of the labels; null without labels
 * @param labelHeader what the labels' file must still say; null without labels
 * @param firstRow the number of the first image, counted over all files
 */
record ImageFile(
    String path, IdxHeader header, String labelPath, IdxHeader labelHeader, long firstRow)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many groups the file is cut into. */
  long groups() {
    return (header.items() - 1) / RowGroup.ROWS + 1;
  }

  /** Opens the images, at their first one. */
  IdxFile open(Configuration hadoop) {
    return open(path, header, hadoop);
  }

  /** Opens the labels, if there are any, at their first one. */
  Optional<IdxFile> openLabels(Configuration hadoop) {
    return labelPath == null ? Optional.empty() : Optional.of(open(labelPath, labelHeader, hadoop));
  }

  private static IdxFile open(String path, IdxHeader checked, Configuration hadoop) {
    IdxFile file = IdxFile.open(new Path(path), hadoop);
    if (!file.header().equals(checked)) {
      InvalidInputException changed = file.changed();
      file.close();
      throw changed;
    }
    return file;
  }
}

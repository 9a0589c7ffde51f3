package dev.lockstep.rows.text;

import dev.lockstep.io.IoFault;
import dev.lockstep.rows.ColumnSlices;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** The two sorts of tasks that find out about a table. */
final class FindOut {
  private FindOut() {}

  /** Surveys the blocks of a partition, piece by piece, and sums up their columns. */
  static final class OfBlocks implements FlatMapFunction<Iterator<ParsedRows>, Finding> {
    private static final long serialVersionUID = 1L;

    private final ColumnSlices.Subject subject;

    /**
     * Surveys.
     *
     * @param subject what is to be summed up, of rows of which every number is kept; null if
     *     nothing is
     */
    OfBlocks(ColumnSlices.Subject subject) {
      this.subject = subject;
    }

    @Override
    public Iterator<Finding> call(Iterator<ParsedRows> blocks) {
      Map<Integer, Finding> pieces = new LinkedHashMap<>();
      Finding.OfColumns columns = subject == null ? null : new Finding.OfColumns(subject);
      while (blocks.hasNext()) {
        ParsedRows block = blocks.next();
        if (columns != null && block.rows() > 0) {
          columns.add(block);
        }
        Finding.OfPiece piece =
            (Finding.OfPiece) pieces.computeIfAbsent(block.piece(), Finding.OfPiece::new);
        piece.add(block);
      }
      List<Finding> all = new ArrayList<>(pieces.values());
      if (columns != null) {
        all.add(columns);
      }
      return all.iterator();
    }
  }

  /** Takes the SHA-256 of a plain file. */
  static final class OfFile implements Function<TableFile, Finding> {
    private static final long serialVersionUID = 1L;
    private static final int BUFFER = 1 << 18;

    private final Broadcast<SerializableConfiguration> hadoop;

    OfFile(Broadcast<SerializableConfiguration> hadoop) {
      this.hadoop = hadoop;
    }

    @Override
    public Finding call(TableFile file) {
      MessageDigest digest = Lines.newDigest();
      byte[] buffer = new byte[BUFFER];
      try (InputStream in = file.open(0, hadoop.value().value())) {
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
        }
      } catch (IOException e) {
        throw IoFault.of(file.name(), e);
      }
      return new Finding.Digest(file.path(), HexFormat.of().formatHex(digest.digest()));
    }
  }
}

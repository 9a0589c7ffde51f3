package dev.lockstep.report;

import dev.lockstep.evaluate.Prediction;
import dev.lockstep.rows.Classes;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.collections4.IteratorUtils;
import org.apache.commons.text.StringEscapeUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Predictions as CSV, a part file for each partition: {@code row,predicted,p0 ... p9}, one column
 * {@code p} and the name for each class; what rows bring along stands behind {@code row}. Every
 * part begins with these names, as Spark's and pandas' readers expect. A probability has all its
 * digits, so that it reads back as the same double.
 */
public final class PredictionCsv {
  private PredictionCsv() {}

  /**
   * Writes all parts, and {@code _SUCCESS} at the end, under Hadoop's output committer.
   *
   * @param predictions in the order in which they are to stand
   * @param classes the classes of their probabilities
   * @param kept the names of what their rows brought along, if they did
   * @param folder gets the files; there or not
   * @param hadoop how to reach it
   */
  public static void write(
      JavaRDD<Prediction> predictions,
      Classes classes,
      List<String> kept,
      Path folder,
      Configuration hadoop) {
    predictions
        .mapPartitionsToPair(new Lines(header(classes, kept)))
        .saveAsNewAPIHadoopFile(
            folder.toString(), NullWritable.class, Text.class, PartFiles.class, hadoop);
  }

  /** The first line of every part, without its end. */
  static String header(Classes classes, List<String> kept) {
    return Stream.of(
            Stream.of("row"),
            kept.stream(),
            Stream.of("predicted"),
            classes.names().stream().map(name -> "p" + name))
        .flatMap(names -> names)
        .map(StringEscapeUtils::escapeCsv)
        .collect(Collectors.joining(","));
  }

  /** The line of a row, without its end. */
  static String line(Prediction prediction) {
    StringBuilder line = new StringBuilder();
    line.append(prediction.row()).append(',');
    if (prediction.kept() != null) {
      line.append(prediction.kept()).append(',');
    }
    line.append(StringEscapeUtils.escapeCsv(prediction.predicted()));
    for (double probability : prediction.probabilities().values()) {
      line.append(',').append(probability);
    }
    return line.toString();
  }

  /** The lines of a partition, made one by one. */
  private record Lines(String header)
      implements PairFlatMapFunction<Iterator<Prediction>, NullWritable, Text> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<NullWritable, Text>> call(Iterator<Prediction> predictions) {
      return IteratorUtils.chainedIterator(
          IteratorUtils.singletonIterator(pair(header)),
          IteratorUtils.transformedIterator(predictions, prediction -> pair(line(prediction))));
    }

    private static Tuple2<NullWritable, Text> pair(String line) {
      return new Tuple2<>(NullWritable.get(), new Text(line));
    }
  }

  /** Hadoop's lines of text, in files called {@code part-00000.csv}, {@code part-00001.csv} ... */
  public static final class PartFiles extends TextOutputFormat<NullWritable, Text> {
    /** The folder has been prepared. */
    @Override
    public void checkOutputSpecs(JobContext job) {}

    @Override
    public Path getDefaultWorkFile(TaskAttemptContext context, String extension)
        throws IOException {
      PathOutputCommitter committer = (PathOutputCommitter) getOutputCommitter(context);
      int part = context.getTaskAttemptID().getTaskID().getId();
      return new Path(committer.getWorkPath(), "part-%05d.csv%s".formatted(part, extension));
    }
  }
}

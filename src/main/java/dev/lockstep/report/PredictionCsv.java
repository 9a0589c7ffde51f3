package dev.lockstep.report;

import dev.lockstep.evaluate.Prediction;
import dev.lockstep.rows.Labels;
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
 * Predictions as CSV, a part file for each partition: {@code row}, what rows bring along, and the
 * {@linkplain Labels#predictionColumns columns} of what labels mean, of classes {@code predicted,p0
 * ... p9}. Every part begins with these names, as Spark's and pandas' readers expect. A number has
 * all its digits, so that it reads back as the same double.
 */
public final class PredictionCsv {
  private PredictionCsv() {}

  /**
   * Writes all parts, and {@code _SUCCESS} at the end, under Hadoop's output committer.
   *
   * @param predictions in the order in which they are to stand
   * @param labels what they say
   * @param kept the names of what their rows bring along
   * @param folder gets the files; there or not
   * @param hadoop how to reach it
   */
  public static void write(
      JavaRDD<Prediction> predictions,
      Labels labels,
      List<String> kept,
      Path folder,
      Configuration hadoop) {
    predictions
        .mapPartitionsToPair(new Lines(labels, kept))
        .saveAsNewAPIHadoopFile(
            folder.toString(), NullWritable.class, Text.class, PartFiles.class, hadoop);
  }

  /** The first line of every part, without its end. */
  static String header(Labels labels, List<String> kept) {
    return "row," + cells(Stream.concat(kept.stream(), labels.predictionColumns().stream()));
  }

  /** The line of a row, without its end. */
  static String line(Prediction prediction, Labels labels) {
    String kept = prediction.kept() == null ? "" : prediction.kept() + ",";
    double[] y = prediction.outputs().values();
    return prediction.row() + "," + kept + cells(labels.prediction(y).stream());
  }

  private static String cells(Stream<String> texts) {
    return texts.map(StringEscapeUtils::escapeCsv).collect(Collectors.joining(","));
  }

  /** The lines of a partition, made one by one. */
  private record Lines(Labels labels, List<String> kept)
      implements PairFlatMapFunction<Iterator<Prediction>, NullWritable, Text> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<NullWritable, Text>> call(Iterator<Prediction> predictions) {
      return IteratorUtils.chainedIterator(
          IteratorUtils.singletonIterator(pair(header(labels, kept))),
          IteratorUtils.transformedIterator(
              predictions, prediction -> pair(line(prediction, labels))));
    }

    private static Tuple2<NullWritable, Text> pair(String line) {
      return new Tuple2<>(NullWritable.get(), new Text(line));
    }
  }

  /** Whether a file has the name of a part, packed or not. */
  public static boolean isPart(String name) {
    return name.matches("part-\\d+\\.csv(\\.\\w+)?");
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

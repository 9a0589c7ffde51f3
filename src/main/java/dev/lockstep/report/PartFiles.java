package dev.lockstep.report;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/** Hadoop's lines of text, in files called {@code part-00000.csv}, {@code part-00001.csv} ... */
public final class PartFiles extends TextOutputFormat<NullWritable, Text> {
  /** {@link ResultFolder} has looked at the folder, and has made it. */
  @Override
  public void checkOutputSpecs(JobContext job) {}

  @Override
  public Path getDefaultWorkFile(TaskAttemptContext context, String extension) throws IOException {
    PathOutputCommitter committer = (PathOutputCommitter) getOutputCommitter(context);
    int part = context.getTaskAttemptID().getTaskID().getId();
    return new Path(committer.getWorkPath(), "part-%05d.csv%s".formatted(part, extension));
  }
}

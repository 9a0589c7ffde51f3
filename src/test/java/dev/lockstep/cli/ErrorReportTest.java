package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.LocalSpark;
import dev.lockstep.aggregate.DivergedException;
import dev.lockstep.io.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.function.VoidFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ErrorReportTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ErrorReport report =
      new ErrorReport(new PrintStream(err, true, StandardCharsets.UTF_8));

  private int exitCode(Exception e) {
    return report.report(e, ConfigFile.none()::attribute);
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** A task that finds a fault in its data. */
  private static final class FaultyTask implements VoidFunction<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public void call(Integer row) {
      throw new InvalidInputException("Row " + row + " is faulty.");
    }
  }

  @BeforeEach
  void silenceSparksOwnReport() {
    LocalSpark.spark().setLogLevel("OFF");
  }

  @AfterEach
  void letSparkSpeakAgain() {
    LocalSpark.spark().setLogLevel("WARN");
  }

  @Test
  void aMistakeFoundByATaskIsOneLineAndExit2() {
    SparkException e =
        assertThrows(
            SparkException.class,
            () -> LocalSpark.spark().parallelize(List.of(7), 1).foreach(new FaultyTask()));
    assertEquals(2, exitCode(e));
    assertEquals("Row 7 is faulty.\n", printed());
  }

  @Test
  void divergenceIsOneLineAndExit1() {
    assertEquals(1, exitCode(new DivergedException("The loss is NaN", 11).at(3, 600, "Do this.")));
    assertEquals(1, printed().lines().count());
    assertTrue(printed().startsWith("The loss is NaN in epoch 3, step 12 of 600"), printed());
  }

  @Test
  void aClusterThatFailsIsOneLineAndExit1() {
    Exception e = new SparkException("Job aborted: Lost task 1.0\nDriver stacktrace:");
    assertEquals(1, exitCode(new IllegalStateException("Epoch 3 failed 4 times: lost task", e)));
    assertEquals(1, exitCode(e));
    assertEquals(
        """
        The cluster has failed: Epoch 3 failed 4 times: lost task
        The cluster has failed: Job aborted: Lost task 1.0
        """,
        printed());
  }

  @Test
  void whatNobodyExpectedKeepsItsStackTraceAndIsExit1() {
    assertEquals(1, exitCode(new IllegalStateException("a fault of ours")));
    assertTrue(printed().startsWith("java.lang.IllegalStateException: a fault of ours\n\tat "));
  }
}

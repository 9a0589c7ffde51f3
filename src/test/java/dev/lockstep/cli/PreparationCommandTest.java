package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --scale}, {@code --shuffle}, {@code --test} and {@code --test-fraction} on images. */
final class PreparationCommandTest extends TinyTraining {
  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(path(file).toFile());
  }

  @Test
  void scalingAndOrderDecideTheParametersAndPartitionsDoNot() throws IOException {
    CommandRun plain = train("plain", "--epochs=2");
    CommandRun one = train("one", "--epochs=2", "--scale=minmax", "--shuffle", "--partitions=1");
    CommandRun other =
        train(
            "other",
            "--epochs=2",
            "--scale=minmax",
            "--shuffle",
            "--partitions=3",
            "--aggregation=allreduce");
    assertEquals(0, one.exitCode(), one.err());
    assertEquals(lastLine(one), lastLine(other));
    assertEquals(one.out(), other.out());
    assertNotEquals(lastLine(plain), lastLine(one));
    assertEquals("minmax", json("one/model/model.json").at("/input/scaling").asText());
    assertEquals(4, json("one/model/model.json").at("/input/divisors").size());
    assertEquals("unit", json("plain/model/model.json").at("/input/scaling").asText());
    assertEquals("minmax", json("one/run.json").at("/data/scale").asText());
    assertTrue(json("one/run.json").at("/settings/shuffle").asBoolean());
    String report = Files.readString(path("one/report.html"));
    assertTrue(report.contains("<dt>scale</dt><dd>minmax</dd>"));
    assertTrue(report.contains("<dt>shuffle</dt><dd>yes</dd>"));
  }

  @Test
  void aShuffledRunGoesOnToTheSameBitsAndInNoOtherWay() {
    CommandRun whole = train("whole", "--epochs=4", "--shuffle", "--scale=standard");
    train("run", "--epochs=2", "--shuffle", "--scale=standard");
    assertMistakeNames("--shuffle was yes and is no", "--epochs=4", "--scale=standard");
    assertMistakeNames("--scale was standard and is unit", "--epochs=4", "--shuffle");
    CommandRun resumed =
        train("run", "--epochs=4", "--shuffle", "--scale=standard", "--resume", "--partitions=2");
    assertEquals(whole.out(), resumed.out());
    assertEquals(lastLine(whole), lastLine(resumed));
  }

  private void assertMistakeNames(String difference, String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.add("--resume");
    CommandRun refused = train("run", words.toArray(String[]::new));
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().contains(difference + ". Give the original ones"), refused.err());
  }

  @Test
  void aTestSetIsNamedOnceAndFitsTheData() {
    assertMistake(
        "--test names a test set, --test-fraction takes one out of --data. Give one of them.",
        train("run", "--test=x", "--test-fraction=0.5"));
    for (String fraction : List.of("0", "1", "-0.5")) {
      assertMistake(
          "--test-fraction is %s, which is out of range: above 0 and below 1."
              .formatted(Double.parseDouble(fraction)),
          train("run", "--test-fraction=" + fraction));
    }
    assertMistake(
        "--test-fraction cannot be used with IDX files that have their own test set."
            + " Leave it out.",
        train("run", "--test-fraction=0.5"));
    assertMistake(
        "--test cannot be used with IDX files, whose test set is in the same folder. Leave it out, or take"
            + " --test-fraction.",
        train("run", "--test=x"));
    assertMistake(
        "--scale is 'robust', which is not one of none, unit, minmax, standard.",
        train("run", "--scale=robust"));
  }
}

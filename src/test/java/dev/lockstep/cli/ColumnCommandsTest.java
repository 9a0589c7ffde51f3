package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables with words and gaps: one hash, what is said, and rows that training never saw. */
final class ColumnCommandsTest extends InputRuns {
  private static final int ROWS = 300;

  @BeforeEach
  void writeTable() throws IOException {
    StringBuilder text = new StringBuilder("age,sex,city,wet,name,k\n");
    for (int row = 0; row < ROWS; row++) {
      text.append(row % 5 == 0 ? "" : String.valueOf(row * 7 % 61)).append(',');
      text.append(row % 7 == 0 ? "NA" : row % 3 == 0 ? "female" : "male").append(',');
      text.append("c").append(row * row % 211).append(row % 2 == 0 ? ",yes" : ",no");
      text.append(",n").append(row).append(row * 7 % 61 > 30 ? ",u\n" : ",v\n");
    }
    write("t.csv", text.toString());
  }

  private CommandRun learn(String out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                "--data=" + at("t.csv"),
                "--test-fraction=0.2",
                "--hidden=6",
                "--batch-size=20",
                "--learning-rate=0.3",
                "--out=" + at(out)));
    words.addAll(List.of(more));
    if (words.stream().noneMatch(word -> word.startsWith("--epochs"))) {
      words.add("--epochs=3");
    }
    return run(words.toArray(String[]::new));
  }

  private CommandRun use(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command, "--model=" + at("run")));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void trainingsHaveOneHash() throws IOException {
    CommandRun run = learn("run", "--partitions=2");
    String hash = hash(run);
    assertTrue(run.err().contains("'sex' (2: female, male), 'city' ("), run.err());
    assertTrue(run.err().contains("  missing       'age' in "), run.err());
    assertTrue(run.err().contains("  ignored       'name' ("), run.err());
    assertEquals(hash, hash(learn("p1", "--partitions=1", "--aggregation=tree")));
    assertEquals(hash, hash(learn("p3", "--partitions=3", "--aggregation=allreduce")));
    String constant = "--schedule=constant"; // another rate depends on how many epochs there are
    hash(learn("p8", "--partitions=8", "--epochs=2", "--aggregation=tree", constant));
    assertEquals(
        hash(learn("whole", constant)), hash(learn("p8", "--resume", "--partitions=2", constant)));
    for (String other : List.of("--max-levels=9", "--missing=median", "--categories=age")) {
      CommandRun refused = learn("p8", "--resume", constant, other);
      assertEquals(2, refused.exitCode());
      assertTrue(
          refused
              .err()
              .contains(
                  "one of --features, --categories, --max-levels and --missing differs. Give"),
          refused.err());
    }
    String momentum = hash(learn("m1", "--optimizer=momentum", "--aggregation=tree"));
    String clipped = hash(learn("c1", "--clip-norm=0.1", "--aggregation=tree"));
    assertEquals(momentum, hash(learn("m2", "--optimizer=momentum", "--aggregation=allreduce")));
    assertEquals(clipped, hash(learn("c2", "--clip-norm=0.1", "--aggregation=allreduce")));
    JsonNode model = json("run/model/model.json");
    JsonNode json = json("run/run.json");
    assertEquals(model.at("/input/sources"), json.at("/data/sources"));
    assertEquals("boolean", json.at("/data/sources/3/type").asText());
    assertEquals(
        "wet", model.at("/input/columns").get(model.at("/layers/0/inputs").asInt() - 1).asText());
  }

  @Test
  void modelsAreUsedOnWhatTrainingNeverSaw() throws IOException {
    String hash = hash(learn("run"));
    assertEquals(hash, hash(learn("warm", "--init-from=" + at("run"), "--epochs=0")));
    write("new.csv", "k,wet,city,sex,age\nu,yes,Nowhere,male,3\nv,,c4,,\nu,no,c4,female,60\n");
    CommandRun evaluated = use("evaluate", "--data=" + at("new.csv"), "--out=" + at("e"));
    assertEquals(0, evaluated.exitCode(), evaluated.err());
    assertTrue(
        evaluated.err().contains("'city' in 1 rows, such as 'Nowhere' (zeros)"), evaluated.err());
    assertTrue(
        evaluated.err().contains("'sex' in 1 rows (a level of its own), 'wet' in 1 rows (0."),
        evaluated.err());
    CommandRun predicted = use("predict", "--input=" + at("new.csv"), "--out=" + at("p"));
    assertEquals(0, predicted.exitCode(), predicted.err());
    assertTrue(predicted.err().endsWith("rows=3\n"), predicted.err());
    CommandRun skipped =
        use("predict", "--input=" + at("new.csv"), "--out=" + at("s"), "--missing=skip");
    assertTrue(skipped.err().endsWith("rows=2\n"), skipped.err());
    CommandRun failed =
        use("predict", "--input=" + at("new.csv"), "--out=" + at("f"), "--missing=fail");
    assertEquals(2, failed.exitCode());
    assertTrue(failed.err().contains("line 3, column wet: no value"), failed.err());
    CommandRun named =
        use("predict", "--input=" + at("new.csv"), "--out=" + at("f"), "--categories=age");
    assertEquals(2, named.exitCode());
    assertTrue(
        named.err().contains("--categories is what training has decided. Leave it out."),
        named.err());
  }

  /** As data frames are written: the first column numbers the rows and has no name. */
  @Test
  void aModelOfATableWithAnIndexIsUsed() throws IOException {
    StringBuilder text = new StringBuilder(",age,k\n");
    for (int row = 0; row < 40; row++) {
      text.append(3 * row + 4).append(',').append(row % 9).append(row % 9 > 4 ? ",u\n" : ",v\n");
    }
    write("t.csv", text.toString());
    CommandRun run = learn("run");
    assertTrue(run.err().contains("Training 1-6-2"), run.err());
    assertTrue(run.err().contains("  features   1: age\n"), run.err());
    assertTrue(
        run.err().contains("'' (no name, numbers the rows; --features takes it)\n"), run.err());
    assertEquals(hash(run), hash(learn("run", "--resume")));
    CommandRun predicted = use("predict", "--input=" + at("t.csv"), "--out=" + at("p"));
    assertEquals(0, predicted.exitCode(), predicted.err());
    assertTrue(predicted.err().endsWith("rows=40\n"), predicted.err());
    write("t.csv", ",k\n4,u\n5,v\n7,u\n9,v\n");
    CommandRun refused = learn("r");
    assertEquals(2, refused.exitCode());
    assertTrue(
        refused.err().contains("holds values to learn from; ignored: '' (no name, numbers"),
        refused.err());
  }

  @Test
  void whatBecomesOfColumnsCanBeSaid() {
    CommandRun run = learn("run", "--categories=name,age", "--max-levels=5", "--epochs=0");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains(" more share a column, --max-levels)"), run.err());
    assertTrue(!run.err().contains("ignored"), run.err());
    assertTrue(run.err().contains("Training 23-6-2"), run.err());
    CommandRun failed = learn("f", "--missing=fail");
    assertEquals(2, failed.exitCode());
    assertTrue(
        failed.err().contains("line 2, column age: no value (--missing mean fills it in"),
        failed.err());
    CommandRun skipped = learn("s", "--missing=skip");
    assertEquals(0, skipped.exitCode(), skipped.err());
    assertTrue(skipped.err().contains("left out    94 of 300 rows"), skipped.err());
    assertEquals(2, learn("u", "--scale=unit").exitCode());
  }
}

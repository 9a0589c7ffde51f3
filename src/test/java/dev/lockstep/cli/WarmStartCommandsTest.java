package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --init-from} and {@code --freeze}: of runs, of numpy's files, and what does not fit. */
final class WarmStartCommandsTest extends TinyTraining {
  private String hash(CommandRun run) {
    assertEquals(0, run.exitCode(), run.err());
    return lastLine(run);
  }

  private String from(String name) {
    return "--init-from=" + path(name);
  }

  @Test
  void aRunAndItsArraysAreTheSameStart() {
    String before = hash(train("before", "--epochs=2"));
    assertEquals(before, hash(train("none", "--epochs=0", from("before"))));
    assertEquals(before, hash(train("arrays", "--epochs=0", from("before/model/model.npz"))));
    assertEquals(
        hash(train("on", "--epochs=2", "--shuffle", from("before"))),
        hash(train("onward", "--epochs=2", "--shuffle", from("before/model/model.npz"))));
  }

  @Test
  void aRunThatWasStoppedGoesOnFromItsCheckpoint() {
    train("before", "--epochs=1", "--hidden=6,5");
    String[] options = {
      "--hidden=6,5", "--freeze=1", "--dropout=0.2,0.5,0.5", "--partitions=2", from("before")
    };
    String whole = hash(train("whole", with("--epochs=3", options)));
    hash(train("half", with("--epochs=1", options)));
    assertEquals(whole, hash(train("half", with("--resume", with("--epochs=3", options)))));
    options[1] = "--freeze=2";
    CommandRun refused = train("half", with("--resume", with("--epochs=4", options)));
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().contains("--freeze was 1 and is 2"), refused.err());
    options[1] = "--freeze=1";
    hash(train("before", "--epochs=2", "--hidden=6,5", "--overwrite"));
    assertMistake(
        "Cannot resume: data or settings differ from those of the run: the model of --init-from has"
            + " other contents. Give the original ones, or start over with --overwrite.",
        train("half", with("--resume", with("--epochs=4", options))));
  }

  private static String[] with(String option, String... others) {
    String[] all = new String[others.length + 1];
    all[0] = option;
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }

  @Test
  void aTableKeepsColumnsScalingAndClasses() throws IOException {
    write("first.csv", "a,b,t\n1,10,x\n2,20,y\n3,10,x\n4,30,z\n5,20,y\n6,10,z\n");
    write("other.csv", "t,b,a\nx,100,7\ny,300,9\nx,200,8\n");
    write("new.csv", "a,b,t\n1,10,u\n2,20,v\n3,10,u\n");
    hash(train("first", "--data=" + path("first.csv"), "--epochs=1"));
    String model = Files.readString(path("first/model/model.json"));
    hash(train("other", "--data=" + path("other.csv"), "--epochs=1", from("first")));
    String later = Files.readString(path("other/model/model.json"));
    for (String field : List.of("offsets", "divisors", "columns", "classes")) {
      assertEquals(list(model, field), list(later, field));
    }
    CommandRun fresh = train("new", "--data=" + path("new.csv"), "--epochs=1", from("first"));
    assertEquals(0, fresh.exitCode(), fresh.err());
    assertTrue(
        fresh.err().contains("the output layer is new: it had the classes x, y, z"), fresh.err());
    CommandRun scaled = train("no", "--data=" + path("new.csv"), "--scale=minmax", from("first"));
    assertMistake(
        "--scale is minmax, but the model of --init-from keeps its scaling, standard. Leave it"
            + " out.",
        scaled);
  }

  /** Two of three classes have rows: 3 / (2 * 1) and 3 / (2 * 2). */
  @Test
  void aClassWithoutRowsIsNoneOfTheBalanced() throws IOException {
    write("first.csv", "a,b,t\n1,10,x\n2,20,y\n3,10,x\n4,30,z\n5,20,y\n6,10,z\n");
    write("other.csv", "t,b,a\nx,100,7\ny,300,9\nx,200,8\n");
    hash(train("first", "--data=" + path("first.csv"), "--epochs=1"));
    CommandRun run =
        train(
            "other",
            "--data=" + path("other.csv"),
            "--epochs=2",
            "--class-weight=balanced",
            from("first"));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("Class weights: x 0.75, y 1.5, z 0.0.\n"), run.err());
  }

  @Test
  void theOutputLayerIsKeptAsItWas() throws IOException {
    write("classes.csv", "a,b,t\n1,10,x\n2,20,y\n3,10,x\n4,30,y\n");
    write("numbers.csv", "a,b,t\n1,10,1.5\n2,20,2.5\n3,10,0.25\n4,30,1.75\n");
    String classes = "--data=" + path("classes.csv");
    String numbers = "--data=" + path("numbers.csv");
    hash(train("sigmoid", classes, "--epochs=1", "--head=sigmoid"));
    hash(train("weighed", classes, "--epochs=1", "--class-weight=balanced", from("sigmoid")));
    String weighed = Files.readString(path("weighed/run.json"));
    assertTrue(weighed.contains("\"head\" : \"sigmoid\""), weighed);
    hash(train("huber", numbers, "--epochs=1", "--loss=huber", "--huber-delta=0.5"));
    hash(train("kept", numbers, "--epochs=1", from("huber")));
    String kept = Files.readString(path("kept/run.json"));
    assertTrue(kept.contains("\"huber_delta\" : 0.5"), kept);
    hash(train("told", numbers, "--epochs=1", "--huber-delta=2", from("huber")));
    String told = Files.readString(path("told/run.json"));
    assertTrue(told.contains("\"huber_delta\" : 2.0"), told);
  }

  /** Before Spark is started and any row is read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | --init-from is '', which is not a path.",
        "file: | There is no folder ",
        "TMP/nowhere.npz | Cannot read ",
        "TMP/bad.npz | Cannot read "
      })
  void whatCanBeNoModelIsRefusedAtOnce(String name, String says) throws IOException {
    write("bad.npz", "W1");
    String place = name.replace("TMP", temporary.toString());
    CommandRun run = CommandRun.withoutSpark(Map.of(), "train", "--init-from=" + place);
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().startsWith(says), run.err());
    assertEquals(1, run.errLines().size(), run.err());
  }

  private static String list(String json, String field) {
    int at = json.indexOf("\"" + field + "\"");
    assertTrue(at >= 0, json);
    return json.substring(at, json.indexOf(']', at));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(path(name), text);
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere, 5, 'There is no folder '",
    "nowhere.npz, 5, 'Cannot read '",
    "before, 4, '--init-from names the network '",
    "before/model/model.npz, 4, '. Save W1, b1, W2, b2 ... in this order, W of shape '"
  })
  void whatDoesNotFitIsRefused(String name, String hidden, String says) {
    hash(train("before", "--epochs=1"));
    CommandRun run = train("run", "--epochs=1", "--hidden=" + hidden, from(name));
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(lastLine(run).contains(says), run.err());
  }
}

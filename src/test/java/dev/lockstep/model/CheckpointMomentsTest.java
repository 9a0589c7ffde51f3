package dev.lockstep.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.io.HadoopFile;
import dev.lockstep.network.LayerArrays;
import dev.lockstep.network.ModelState;
import dev.lockstep.network.optimizer.Optimizers;
import dev.lockstep.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint holds an optimiser's moments beside the parameters, bit for bit. */
final class CheckpointMomentsTest {
  @TempDir private Path folder;

  @Test
  void momentsComeBackUnderTheirNames() throws IOException {
    Checkpoint plain = Samples.checkpoint(2);
    ModelState model =
        new ModelState(plain.state().parameters(), Optimizers.of("adam").orElseThrow());
    double next = 0.1;
    for (LayerArrays moment : model.moments().values()) {
      for (int l = 1; l <= moment.topology().layers(); l++) {
        Arrays.fill(moment.weights(l).values(), next += 0.1);
        Arrays.fill(moment.biases(l).values(), next += 0.1);
      }
    }
    TrainingState state =
        new TrainingState(model, plain.state().labels(), plain.state().history(), List.of());
    Path file = folder.resolve("epoch-2.npz");
    Files.write(file, Samples.bytes(new Checkpoint(state, plain.settings(), plain.data())));
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
    ModelState read =
        Checkpoint.read(new HadoopFile(path.getFileSystem(new Configuration()), path))
            .state()
            .model();
    assertEquals(List.of("m", "v"), List.copyOf(read.moments().keySet()));
    read.moments()
        .forEach(
            (name, moment) -> {
              for (int l = 1; l <= moment.topology().layers(); l++) {
                LayerArrays expected = model.moments().get(name);
                assertArrayEquals(expected.weights(l).values(), moment.weights(l).values());
                assertArrayEquals(expected.biases(l).values(), moment.biases(l).values());
              }
            });
  }
}

package dev.lockstep.cli;

import dev.lockstep.model.Samples;
import dev.lockstep.model.TrainedModel;
import dev.lockstep.network.Initializer;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Topology;
import dev.lockstep.rows.Classes;
import dev.lockstep.scale.Scaling;
import java.nio.file.Path;
import java.util.List;

/** An untrained model for {@link TinyImages}: 4-5-3. */
final class TinyModel {
  private TinyModel() {}

  static Path write(Path folder) {
    Parameters parameters = Initializer.uniform(Topology.of(4, List.of(5), 3), 8, 0.1);
    Classes classes = Classes.of(List.of("0", "1", "2"));
    return Samples.write(
        new TrainedModel(parameters, classes, Scaling.unit(), Samples.provenance()), folder);
  }
}

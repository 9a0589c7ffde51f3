package dev.lockstep.evaluate;

import dev.lockstep.data.Classes;
import dev.lockstep.data.RowGroup;
import dev.lockstep.data.Scaling;
import dev.lockstep.linalg.Blas;
import dev.lockstep.linalg.Kernel;
import dev.lockstep.network.Classifier;
import dev.lockstep.network.Parameters;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** The tally of a partition, and the kernel that computed it. */
final class TallyGroups implements FlatMapFunction<Iterator<RowGroup>, Tuple2<Tally, String>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Parameters> parameters;
  private final Scaling scaling;
  private final Classes classes;
  private final Blas blas;

  TallyGroups(Broadcast<Parameters> parameters, Scaling scaling, Classes classes, Blas blas) {
    this.parameters = parameters;
    this.scaling = scaling;
    this.classes = classes;
    this.blas = blas;
  }

  @Override
  public Iterator<Tuple2<Tally, String>> call(Iterator<RowGroup> groups) {
    Kernel kernel = blas.kernel();
    Classifier classifier = new Classifier(parameters.value(), scaling, kernel.product());
    Tally tally = new Tally(classes);
    while (groups.hasNext()) {
      RowGroup group = groups.next();
      tally.add(group, classifier.classify(group));
    }
    return List.of(new Tuple2<>(tally, kernel.name())).iterator();
  }
}

package dev.lockstep.evaluate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Classifier;
import dev.lockstep.network.Parameters;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.Scaling;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** The tally of a partition. */
final class TallyGroups implements FlatMapFunction<Iterator<RowBlock>, EvaluationSums> {
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
  public Iterator<EvaluationSums> call(Iterator<RowBlock> groups) {
    Classifier classifier = new Classifier(parameters.value(), scaling, blas.products());
    EvaluationSums tally = new EvaluationSums(classes);
    while (groups.hasNext()) {
      RowBlock group = groups.next();
      tally.add(group, classifier.classify(group));
    }
    return List.of(tally).iterator();
  }
}

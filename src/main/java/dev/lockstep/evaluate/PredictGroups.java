package dev.lockstep.evaluate;

import dev.lockstep.linalg.Blas;
import dev.lockstep.network.Classifier;
import dev.lockstep.network.Parameters;
import dev.lockstep.network.Probabilities;
import dev.lockstep.rows.Classes;
import dev.lockstep.rows.RowBlock;
import dev.lockstep.scale.Scaling;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.DenseVector;

/** The predictions of a partition, one group in memory at a time. */
final class PredictGroups implements FlatMapFunction<Iterator<RowBlock>, Prediction> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Parameters> parameters;
  private final Scaling scaling;
  private final Classes classes;
  private final Blas blas;

  PredictGroups(Broadcast<Parameters> parameters, Scaling scaling, Classes classes, Blas blas) {
    this.parameters = parameters;
    this.scaling = scaling;
    this.classes = classes;
    this.blas = blas;
  }

  @Override
  public Iterator<Prediction> call(Iterator<RowBlock> groups) {
    Classifier classifier = new Classifier(parameters.value(), scaling, blas.products());
    return new Iterator<>() {
      private Iterator<Prediction> group = List.<Prediction>of().iterator();

      @Override
      public boolean hasNext() {
        while (!group.hasNext() && groups.hasNext()) {
          group = predict(classifier, groups.next()).iterator();
        }
        return group.hasNext();
      }

      @Override
      public Prediction next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return group.next();
      }
    };
  }

  private List<Prediction> predict(Classifier classifier, RowBlock group) {
    Probabilities y = classifier.classify(group);
    List<Prediction> predictions = new ArrayList<>(group.rows());
    for (int row = 0; row < group.rows(); row++) {
      long number = group.first() + row;
      int predicted = y.argMax(row);
      ProbabilityCheck.require(y.of(row, predicted), number);
      predictions.add(new Prediction(number, classes.name(predicted), new DenseVector(y.of(row))));
    }
    return predictions;
  }
}

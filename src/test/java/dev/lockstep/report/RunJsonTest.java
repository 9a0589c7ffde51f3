package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.LocalSpark;
import dev.lockstep.config.TrainingSettings;
import dev.lockstep.model.DataProvenance;
import dev.lockstep.model.Environment;
import dev.lockstep.model.Samples;
import dev.lockstep.network.Phase;
import dev.lockstep.rows.Dataset;
import dev.lockstep.rows.LabeledVector;
import dev.lockstep.train.EpochResult;
import dev.lockstep.train.Trainer;
import dev.lockstep.train.TrainingRun;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunJsonTest {
  private static final DataProvenance DATA =
      Samples.images(
          "s3a://me:secret@bucket/images", Map.of("train-images-idx3-ubyte", "abc"), 2, 2, 3);
  private static final Environment MACHINE =
      new Environment("1", "abc", "2", "3", "4", "a jvm", "an os", "an arch", 5);

  private static TrainingRun run() {
    List<LabeledVector> rows =
        List.of(
            new LabeledVector(0, "b", Vectors.dense(0, 1, 2)),
            new LabeledVector(1, "a", Vectors.dense(1, 0, 0)));
    Dataset data = Dataset.of("train", LocalSpark.spark().parallelize(rows, 1));
    TrainingSettings settings =
        TrainingSettings.tutorial().withHidden(4).withEpochs(2).withBlocks(2, 1);
    return new Trainer(LocalSpark.spark(), settings).train(data, data);
  }

  @Test
  void aRunIsDescribedByWhatItWasAskedWhatItUsedAndWhatCameOut() throws IOException {
    TrainingRun run = run();
    String text = RunJson.of(run, DATA, MACHINE, "local[4]", 1.23456);
    assertTrue(text.startsWith("{\n  \"parameters_sha256\" : \""));
    assertTrue(text.endsWith("\n}\n"));
    EpochResult last = run.history().get(2);
    JsonNode json = new ObjectMapper().readTree(text);
    String seconds = json.get("seconds").toString();
    for (Phase phase : Phase.values()) {
      assertTrue(seconds.contains("\"%s\":".formatted(phase.name().toLowerCase(Locale.ROOT))));
    }
    assertEquals(
        """
        {'parameters_sha256':'%s',
        'result':{'epoch':2,'train_rate':%s,'test_rate':%s,'train_err':%s,'test_err':%s},
        'settings':%s,
        'network':{'widths':[3,4,2],'parameters':26},
        'data':{'folder':'s3a://me:***@bucket/images','sha256':{'train-images-idx3-ubyte':'abc'},
        'train_rows':2,'test_rows':2,'features':3,'scale':'unit','test_fraction':0.0,
        'label':'','columns':[],'skipped_rows':0,'classes':['a','b']},
        'execution':{'master':'local[4]','partitions':1,'aggregation':['allreduce'],
        'blas_kernel':'exact','resumed_from':[],'ending':'epochs'},
        'environment':{'lockstep':'1','revision':'abc','spark':'2','scala':'3','java':'4',
        'jvm':'a jvm','os':'an os','arch':'an arch','cpus':5},
        'seconds':{'total':1.235,"""
            .replace("\n", "")
            .formatted(
                run.parameters().sha256(),
                last.train().accuracy(),
                last.test().accuracy(),
                last.train().meanLoss(),
                last.test().meanLoss(),
                new ObjectMapper().writeValueAsString(run.settings().toJson()).replace('"', '\'')),
        json.toString().replace('"', '\'').replaceFirst("(?<='total':1.235,).*", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "file:/data/mnist, /data/mnist",
    "file:///data/mnist, /data/mnist",
    "data/mnist, data/mnist",
    "abfs://box@account/x, abfs://box@account/x",
    "hdfs://host:8020/a:b@c, hdfs://host:8020/a:b@c"
  })
  void aLocalFolderIsNamedWithoutItsScheme(String named, String shown) {
    assertEquals(shown, Samples.images(named, Map.of(), 1, 1, 1).folder());
  }
}

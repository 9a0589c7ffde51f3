package dev.lockstep.report;

import dev.lockstep.io.MessageText;
import dev.lockstep.rows.Understood;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which model was tried on which data.
 *
 * @param model where the model lies
 * @param parametersSha256 the fingerprint of its W and b
 * @param network its widths: {@code 784-100-50-10}
 * @param folder where the data lies
 * @param split which set of a folder of images: {@code test} or {@code train}; empty for a table
 * @param sha256 file name to the SHA-256 of its unpacked bytes: images, then labels
 * @param understood what the files were taken for, line by line
 */
public record EvaluationSource(
    String model,
    String parametersSha256,
    String network,
    String folder,
    String split,
    Map<String, String> sha256,
    List<Understood> understood) {
  /** Copies map and list, in their order, and makes the paths fit to be shown. */
  public EvaluationSource {
    model = MessageText.path(model);
    folder = MessageText.path(folder);
    understood = List.copyOf(understood);
    sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
  }

  /** What messages call the data: {@code the test set of data/mnist}, or the path of a table. */
  public String data() {
    return split.isEmpty() ? folder : "the %s set of %s".formatted(split, folder);
  }
}

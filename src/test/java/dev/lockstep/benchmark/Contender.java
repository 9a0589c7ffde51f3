package dev.lockstep.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A program that trains the tutorial's network and prints the tutorial's table. */
enum Contender {
  /** Lockstep, a Spark job a step. */
  TREE(null),
  /** Lockstep, a barrier stage an epoch. */
  ALLREDUCE(null),
  /** src/test/python/tutorial_book.py, the tutorial's program as it is written. */
  BOOK("numpy"),
  /** src/test/python/tutorial_numpy.py, the same program tuned. */
  NUMPY("numpy"),
  /** src/test/python/tutorial_torch.py. */
  TORCH("torch");

  /** Pythons to look for a module in: the user's, then Debian's, which apt's packages are for. */
  private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

  /** The Python module that it needs, or null. */
  private final String module;

  Contender(String module) {
    this.module = module;
  }

  /** Whether it must give the published table's first lines to the last digit. */
  boolean isLockstep() {
    return module == null;
  }

  /**
   * How to run it.
   *
   * @param epochs to train
   * @param cores that it may use
   * @param out an absent folder that it may write to
   * @return empty where what it needs is not installed
   */
  Optional<ProcessBuilder> command(int epochs, int cores, Path out) throws InterruptedException {
    String name = name().toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    if (isLockstep()) {
      words.addAll(List.of("./submit.sh", "--master", "local[%d]".formatted(cores), "train"));
      words.addAll(List.of("--aggregation", name, "--out", out.toString()));
    } else {
      Optional<String> python = python();
      if (python.isEmpty()) {
        return Optional.empty();
      }
      words.addAll(List.of(python.get(), "src/test/python/tutorial_%s.py".formatted(name)));
      words.addAll(List.of("--data", "data/mnist"));
    }
    words.addAll(List.of("--epochs", Integer.toString(epochs)));
    if (this == TORCH) {
      words.addAll(List.of("--threads", Integer.toString(cores)));
    }
    ProcessBuilder command = clean(new ProcessBuilder(words));
    if (!isLockstep()) {
      command.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      command.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(cores));
    }
    return Optional.of(command);
  }

  /** Empty where none has the module. */
  private Optional<String> python() throws InterruptedException {
    for (String python : PYTHONS) {
      try {
        ProcessBuilder importing = new ProcessBuilder(python, "-c", "import " + module);
        importing.redirectError(ProcessBuilder.Redirect.DISCARD);
        if (clean(importing).start().waitFor() == 0) {
          return Optional.of(python);
        }
      } catch (IOException noSuchCommand) {
        // the next, then
      }
    }
    return Optional.empty();
  }

  /** Without the variables that force kernels for another CPU on OpenBLAS. */
  static ProcessBuilder clean(ProcessBuilder command) {
    command.environment().remove("OPENBLAS_CORETYPE");
    command.environment().remove("OPENBLAS_L2_SIZE");
    return command;
  }
}

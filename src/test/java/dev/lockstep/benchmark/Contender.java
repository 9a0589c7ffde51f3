package dev.lockstep.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A program that trains the tutorial's network and prints the tutorial's table. */
enum Contender {
  /** Lockstep, a Spark job a step. */
  TREE(null, null),
  /** Lockstep, a barrier stage an epoch. */
  ALLREDUCE(null, null),
  /** src/test/python/tutorial_book.py, the tutorial's program as it is written. */
  BOOK("numpy", "book"),
  /** src/test/python/tutorial_numpy.py, the same program tuned. */
  NUMPY("numpy", "numpy"),
  /** src/test/python/tutorial_torch.py, PyTorch's own work and the products on all cores. */
  TORCH("torch", "torch"),
  /** The same, PyTorch's own work on one thread, the products on all cores. */
  TORCH_BLAS("torch", "torch"),
  /** The same, all on one thread. */
  TORCH_SINGLE("torch", "torch");

  /** Pythons to look for a module in: the user's, then Debian's, which apt's packages are for. */
  private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

  /** The Python module that it needs, or null. */
  private final String module;

  /** The end of its program's name, or null. */
  private final String program;

  Contender(String module, String program) {
    this.module = module;
    this.program = program;
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
    List<String> words = new ArrayList<>();
    if (isLockstep()) {
      words.addAll(List.of("./submit.sh", "--master", "local[%d]".formatted(cores), "train"));
      words.addAll(List.of("--aggregation", name().toLowerCase(Locale.ROOT)));
      words.addAll(List.of("--out", out.toString()));
    } else {
      Optional<String> python = python();
      if (python.isEmpty()) {
        return Optional.empty();
      }
      words.addAll(List.of(python.get(), "src/test/python/tutorial_%s.py".formatted(program)));
      words.addAll(List.of("--data", "data/mnist"));
    }
    words.addAll(List.of("--epochs", Integer.toString(epochs)));
    if (module != null && module.equals("torch")) {
      words.addAll(List.of("--threads", Integer.toString(this == TORCH ? cores : 1)));
    }
    ProcessBuilder command = clean(new ProcessBuilder(words));
    int blasThreads = this == TORCH_SINGLE ? 1 : cores;
    if (!isLockstep()) {
      command.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      command.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(blasThreads));
    }
    return Optional.of(command);
  }

  /** The interpreter itself, where a command only finds it; empty where none has the module. */
  private Optional<String> python() throws InterruptedException {
    for (String python : PYTHONS) {
      try {
        Process process =
            clean(
                    new ProcessBuilder(
                        python, "-c", "import sys, " + module + "; print(sys.executable)"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] said = process.getInputStream().readAllBytes();
        if (process.waitFor() == 0) {
          return Optional.of(new String(said, StandardCharsets.UTF_8).strip());
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

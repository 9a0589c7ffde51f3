package dev.lockstep.rows.text;

import dev.lockstep.io.InputFile;
import dev.lockstep.option.Setting;
import dev.lockstep.scale.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * LIBSVM: {@code label index:value index:value ...}, indices from 1, ascending; a comment from
 * {@code #} on.
 */
final class Libsvm implements TextFormat {
  private static final long serialVersionUID = 1L;
  private static final Pattern LINE =
      Pattern.compile("[^:\\s]*([ \\t]+|^)[0-9]+:[^:,;\\s]+([ \\t]+[0-9]+:[^:,;\\s]+)*[ \\t]*");
  private static final int HIGHEST_INDEX = 1 << 24;
  private static final int MOST_DIGITS = 9;

  @Override
  public String name() {
    return "libsvm";
  }

  @Override
  public Set<String> extensions() {
    return Set.of("svm", "libsvm");
  }

  @Override
  public Set<Setting<?>> options() {
    return Set.of(TableOptions.ON_BAD_ROW);
  }

  @Override
  public boolean matches(String head) {
    return head.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> line.contains(" ") || line.contains(":"))
        .findFirst()
        .filter(line -> LINE.matcher(line).matches())
        .isPresent();
  }

  @Override
  public Layout layout(
      List<InputFile> files, TableOptions options, Optional<Model> model, Configuration hadoop) {
    return new Words(model.map(Model::isLabelled).orElse(true), model.map(Model::inputs).orElse(0));
  }

  /**
   * What the words of a line are.
   *
   * @param isLabelled whether every row must begin with a label; a label is passed over otherwise
   * @param width d0 of the model, beyond which no index goes; 0 in training, where the rows tell
   */
  private record Words(boolean isLabelled, int width) implements Layout {
    private static final long serialVersionUID = 1L;

    @Override
    public Parser parser(Piece piece) {
      return new Rows(this);
    }

    @Override
    public Columns columns() {
      return Columns.NONE;
    }

    @Override
    public boolean isDense() {
      return false;
    }
  }

  /** Rows out of lines. */
  private static final class Rows implements Parser {
    private final Words words;
    private byte[] text;
    private int[] columns = new int[64];
    private double[] numbers = new double[64];
    private int count;
    private String label;
    private String fault;

    Rows(Words words) {
      this.words = words;
    }

    @Override
    public void parse(Lines line, RowBuilder rows) {
      text = line.bytes();
      count = 0;
      label = null;
      fault = line.isTooLong() ? Lines.tooLong() : null;
      boolean isRow = readWords(line.start(), line.end());
      if (isRow && fault == null && words.isLabelled && label == null) {
        fault = "the row has no label";
      }
      if (fault != null) {
        rows.reject(Fault.ofRow(line.number(), fault));
      } else if (isRow) {
        rows.addSparse(columns, numbers, count, words.isLabelled ? label : null);
      }
    }

    /** Reads words up to a comment or one that is bad; whether there was a word. */
    private boolean readWords(int start, int end) {
      boolean isFirst = true;
      int from = start;
      while (from < end && text[from] != '#' && fault == null) {
        if (isBlank(text[from])) {
          from++;
          continue;
        }
        int to = from;
        int colon = -1;
        while (to < end && !isBlank(text[to]) && text[to] != '#') {
          colon = colon < 0 && text[to] == ':' ? to : colon;
          to++;
        }
        if (isFirst && colon < 0) {
          readLabel(from, to);
        } else if (colon < 0) {
          fault = "'%s' is not index:value".formatted(Utf8.shown(text, from, to - from));
        } else {
          readNumber(from, colon, to);
        }
        isFirst = false;
        from = to;
      }
      return !isFirst;
    }

    private static boolean isBlank(byte b) {
      return b == ' ' || b == '\t';
    }

    private void readLabel(int from, int to) {
      label = Utf8.text(text, from, to - from);
      if (label == null || label.isEmpty()) {
        fault = "label '%s' is not UTF-8".formatted(Utf8.shown(text, from, to - from));
      }
    }

    private void readNumber(int from, int colon, int to) {
      int index = readIndex(from, colon);
      if (fault != null) {
        return;
      }
      double number = DecimalNumber.parse(text, colon + 1, to - colon - 1);
      if (Double.isNaN(number)) {
        fault =
            "index %d: '%s' is not a finite number"
                .formatted(index, Utf8.shown(text, colon + 1, to - colon - 1));
        return;
      }
      if (count == columns.length) {
        columns = Arrays.copyOf(columns, 2 * count);
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      columns[count] = index - 1;
      numbers[count++] = number;
    }

    private int readIndex(int from, int to) {
      int index = 0;
      boolean isNumber = to > from && to - from <= MOST_DIGITS;
      for (int i = from; i < to && isNumber; i++) {
        int digit = text[i] - '0';
        isNumber = digit >= 0 && digit <= 9;
        index = 10 * index + digit;
      }
      if (!isNumber) {
        fault = "'%s' is not an index".formatted(Utf8.shown(text, from, to - from));
      } else if (index == 0) {
        fault = "index 0: indices count from 1";
      } else if (index > HIGHEST_INDEX) {
        fault = "index %d: the highest possible is %d".formatted(index, HIGHEST_INDEX);
      } else if (words.width > 0 && index > words.width) {
        fault = "index %d: the training set has %d features".formatted(index, words.width);
      } else if (count > 0 && index <= columns[count - 1] + 1) {
        fault = "index %d after %d: indices must ascend".formatted(index, columns[count - 1] + 1);
      }
      return index;
    }
  }
}

package dev.lockstep.rows.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lockstep.io.InputFile;
import dev.lockstep.io.InvalidInputException;
import dev.lockstep.io.Utf8;
import dev.lockstep.option.Setting;
import dev.lockstep.rows.Understood;
import dev.lockstep.scale.Columns;
import dev.lockstep.scale.DecimalNumber;
import dev.lockstep.scale.ScaleKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.conf.Configuration;

/**
 * LIBSVM: {@code label index:value index:value ...}, indices ascending; {@code qid:} words are
 * passed over, a comment goes from {@code #} to the end of the line.
 *
 * <p>Indices count from 1, or from 0 where one of the first 1,000 lines has an index 0 or a comment
 * there says {@code zero-based}.
 */
final class Libsvm implements TextFormat {
  private static final long serialVersionUID = 1L;
  private static final Pattern LINE =
      Pattern.compile(
          "[^:\\s]*([ \\t]+|^)(qid:\\S+[ \\t]+)?[0-9]+:[^:,;\\s]+([ \\t]+[0-9]+:[^:,;\\s]+)*[ \\t]*");

  private static final int MOST_DIGITS = 9;
  private static final byte[] QUERY = {'q', 'i', 'd', ':'};

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
    return Set.of(TableOptions.WIDTH, TableOptions.INDEX_BASE, TableOptions.ON_BAD_ROW);
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
    Head head = Head.read(files, hadoop);
    int asked = options.get(TableOptions.WIDTH);
    if (asked > 0 && model.isPresent() && model.get().inputs() != asked) {
      throw new InvalidInputException(
          TableOptions.WIDTH.name(),
          "is %d, the model takes %d features. Leave it out."
              .formatted(asked, model.get().inputs()));
    }
    // A model of named columns was not trained on indices.
    Optional<Columns> trained =
        model.map(Model::columns).filter(columns -> columns.features().isEmpty());
    Optional<Integer> told = options.get(TableOptions.INDEX_BASE);
    int base = told.or(() -> trained.map(Columns::first)).orElse(head.base());
    String why =
        told.isPresent()
            ? "by --index-base"
            : trained.isPresent()
                ? "as in training"
                : head.reason() + "; --index-base says otherwise";
    List<Understood> understood = new ArrayList<>();
    understood.add(new Understood("indices", "count from %d, %s".formatted(base, why)));
    if (head.hasQueries()) {
      understood.add(new Understood("qid", "passed over"));
    }
    return new Words(
        model.map(Model::isLabelled).orElse(true),
        model.map(Model::inputs).orElse(asked),
        model.isPresent(),
        base,
        head.highest() < 0 ? 0 : head.highest() + 1 - base,
        understood);
  }

  /**
   * What the first lines show.
   *
   * @param base of the indices, 0 or 1
   * @param reason what shows it
   * @param highest index; -1 if there is none
   * @param hasQueries whether there are {@code qid:} words
   */
  private record Head(int base, String reason, int highest, boolean hasQueries) {
    private static final int LINES = 1000;
    private static final int BYTES = 1 << 20;
    private static final Pattern INDEX = Pattern.compile("([0-9]{1,9}):.*", Pattern.DOTALL);

    static Head read(List<InputFile> files, Configuration hadoop) {
      int highest = -1;
      boolean hasQueries = false;
      String zero = "";
      int bytes = 0;
      int count = 0;
      for (InputFile file : files) {
        try (Lines lines = Piece.all(file, TextEncoding.UTF_8, hadoop)) {
          while (count < LINES && bytes < BYTES && lines.next()) {
            count++;
            bytes += lines.end() - lines.start();
            String line =
                new String(lines.bytes(), lines.start(), lines.end() - lines.start(), ISO_8859_1);
            String[] parts = line.split("#", 2);
            if (parts.length == 2 && parts[1].contains("zero-based")) {
              zero = "as a comment says";
            }
            for (String word : StringUtils.split(parts[0], " \t")) {
              Matcher index = INDEX.matcher(word);
              if (index.matches()) {
                int number = Integer.parseInt(index.group(1));
                zero = number == 0 && zero.isEmpty() ? "since there is an index 0" : zero;
                highest = Math.max(highest, number);
              }
              hasQueries |= word.startsWith("qid:");
            }
          }
        }
      }
      return zero.isEmpty()
          ? new Head(1, "since the first lines have no index 0", highest, hasQueries)
          : new Head(0, zero, highest, hasQueries);
    }
  }

  /**
   * What the words of a line are.
   *
   * @param isLabelled whether every row must begin with a label; a label is passed over otherwise
   * @param width d0, beyond which no index goes; 0 where the rows tell
   * @param leavesOut whether what goes beyond is left out, or else a fault
   * @param base what indices count from
   * @param leastWidth what the first lines need
   * @param understood what they were taken for
   */
  private record Words(
      boolean isLabelled,
      int width,
      boolean leavesOut,
      int base,
      int leastWidth,
      List<Understood> understood)
      implements Layout {
    private static final long serialVersionUID = 1L;

    @Override
    public Parser parser(Piece piece, ScaleKind scale) {
      return new Rows(this, scale);
    }

    @Override
    public Columns columns() {
      return Columns.numberedFrom(base);
    }

    @Override
    public boolean isDense() {
      return false;
    }
  }

  /** Rows out of lines. */
  private static final class Rows implements Parser {
    private final Words words;
    private final ScaleKind scale;
    private byte[] text;
    private int[] columns = new int[64];
    private double[] numbers = new double[64];
    private int count;
    private int last;
    private int unseen;
    private String label;
    private String fault;

    Rows(Words words, ScaleKind scale) {
      this.words = words;
      this.scale = scale;
    }

    @Override
    public void parse(Lines line, RowBuilder rows) {
      text = line.bytes();
      count = 0;
      last = -1;
      unseen = 0;
      label = null;
      fault = line.isTooLong() ? Lines.tooLong() : null;
      boolean isRow = readWords(line.start(), line.end());
      if (isRow && fault == null && words.isLabelled && label == null) {
        fault = "the row has no label";
      }
      if (fault != null) {
        rows.reject(Fault.ofRow(line.number(), fault));
      } else if (isRow) {
        rows.addUnseen(unseen);
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
        if (isQuery(from, to)) {
          isFirst = false;
          from = to;
          continue;
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

    private boolean isQuery(int from, int to) {
      return to - from >= QUERY.length
          && Arrays.equals(text, from, from + QUERY.length, QUERY, 0, QUERY.length);
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
      boolean isUnseen = words.width > 0 && index - words.base >= words.width;
      if (Double.isNaN(number) || !(isUnseen || scale.takes(number))) {
        fault =
            "index %d: '%s' %s"
                .formatted(
                    index,
                    Utf8.shown(text, colon + 1, to - colon - 1),
                    Double.isNaN(number) ? "is not a finite number" : Fault.NO_BYTE);
        return;
      }
      if (isUnseen) {
        unseen++;
        return;
      }
      if (count == columns.length) {
        columns = Arrays.copyOf(columns, 2 * count);
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      columns[count] = index - words.base;
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
      } else if (index < words.base) {
        fault = "index 0: indices count from 1. Where they count from 0, say --index-base 0";
      } else if (index - words.base >= TableOptions.MOST_COLUMNS) {
        fault =
            "index %d: the highest possible is %d"
                .formatted(index, TableOptions.MOST_COLUMNS - 1 + words.base);
      } else if (words.width > 0 && index - words.base >= words.width && !words.leavesOut) {
        fault = "index %d: --width is %d".formatted(index, words.width);
      } else if (index <= last) {
        fault = "index %d after %d: indices must ascend".formatted(index, last);
      }
      last = index;
      return index;
    }
  }
}

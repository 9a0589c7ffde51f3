package dev.lockstep.report.html;

import com.samskivert.mustache.Mustache;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * How a {@link dev.lockstep.evaluate.Finding} is shown on the page: one or several sections of it,
 * in a template of their own that takes its values from the part.
 */
interface PagePart {
  /** The template's file. */
  String template();

  /** What to say of the set first, in a sentence; may be empty. */
  default String summary() {
    return "";
  }

  /** Numbers that stand with the metrics. */
  default List<Fact> figures() {
    return List.of();
  }

  /** The part's sections as HTML. */
  default String html() {
    return Template.fill(template(), this);
  }

  /**
   * The templates of this package: every value is escaped, in text and in attributes; a name that
   * the object does not have is an error.
   */
  final class Template {
    private static final Mustache.Compiler ALL =
        Mustache.compiler()
            .strictSections(true)
            .emptyStringIsFalse(true)
            .withFormatter(NumberFormats::shown)
            .withLoader(Template::open);

    private Template() {}

    /** A template with the values of an object. */
    static String fill(String template, Object values) {
      return ALL.loadTemplate(template).execute(values);
    }

    private static Reader open(String name) {
      return new InputStreamReader(
          Objects.requireNonNull(PagePart.class.getResourceAsStream(name), name),
          StandardCharsets.UTF_8);
    }
  }
}

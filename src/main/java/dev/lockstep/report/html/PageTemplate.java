package dev.lockstep.report.html;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The page's look: {@code report.mustache}, the parts that it includes, and {@code report.css}.
 * Every value is escaped, in text and in attributes; a name that the page does not have is an
 * error.
 */
final class PageTemplate {
  private static final Template TEMPLATE =
      Mustache.compiler()
          .strictSections(true)
          .emptyStringIsFalse(true)
          .withLoader(PageTemplate::open)
          .loadTemplate("report.mustache");

  private PageTemplate() {}

  /**
   * Fills in the template.
   *
   * @param page what to show
   * @return the file's text
   */
  static String fill(ReportPage page) {
    return TEMPLATE.execute(page);
  }

  private static Reader open(String name) {
    return new InputStreamReader(
        Objects.requireNonNull(PageTemplate.class.getResourceAsStream(name), name),
        StandardCharsets.UTF_8);
  }
}

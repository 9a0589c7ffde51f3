package dev.lockstep.rows.text;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;

/** Records of CSV as FastCSV finds them, none of which goes over more than a line. */
final class CsvRecords {
  private CsvRecords() {}

  /**
   * Starts parsing.
   *
   * @param handler makes something of each record; an empty line is a record of one empty field
   */
  static <T> CloseableIterator<T> parse(
      CsvFeed feed, char delimiter, AbstractBaseCsvCallbackHandler<T> handler) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .quoteCharacter('"')
        .skipEmptyLines(false)
        .ignoreDifferentFieldCount(true)
        .maxBufferSize(2 * Lines.MOST_BYTES)
        .build(handler, feed)
        .iterator();
  }
}

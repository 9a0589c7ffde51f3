/**
 * Tables of text: file, pieces, lines, records, parsed rows.
 *
 * <p>In reading order: {@link dev.lockstep.rows.text.Table} is the entry, read as {@link
 * dev.lockstep.rows.text.TableOptions} say. It finds {@code InputFile}s and cuts them into {@code
 * Piece}s, whose {@code Lines} a {@code PieceReader} parses in a task. {@link
 * dev.lockstep.rows.text.TextFormat} is the seam: a format decides what the parts of a line are and
 * adds rows to a {@code RowBuilder}. {@link dev.lockstep.rows.text.TextFormats} lists {@code Csv}
 * (with {@code CsvHead}, {@code CsvColumns}, {@code CsvLayout} and {@code CsvCells}) and {@code
 * Libsvm}; both read numbers by {@code DecimalNumber} and texts by {@code Utf8}. {@code ParsedRows}
 * are kept by executors, a {@code TableScan} reports what is in them, or the first {@code Fault};
 * {@link dev.lockstep.rows.text.TableRows} gives them their numbers.
 */
package dev.lockstep.rows.text;

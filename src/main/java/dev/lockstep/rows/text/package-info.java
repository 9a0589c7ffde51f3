/**
 * Tables of text: file, pieces, lines, records, parsed rows.
 *
 * <p>In reading order: {@link dev.lockstep.rows.text.Table} is the entry, read as {@link
 * dev.lockstep.rows.text.TableOptions} say. It finds {@code InputFile}s and cuts them into {@code
 * Piece}s of one {@code TextEncoding}, whose {@code Lines} a {@code PieceReader} parses in a task.
 * {@link dev.lockstep.rows.text.TextFormat} is the seam: a format decides what the parts of a line
 * are and adds rows to a {@code RowBuilder}. {@link dev.lockstep.rows.text.TextFormats} lists
 * {@code Csv} and {@code Libsvm}; both read texts by {@code Utf8}. Of CSV, {@code CsvDelimiter}
 * cuts the first lines, which are a {@code CsvHead}; {@code CsvHeader} and {@code CsvColumns} find
 * names, {@code CsvTraining} decides what is learned, {@code CsvModel} what a model is used on, and
 * a {@code CsvLayout} makes rows of {@code CsvCells}, whose texts mean {@code CellValues}. {@code
 * ParsedRows} are kept by executors, a {@code TableScan} reports what is in them, or the first
 * {@code Fault}; {@link dev.lockstep.rows.text.TableRows} gives them their numbers.
 */
package dev.lockstep.rows.text;

package org.ebm.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.ebm.base.EbmException;

/**
 * A table of numbers with named columns, as the toolkit writes them: no quotes, a comma between numbers, NaN and Infinity by these words. A last
 * line without its line end is still being written and not yet a row.
 */
public final class Csv {
  /** Double.parseDouble alone also takes hexadecimal numbers, blanks and Java's letters for types. */
  static final Pattern NUMBER =
      Pattern.compile("[-+]?(NaN|Infinity|(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?)");

  private final Path file;
  private final List<String> columns;
  private final double[][] rows;

  private Csv(Path file, List<String> columns, double[][] rows) {
    this.file = file;
    this.columns = columns;
    this.rows = rows;
  }

  /** Reads the whole table; damaged, with the line, if a cell is missing or not a number. */
  public static Csv read(Path file) {
    List<String> lines = lines(file);
    if (lines.isEmpty()) {
      throw EbmException.damaged(file, "has no line with the columns' names");
    }
    List<String> columns = List.of(lines.get(0).split(",", -1));
    if (new HashSet<>(columns).size() < columns.size()) {
      throw EbmException.damaged(file, "has two columns of one name, got " + lines.get(0));
    }
    double[][] rows = new double[lines.size() - 1][];
    for (int i = 0; i < rows.length; i++) {
      String[] cells = lines.get(i + 1).split(",", -1);
      String place = file + ":" + (i + 2);
      if (cells.length != columns.size()) {
        throw EbmException.damaged(
            place, "has " + cells.length + " cells for " + columns.size() + " columns");
      }
      rows[i] = Arrays.stream(cells).mapToDouble(cell -> number(place, cell)).toArray();
    }
    return new Csv(file, columns, rows);
  }

  private static List<String> lines(Path file) {
    try {
      String text = Files.readString(file);
      List<String> lines = new ArrayList<>();
      int start = 0;
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        boolean windows = end > start && text.charAt(end - 1) == '\r';
        lines.add(text.substring(start, windows ? end - 1 : end));
        start = end + 1;
      }
      return lines;
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  private static double number(String place, String cell) {
    if (!NUMBER.matcher(cell).matches()) {
      throw EbmException.damaged(place, "'" + cell + "' is not a number");
    }
    return Double.parseDouble(cell);
  }

  /** Names in file order. */
  public List<String> columns() {
    return columns;
  }

  public int rows() {
    return rows.length;
  }

  public boolean has(String column) {
    return columns.contains(column);
  }

  /** The numbers below a name; damaged if there is no such column. */
  public double[] column(String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw EbmException.damaged(
          file, "has no column '" + name + "'; it has " + String.join(", ", columns));
    }
    return Arrays.stream(rows).mapToDouble(row -> row[index]).toArray();
  }
}

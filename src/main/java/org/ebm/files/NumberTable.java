package org.ebm.files;

import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * A user's table of numbers as text, one example a line: quotes, line ends and a byte order mark as spreadsheets write them. The first line may name the columns. Nothing is
 * guessed: a cell that is empty or no number is an error with its line and column. The toolkit's own tables are {@link Csv}.
 */
public final class NumberTable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private NumberTable() {}

  /**
   * Reads the table as (rows, columns), float32.
   *
   * @param separator between cells
   * @param wanted names of the columns to read, in this order; none: all
   * @throws EbmException damaged (exit 65) with line and column
   */
  public static FloatArray read(Path file, char separator, Optional<List<String>> wanted) {
    List<String[]> lines = lines(file, separator);
    if (lines.isEmpty()) {
      throw EbmException.damaged(file, "is empty");
    }
    boolean named = !IntStream.range(0, lines.get(0).length)
        .allMatch(i -> isNumberOrEmpty(lines.get(0)[i]));
    List<String> names = named ? List.of(lines.get(0)) : List.of();
    if (wanted.isEmpty() && names.contains("")) {
      throw EbmException.damaged(
          file + ":1: column " + (names.indexOf("") + 1),
          "has no name, as a column of row numbers has; name the columns to read (data.arrays.columns)");
    }
    int[] columns = wanted
        .map(list -> columns(file, names, list))
        .orElseGet(() -> IntStream.range(0, lines.get(0).length).toArray());
    int first = named ? 1 : 0;
    FloatArray table = new FloatArray(
        new int[] {lines.size() - first, columns.length},
        new float[(lines.size() - first) * columns.length]);
    for (int line = first; line < lines.size(); line++) {
      String[] cells = lines.get(line);
      if (cells.length != lines.get(0).length) {
        throw EbmException.damaged(
            file + ":" + (line + 1),
            "has " + cells.length + " cells, the first line has " + lines.get(0).length);
      }
      for (int i = 0; i < columns.length; i++) {
        String column = named ? "'" + names.get(columns[i]) + "'" : "" + (columns[i] + 1);
        table.values()[(line - first) * columns.length + i] =
            number(file + ":" + (line + 1) + ": column " + column, cells[columns[i]]);
      }
    }
    return table;
  }

  private static int[] columns(Path file, List<String> names, List<String> wanted) {
    if (names.isEmpty()) {
      throw EbmException.damaged(
          file, "names no columns in its first line, got data.arrays.columns " + wanted);
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw EbmException.damaged(file, "has two columns of one name, got " + names);
    }
    return wanted.stream()
        .mapToInt(name -> {
          int at = names.indexOf(name);
          if (at < 0) {
            throw EbmException.damaged(file, "has no column '" + name + "'; it has " + names);
          }
          return at;
        })
        .toArray();
  }

  private static List<String[]> lines(Path file, char separator) {
    CsvMapper mapper = CsvMapper.builder()
        .enable(CsvReadFeature.WRAP_AS_ARRAY, CsvReadFeature.TRIM_SPACES)
        .build();
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
    List<String[]> lines = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      try (MappingIterator<String[]> rows =
          mapper.readerFor(String[].class).with(schema).readValues(text)) {
        rows.forEachRemaining(lines::add);
      }
    } catch (JacksonException e) {
      throw EbmException.damaged(file, "is no table of cells: " + e.getOriginalMessage());
    } catch (java.io.IOException e) {
      throw IoFailure.reading(file, e);
    }
    return lines;
  }

  private static boolean isNumberOrEmpty(String cell) {
    return cell.isEmpty() || Csv.NUMBER.matcher(cell).matches();
  }

  private static float number(String place, String cell) {
    if (cell.isEmpty()) {
      throw EbmException.damaged(
          place, "is empty; fill it in, or remove the line or the column (data.arrays.columns)");
    }
    if (!Csv.NUMBER.matcher(cell).matches()) {
      throw EbmException.damaged(
          place,
          "'" + cell
              + "' is not a number; correct it, or name the columns to read (data.arrays.columns)");
    }
    return Float.parseFloat(cell);
  }
}

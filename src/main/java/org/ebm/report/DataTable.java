package org.ebm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.base.Counted;
import org.ebm.run.DataRecord;

/** What a run learned from, in numbers: most that goes wrong with data of one's own shows here. */
final class DataTable {
  private DataTable() {}

  static Html of(DataRecord data) {
    String size = data.example().stream().map(String::valueOf).collect(Collectors.joining(" x "));
    boolean each = data.coordinates().size() == data.example().stream().reduce(1, (a, b) -> a * b);
    Html table = Html.tag("table").add(row("th", List.of("", "min", "max", "mean", "sd")));
    List<DataRecord.Numbers> numbers = data.coordinates();
    for (int i = 0; i < numbers.size(); i++) {
      List<String> cells = new ArrayList<>(List.of(each ? "x" + i : "all values"));
      Stream.of(
              numbers.get(i).min(),
              numbers.get(i).max(),
              numbers.get(i).mean(),
              numbers.get(i).sd())
          .map(ShortNumber::of)
          .forEach(cells::add);
      table.add(row("td", cells));
    }
    return Page.section(
        "Data",
        List.of(
            Html.text(
                "p",
                Counted.of(data.examples(), "example") + " of " + size + " "
                    + Counted.noun(size.equals("1") ? 1 : 2, "number")),
            Page.scrolling(table)));
  }

  private static Html row(String cell, List<String> texts) {
    return Html.tag("tr").add(texts.stream().map(text -> Html.text(cell, text)).toList());
  }
}

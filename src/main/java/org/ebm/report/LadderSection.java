package org.ebm.report;

import java.util.ArrayList;
import java.util.List;
import org.ebm.files.Csv;

/** The rungs of chains that were on a ladder: what each is, how often it swaps with the next, and log Z up to it. */
final class LadderSection {
  private LadderSection() {}

  /** Empty for chains that were not on a ladder. */
  static List<Html> of(RunFiles run) {
    return run
        .table("levels.csv")
        .map(levels -> Page.section("Ladder", List.of(table(levels))))
        .stream()
        .toList();
  }

  private static Html table(Csv levels) {
    Html table = Html.tag("table");
    table.add(row("th", List.of("Rung", "beta", "eps", "Swaps with the next", "log Z")));
    for (int rung = 0; rung < levels.rows(); rung++) {
      List<String> cells = new ArrayList<>();
      cells.add(ShortNumber.count(rung));
      cells.add(ShortNumber.of(levels.column("beta")[rung]));
      cells.add(known(levels.column("step_size")[rung]));
      cells.add(known(levels.column("swap_rate")[rung]));
      cells.add(ShortNumber.of(levels.column("log_z")[rung]) + " ± "
          + ShortNumber.rough(levels.column("log_z_error")[rung]));
      table.add(row("td", cells));
    }
    return table;
  }

  /** Spins have no eps, the last rung no next one. */
  private static String known(double value) {
    return Double.isNaN(value) ? "" : ShortNumber.of(value);
  }

  private static Html row(String tag, List<String> cells) {
    return Html.tag("tr").add(cells.stream().map(cell -> Html.text(tag, cell)).toList());
  }
}

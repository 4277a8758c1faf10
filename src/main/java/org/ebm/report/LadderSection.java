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

  /** Spins have no eps, the last rung no next one, and of a reference log Z is exact. */
  private static Html table(Csv levels) {
    Html table = Html.tag("table");
    table.add(row("th", List.of("Rung", "beta", "eps", "Swaps with the next", "log Z")));
    for (int rung = 0; rung < levels.rows(); rung++) {
      List<String> cells = new ArrayList<>();
      cells.add(ShortNumber.count(rung));
      cells.add(ShortNumber.of(levels.column("beta")[rung]));
      cells.add(ShortNumber.of(levels.column("step_size")[rung]));
      cells.add(ShortNumber.of(levels.column("swap_rate")[rung]));
      double error = levels.column("log_z_error")[rung];
      cells.add(ShortNumber.of(levels.column("log_z")[rung])
          + (error == 0 ? "" : " ±\u00a0" + ShortNumber.rough(error)));
      table.add(row("td", cells));
    }
    return table;
  }

  private static Html row(String tag, List<String> cells) {
    return Html.tag("tr").add(cells.stream().map(cell -> Html.text(tag, cell)).toList());
  }
}

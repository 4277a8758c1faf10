package org.ebm.report;

import java.util.List;
import org.ebm.run.Event;
import org.ebm.run.Event.Action;

/** A row for each time that a training began to diverge. */
final class EventTable {
  private EventTable() {}

  static Html of(List<Event> events) {
    Html table = Html.tag("table");
    table.add(Html.tag("tr")
        .add(List.of("Update", "Sign", "Seen", "Limit", "Done", "Since then").stream()
            .map(head -> Html.text("th", head))
            .toList()));
    events.forEach(event -> table.add(Html.tag("tr")
        .add(List.of(
                Long.toString(event.update()),
                event.sign().replace('_', ' '),
                ShortNumber.of(event.value()),
                ShortNumber.of(event.limit()),
                done(event),
                care(event.care()))
            .stream()
            .map(cell -> Html.text("td", cell))
            .toList())));
    return table;
  }

  private static String done(Event event) {
    String place = event.checkpoint() == 0 ? "the start" : "update " + event.checkpoint();
    return event.action() == Action.ROLLBACK ? "back to " + place : "stopped; kept: " + place;
  }

  private static String care(Event.Care care) {
    return "learning rate × " + ShortNumber.of(care.learningRate())
        + (care.steps() > 1 ? ", chain steps × " + care.steps() : "");
  }
}

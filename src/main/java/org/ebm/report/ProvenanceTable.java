package org.ebm.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ebm.base.Counted;
import org.ebm.base.ShellWords;
import org.ebm.run.Provenance;

/** What made a run: enough to repeat it. */
final class ProvenanceTable {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
          "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private ProvenanceTable() {}

  static Html of(Provenance run) {
    Html list = Html.tag("dl");
    entries(run)
        .forEach((term, text) ->
            list.add(Html.text("dt", term), Html.tag("dd").add(Html.text("code", text))));
    return list;
  }

  private static Map<String, String> entries(Provenance run) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("Command", commandLine(run));
    entries.put("Status", status(run));
    entries.put("Started", TIME.format(run.started()));
    run.ended().ifPresent(end -> {
      entries.put("Ended", TIME.format(end));
      entries.put("Time", duration(run.started(), end));
    });
    if (!run.restarts().isEmpty()) {
      entries.put(
          "Resumed", run.restarts().stream().map(TIME::format).collect(Collectors.joining(", ")));
    }
    entries.put("Seed", Long.toString(run.subject().seed()));
    if (!run.subject().dataFingerprint().isEmpty()) {
      entries.put("Data SHA-256", run.subject().dataFingerprint());
    }
    entries.put("ebm", run.build().version() + ", commit " + run.build().commit());
    entries.put("Java", run.machine().java());
    entries.putAll(run.subject().engine());
    entries.put("Machine", run.machine().os() + ", " + Counted.of(run.machine().cores(), "core"));
    return entries;
  }

  /** As typed; words that a shell would split are quoted. */
  private static String commandLine(Provenance run) {
    return ShellWords.typed(run.subject().commandLine());
  }

  /** How the run stood when it last said so, and why. */
  static String status(Provenance run) {
    String word = run.status().name().toLowerCase(Locale.ROOT);
    String when =
        run.ended().isPresent() ? "" : " (last heard of " + TIME.format(run.updated()) + ")";
    return word + when + (run.reason().isEmpty() ? "" : ": " + run.reason());
  }

  /** All times it was resumed, and the pauses between, are in it. */
  static String duration(Instant from, Instant to) {
    Duration time = Duration.between(from, to);
    List<String> parts = time.toHours() > 0
        ? List.of(time.toHours() + " h", time.toMinutesPart() + " min")
        : time.toMinutes() > 0
            ? List.of(time.toMinutes() + " min", time.toSecondsPart() + " s")
            : List.of(time.toSeconds() + " s");
    return String.join(" ", parts);
  }
}

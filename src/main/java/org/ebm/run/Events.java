package org.ebm.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.files.AtomicFile;
import org.ebm.files.IoFailure;

/** {@code events.csv}: the divergences of a training in the order they were met. A run without any has no such file. */
public record Events(List<Event> all) {
  /** The file's name in a run. */
  public static final String FILE = "events.csv";

  private static final String HEADER =
      "update,sign,value,limit,action,checkpoint,learning_rate_times,steps_times";

  public Events {
    all = List.copyOf(all);
  }

  /** The events of a run; damaged, with the line, if one cannot be read. */
  public static Events read(Path run) {
    Path file = run.resolve(FILE);
    if (Files.notExists(file)) {
      return new Events(List.of());
    }
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
        throw EbmException.damaged(file, "does not begin with the columns " + HEADER);
      }
      List<Event> events = new ArrayList<>();
      for (int line = 1; line < lines.size(); line++) {
        events.add(event(file + ":" + (line + 1), lines.get(line)));
      }
      return new Events(events);
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  private static Event event(String place, String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != HEADER.split(",").length) {
      throw EbmException.damaged(
          place, "has " + cells.length + " cells for 8 columns, got " + line);
    }
    try {
      Event event = new Event(
          Long.parseLong(cells[0]),
          cells[1],
          Double.parseDouble(cells[2]),
          Double.parseDouble(cells[3]),
          Event.Action.valueOf(cells[4].toUpperCase(Locale.ROOT)),
          Long.parseLong(cells[5]),
          new Event.Care(Double.parseDouble(cells[6]), Integer.parseInt(cells[7])));
      boolean possible = event.update() > event.checkpoint()
          && event.checkpoint() >= 0
          && event.care().learningRate() > 0
          && event.care().learningRate() <= 1
          && event.care().steps() >= 1;
      if (!possible) {
        throw EbmException.damaged(place, "cannot have happened, got " + line);
      }
      return event;
    } catch (IllegalArgumentException e) {
      throw EbmException.damaged(place, "is no event (" + e.getMessage() + ")");
    }
  }

  /** Writes the file with one event more; on disk when this returns. */
  public Events with(Event event, Path run) {
    List<Event> longer = new ArrayList<>(all);
    longer.add(event);
    String text =
        longer.stream().map(Events::line).collect(Collectors.joining("", HEADER + "\n", ""));
    AtomicFile.write(run.resolve(FILE), text.getBytes(StandardCharsets.UTF_8));
    return new Events(longer);
  }

  private static String line(Event event) {
    return event.update() + "," + event.sign() + "," + event.value() + "," + event.limit() + ","
        + event.action().name().toLowerCase(Locale.ROOT) + "," + event.checkpoint() + ","
        + event.care().learningRate() + "," + event.care().steps() + "\n";
  }

  /** How often the run went back. */
  public int rollbacks() {
    return rolledBack().size();
  }

  /** The last time the run went back. */
  public Optional<Event> lastRollback() {
    List<Event> rolledBack = rolledBack();
    return rolledBack.isEmpty()
        ? Optional.empty()
        : Optional.of(rolledBack.get(rolledBack.size() - 1));
  }

  private List<Event> rolledBack() {
    return all.stream().filter(event -> event.action() == Event.Action.ROLLBACK).toList();
  }

  /** How careful training is now. */
  public Event.Care care() {
    return lastRollback().map(Event::care).orElse(Event.Care.NONE);
  }
}

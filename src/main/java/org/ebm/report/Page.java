package org.ebm.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.ebm.files.AtomicFile;
import org.ebm.run.Build;

/** The frame of every page: one file that needs nothing else, no network and no scripts, on a phone and on a dark screen too. */
final class Page {
  /** Fewer parts need no list. */
  private static final int FEWEST_LISTED = 3;

  private Page() {}

  /** Replaces the file, whole or not at all. The same content gives the same bytes. */
  static void write(Path file, String title, List<Html> sections) {
    write(file, title, OptionalInt.empty(), sections);
  }

  /**
   * The same.
   *
   * @param refresh seconds after which a browser reads the file again; empty: never
   */
  static void write(Path file, String title, OptionalInt refresh, List<Html> sections) {
    Html head = Html.tag("head")
        .add(
            Html.tag("meta").with("charset", "utf-8"),
            Html.tag("meta")
                .with("name", "viewport")
                .with("content", "width=device-width, initial-scale=1"),
            Html.tag("meta").with("name", "color-scheme").with("content", "light dark"),
            Html.text("title", title),
            Html.text("style", Stylesheet.TEXT));
    refresh.ifPresent(seconds ->
        head.add(Html.tag("meta").with("http-equiv", "refresh").with("content", seconds)));
    Build build = Build.current();
    Html footer = Html.text(
        "footer",
        "ebm " + build.version() + " (" + build.commit()
            + ") wrote this page from the run's files; ebm report writes it again.");
    Html body = Html.tag("body").add(Html.tag("main").add(withContents(sections)), footer);
    String page = "<!DOCTYPE html>\n" + Html.tag("html").with("lang", "en").add(head, body) + "\n";
    AtomicFile.replace(file, page.getBytes(StandardCharsets.UTF_8));
  }

  /** The list of contents stands before the first part that has a heading, after what must be read first. */
  private static List<Html> withContents(List<Html> sections) {
    List<Html> headed =
        sections.stream().filter(section -> !section.heading().isEmpty()).toList();
    if (headed.size() < FEWEST_LISTED) {
      return sections;
    }
    Html list = Html.tag("ul")
        .add(headed.stream()
            .map(section -> Html.tag("li")
                .add(Html.text("a", section.heading())
                    .with("href", "#" + anchor(section.heading()))))
            .toList());
    List<Html> all = new ArrayList<>(sections);
    all.add(
        sections.indexOf(headed.get(0)),
        Html.tag("nav").with("aria-label", "contents").add(list));
    return all;
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /** A part of the page under a heading, which folds it away. */
  static Html section(String heading, List<Html> content) {
    Html fold = Html.tag("details")
        .with("open", "open")
        .add(Html.tag("summary").add(Html.text("h2", heading)))
        .add(content);
    return Html.tag("section").with("id", anchor(heading)).add(fold).headed(heading);
  }

  /** A table that scrolls sideways by itself where it is wider than the screen, which a narrow one says. */
  static Html scrolling(Html table) {
    return Html.tag("div")
        .add(
            Html.text("p", "What is wider than the screen scrolls sideways →")
                .with("class", "hint"),
            Html.tag("div").with("class", "scroll").with("tabindex", 0).add(table));
  }
}

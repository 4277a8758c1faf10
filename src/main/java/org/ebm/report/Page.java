package org.ebm.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.ebm.files.AtomicFile;
import org.ebm.run.Build;

/** The frame of every page: one file that needs nothing else, no network and no scripts, on a phone and on a dark screen too. */
final class Page {
  private Page() {}

  /** Replaces the file, whole or not at all. The same content gives the same bytes. */
  static void write(Path file, String title, List<Html> sections) {
    Html head = Html.tag("head")
        .add(
            Html.tag("meta").with("charset", "utf-8"),
            Html.tag("meta")
                .with("name", "viewport")
                .with("content", "width=device-width, initial-scale=1"),
            Html.tag("meta").with("name", "color-scheme").with("content", "light dark"),
            Html.text("title", title),
            Html.text("style", Stylesheet.TEXT));
    Build build = Build.current();
    Html footer = Html.text(
        "footer",
        "ebm " + build.version() + " (" + build.commit()
            + ") wrote this page from the run's files; ebm report writes it again.");
    Html body = Html.tag("body").add(Html.tag("main").add(sections), footer);
    String page = "<!DOCTYPE html>\n" + Html.tag("html").with("lang", "en").add(head, body) + "\n";
    AtomicFile.write(file, page.getBytes(StandardCharsets.UTF_8));
  }

  /** A part of the page under a heading. */
  static Html section(String heading, List<Html> content) {
    return Html.tag("section").add(Html.text("h2", heading)).add(content);
  }

  /** A table that scrolls sideways by itself where it is wider than the screen. */
  static Html scrolling(Html table) {
    return Html.tag("div").with("class", "scroll").with("tabindex", 0).add(table);
  }
}

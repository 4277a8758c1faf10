package org.ebm.report;

import java.util.List;
import java.util.Set;

/**
 * An element of a page, with its content. Text and attribute values get in escaped only, so a name or a configuration can hold any character; what comes
 * out is HTML 5 and well-formed XML at once.
 */
final class Html {
  /** Elements that HTML closes by itself; every other one needs its end even when empty. */
  private static final Set<String> WITHOUT_CONTENT = Set.of("img", "meta", "wbr");

  private final String name;
  private final StringBuilder attributes = new StringBuilder();
  private final StringBuilder content = new StringBuilder();
  private String heading = "";

  private Html(String name) {
    this.name = name;
  }

  /** An element without attributes or content. */
  static Html tag(String name) {
    return new Html(name);
  }

  /** An element that holds a text. */
  static Html text(String name, String text) {
    return tag(name).text(text);
  }

  /** An element that holds a dotted key, which breaks after its dots and underscores. */
  static Html key(String name, String key) {
    Html element = tag(name);
    for (String part : key.split("(?<=[._])", -1)) {
      element.text(part).add(tag("wbr"));
    }
    return element;
  }

  /** Makes the element a part that a list of contents names. */
  Html headed(String text) {
    heading = text;
    return this;
  }

  /** Empty for an element that no list of contents names. */
  String heading() {
    return heading;
  }

  /** Adds an attribute. */
  Html with(String attribute, Object value) {
    attributes.append(' ').append(attribute).append("=\"");
    escape(value.toString(), attributes);
    attributes.append('"');
    return this;
  }

  /** Adds a text to the content. */
  Html text(String text) {
    escape(text, content);
    return this;
  }

  /** Adds elements to the content. */
  Html add(Html... elements) {
    return add(List.of(elements));
  }

  /** Adds elements to the content. */
  Html add(List<Html> elements) {
    elements.forEach(element -> element.appendTo(content));
    return this;
  }

  private void appendTo(StringBuilder out) {
    out.append('<').append(name).append(attributes);
    if (WITHOUT_CONTENT.contains(name)) {
      out.append("/>");
    } else {
      out.append('>').append(content).append("</").append(name).append('>');
    }
  }

  private static void escape(String text, StringBuilder out) {
    text.codePoints().forEach(character -> {
      switch (character) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        default -> out.appendCodePoint(isAllowed(character) ? character : 0xFFFD);
      }
    });
  }

  /** What neither HTML nor XML can hold, not even escaped, is shown as the sign for an unknown character. */
  private static boolean isAllowed(int character) {
    return character >= ' '
        ? (character < 0xD800 || character > 0xDFFF) && character != 0xFFFE && character != 0xFFFF
        : character == '\n' || character == '\t';
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    appendTo(out);
    return out.toString();
  }
}

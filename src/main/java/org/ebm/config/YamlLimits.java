package org.ebm.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** How large a configuration may be. Far above any real one, low enough that a hostile text costs milliseconds. */
final class YamlLimits {
  static final int BYTES = 1 << 20;
  static final int DEPTH = 64;
  static final int NODES = 100_000;
  /** Uses of anchors on maps and lists in one text. */
  static final int ALIASES = 1000;

  static final String TOO_DEEP = "nested deeper than " + DEPTH + " levels";

  private YamlLimits() {}

  /**
   * Where a text first nests too deeply, if it does. Composing recurses, so this must be known before; parsing does not recurse, and stops here.
   */
  static Optional<Mark> tooDeep(String yaml, LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(yaml)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (depth > DEPTH) {
        return event.getStartMark();
      }
    }
    return Optional.empty();
  }
}

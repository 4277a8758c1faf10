package org.ebm.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes records as the YAML that binds back to them, defaults included. */
public final class ConfigWriter {
  private static final int WIDTH = 100;

  private ConfigWriter() {}

  /**
   * YAML of a record whose components carry {@link Key}, keys in component order. An empty {@link Optional} is written as its word, or left out if it
   * has none.
   *
   * @throws NumberFormatException for an infinite number or NaN, which no configuration may hold
   */
  public static String yaml(Record record) {
    DumpSettings settings = DumpSettings.builder()
        .setSchema(new CoreSchema())
        .setDefaultFlowStyle(FlowStyle.BLOCK)
        .setIndicatorIndent(2)
        .setIndentWithIndicator(true)
        .setWidth(WIDTH)
        .setSplitLines(false)
        .build();
    StringBuilder text = new StringBuilder();
    new Dump(settings).dumpNode(YamlNodes.document(record), new StreamDataWriter() {
      @Override
      public void write(String part) {
        text.append(part);
      }

      @Override
      public void write(String part, int offset, int length) {
        text.append(part, offset, offset + length);
      }
    });
    return text.toString();
  }
}

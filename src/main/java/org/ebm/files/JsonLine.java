package org.ebm.files;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON on one line, for programs: NaN and infinities, which JSON has not got, are null. */
public final class JsonLine {
  private static final JsonMapper JSON = JsonMapper.builder()
      .addModule(new SimpleModule().addSerializer(Double.class, new NullForNone()))
      .build();

  private JsonLine() {}

  /**
   * Without a line end.
   *
   * @param content maps, lists, optionals, records, numbers and words
   */
  public static String of(Object content) {
    return JSON.writeValueAsString(content);
  }

  private static final class NullForNone extends ValueSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }
}

package org.ebm.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ebm.files.SafetensorsHeader.Entry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads a safetensors header token by token: a hostile one costs no more memory than a few times its own length. */
final class SafetensorsParser {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser parser;

  private SafetensorsParser(JsonParser parser) {
    this.parser = parser;
  }

  static SafetensorsHeader parse(byte[] json) throws IOException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      return new SafetensorsParser(parser).header();
    } catch (JacksonException e) {
      throw new IOException("header is not proper JSON: " + e.getOriginalMessage(), e);
    }
  }

  private SafetensorsHeader header() throws IOException {
    List<Entry> entries = new ArrayList<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    expect(JsonToken.START_OBJECT);
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      if (name.equals(SafetensorsHeader.METADATA)) {
        metadata = strings();
      } else {
        entries.add(entry(name));
      }
    }
    if (parser.nextToken() != null) {
      throw unexpected("nothing after the header's object");
    }
    return new SafetensorsHeader(entries, metadata);
  }

  private Map<String, String> strings() throws IOException {
    Map<String, String> strings = new LinkedHashMap<>();
    expect(JsonToken.START_OBJECT);
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      expect(JsonToken.VALUE_STRING);
      strings.put(key, parser.getString());
    }
    return strings;
  }

  private Entry entry(String name) throws IOException {
    @Nullable String type = null;
    @Nullable List<Long> shape = null;
    @Nullable List<Long> offsets = null;
    expect(JsonToken.START_OBJECT);
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      switch (key) {
        case "dtype" -> {
          expect(JsonToken.VALUE_STRING);
          type = parser.getString();
        }
        case "shape" -> shape = sizes();
        case "data_offsets" -> offsets = sizes();
        default -> throw unexpected("only dtype, shape and data_offsets");
      }
    }
    if (type == null || shape == null || offsets == null || offsets.size() != 2) {
      throw new IOException("array '" + name + "' has no dtype, shape or pair of data_offsets");
    }
    return new Entry(name, type, intSizes(name, shape), offsets.get(0), offsets.get(1));
  }

  private List<Long> sizes() throws IOException {
    List<Long> sizes = new ArrayList<>();
    expect(JsonToken.START_ARRAY);
    while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      long size = parser.getLongValue();
      if (size < 0) {
        throw unexpected("no negative number");
      }
      sizes.add(size);
    }
    if (parser.currentToken() != JsonToken.END_ARRAY) {
      throw unexpected("a list of integers");
    }
    return sizes;
  }

  private static int[] intSizes(String name, List<Long> shape) throws IOException {
    for (long size : shape) {
      if (size > Integer.MAX_VALUE) {
        throw new IOException("array '" + name + "' has shape " + shape + ", 2^31 or more");
      }
    }
    return shape.stream().mapToInt(Long::intValue).toArray();
  }

  private void expect(JsonToken token) throws IOException {
    if (parser.nextToken() != token) {
      throw unexpected(token.name());
    }
  }

  private IOException unexpected(String expected) {
    return new IOException("header must have " + expected + " at character "
        + parser.currentTokenLocation().getByteOffset() + ", got " + parser.currentToken());
  }
}

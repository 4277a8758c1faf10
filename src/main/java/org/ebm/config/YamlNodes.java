package org.ebm.config;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Records as YAML nodes, laid out for reading: small groups of values stay on one line, everything else takes a line per key. */
final class YamlNodes {
  private static final int LONGEST_GROUP = 80;

  private YamlNodes() {}

  static Node document(Record record) {
    return map(entries(record), FlowStyle.BLOCK);
  }

  private static Node of(Object value, Type type) {
    if (value instanceof Record record) {
      Node keys = map(entries(record), FlowStyle.AUTO);
      return Kinds.isFamily(KeyField.rawClass(type))
          ? map(List.of(new NodeTuple(text(KindName.of(record.getClass())), keys)), FlowStyle.BLOCK)
          : keys;
    }
    if (value instanceof List<?> list) {
      Type element = KeyField.argument(type);
      List<Node> elements = list.stream().map(each -> of(each, element)).toList();
      boolean single = elements.stream().allMatch(ScalarNode.class::isInstance);
      return new SequenceNode(Tag.SEQ, elements, single ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }
    return value instanceof Axes axes ? axes(axes) : scalar(value);
  }

  private static Node axes(Axes axes) {
    List<Node> grids = axes.grids().stream()
        .<Node>map(grid -> new MappingNode(
            Tag.MAP,
            grid.entrySet().stream()
                .map(axis -> new NodeTuple(text(axis.getKey()), values(axis.getValue())))
                .toList(),
            FlowStyle.BLOCK))
        .toList();
    return new SequenceNode(Tag.SEQ, grids, FlowStyle.BLOCK);
  }

  /** Named, as a list's numbers are names too. */
  private static Node values(Map<String, String> values) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    return new MappingNode(
        Tag.MAP,
        values.entrySet().stream()
            .map(each -> new NodeTuple(
                text(each.getKey()),
                new Compose(settings).composeString(each.getValue()).orElseThrow()))
            .toList(),
        FlowStyle.BLOCK);
  }

  private static List<NodeTuple> entries(Record record) {
    List<NodeTuple> entries = new ArrayList<>();
    for (KeyField field : KeyField.of(record.getClass())) {
      value(field, record).ifPresent(node -> entries.add(new NodeTuple(text(field.name()), node)));
    }
    return entries;
  }

  private static Optional<Node> value(KeyField field, Record record) {
    Object value = field.valueOf(record);
    if (value instanceof Optional<?> optional) {
      return optional
          .map(present -> of(present, field.type()))
          .or(() -> field.defaultText().map(YamlNodes::text));
    }
    return Optional.of(of(value, field.type()));
  }

  /** @param style automatic: one line if the entries are single values or short lists of them, and few */
  private static Node map(List<NodeTuple> entries, FlowStyle style) {
    int length = entries.stream()
        .mapToInt(entry -> length(entry.getKeyNode()) + length(entry.getValueNode()))
        .reduce(0, Math::addExact);
    boolean onOneLine = entries.isEmpty() || (style == FlowStyle.AUTO && length <= LONGEST_GROUP);
    return new MappingNode(Tag.MAP, entries, onOneLine ? FlowStyle.FLOW : FlowStyle.BLOCK);
  }

  /** Characters of a node on one line with its separator; more than any line for a node that needs several. */
  private static int length(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().length() + 2;
    }
    if (node instanceof SequenceNode list && list.getFlowStyle() == FlowStyle.FLOW) {
      return list.getValue().stream().mapToInt(YamlNodes::length).sum() + 2;
    }
    return LONGEST_GROUP + 1;
  }

  private static ScalarNode scalar(Object value) {
    if (value instanceof Double number) {
      return plain(Tag.FLOAT, NumberText.of(number));
    }
    if (value instanceof Integer || value instanceof Long) {
      return plain(Tag.INT, value.toString());
    }
    if (value instanceof Boolean) {
      return plain(Tag.BOOL, value.toString());
    }
    return text(value instanceof Enum<?> constant ? KindName.of(constant) : value.toString());
  }

  private static ScalarNode text(String text) {
    return plain(Tag.STR, text);
  }

  /** Plain unless the text would then read back as something else; the emitter sees to that. */
  private static ScalarNode plain(Tag tag, String text) {
    return new ScalarNode(tag, text, ScalarStyle.PLAIN);
  }
}

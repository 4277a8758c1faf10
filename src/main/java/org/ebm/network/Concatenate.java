package org.ebm.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.network.Lines.Overwrite;

/**
 * Tells the layers after it what is known of x: the image c that comes with each example, or what layers make of it, becomes channels (or units) after those of its input. The energy is then a
 * family U(x; c), and a generator a function g(z, c).
 * <p>Source: Xie, Zheng, Fang, Zhu and Wu (2022), IEEE TPAMI 44(8), "Cooperative training of fast thinking initializer and slow thinking solver for conditional learning".
 */
@Kind("concatenate")
public record Concatenate(
    @Key(
        value = "sizes of the image that comes with each example: [channels, height, width]",
        range = ">= 1")
    List<Integer> image,

    @Key(
        value =
            "layers that it goes through first, so that it comes out of the input's height and width, or flat for a flat input; in an energy they are computed anew at every chain step",
        byDefault = "[]")
    List<Layer> layers)
    implements Layer {
  private static final String TOLD = "told";

  public Concatenate {
    image = List.copyOf(image);
    layers = List.copyOf(layers);
    if (!new Shape(image).isImage()) {
      throw new ConfigException(
          "image", "must be the sizes of an image, [channels, height, width], got " + image);
    }
  }

  private Shape made() {
    return new Stack(layers).outputShape(new Shape(image));
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape made = made();
    boolean images = input.isImage()
        && made.isImage()
        && made.sizes().subList(1, 3).equals(input.sizes().subList(1, 3));
    if (!images && !(input.rank() == 1 && made.rank() == 1)) {
      throw new ConfigException(
          "",
          "concatenate needs an image of the height and width of its input, or both flat, got input "
              + input + " and, of " + new Shape(image) + ", " + made
              + "; give it layers that make it so, such as upsample2d, conv2d, avg_pool2d or flatten");
    }
    return new Shape(Stream.concat(
            Stream.of(input.size(0) + made.size(0)), input.sizes().stream().skip(1))
        .toList());
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return new Stack(layers).parameters(new Shape(image));
  }

  /** As many as a residual's, whose layers' texts are written likewise. */
  @Override
  public long texts() {
    return 1 + 2 * new Stack(layers).texts();
  }

  /** In x it is the identity. */
  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  /** Of the input's gradient that at the output is a part. */
  @Override
  public boolean givesNewGradient(Shape input) {
    return false;
  }

  @Override
  public Set<String> reads() {
    Set<String> names = new TreeSet<>(new Stack(layers).reads());
    names.add(Condition.IMAGE);
    return names;
  }

  @Override
  public Map<String, Condition> conditions() {
    Map<String, Condition> all = new TreeMap<>(new Stack(layers).conditions());
    Condition own = new Condition(Condition.IMAGE, new Shape(image), List.of(), Optional.empty());
    Condition other = all.put(Condition.IMAGE, own);
    if (other != null && !other.equals(own)) {
      throw new ConfigException(
          "layers",
          "are told an image of shape " + other.shape() + " in an image of shape " + own.shape()
              + "; give all the same");
    }
    return all;
  }

  @Override
  public Map<String, String> prepared(Lines lines) {
    return layers.isEmpty() ? Map.of() : inner(lines).prepared();
  }

  /** The layers' text, which reads the image and the parameters of these lines. */
  private StackText inner(Lines lines) {
    Map<String, String> arrays = new HashMap<>();
    Stream.concat(reads().stream(), parameters(lines.input()).stream().map(Parameter::name))
        .forEach(name -> arrays.put(name, lines.variable(name)));
    arrays.put("in", lines.variable(TOLD));
    arrays.put("gradOut", lines.variable("gradTold"));
    arrays.put("scale", "1");
    return new Stack(layers)
        .text(new Lines(lines.place(), new Shape(image), arrays, Overwrite.NOTHING));
  }

  @Override
  public String forward(Lines lines) {
    String made = layers.isEmpty() ? lines.variable(TOLD) : inner(lines).output();
    boolean ofImages = made().isImage();
    String all = lines.of(
        "torch.expand(%s, [torch.size({in}, 0)%s])", made, ", -1".repeat(made().rank()));
    // the input's order of axes, which cat would else not keep
    String joined = ofImages ? cast(lines, all) : all;
    return Stream.of(
            lines.of("{told} = ") + cast(lines, lines.of("{image}")),
            layers.isEmpty() ? "" : inner(lines).forward(),
            lines.of("{out} = torch.cat([{in}, %s], 1)", joined))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String cast(Lines lines, String images) {
    return lines.of("torch.to(%s, {in}.dtype, False, False, 2)", images);
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(
        lines.of("{gradIn} = torch.narrow({gradOut}, 1, 0, %d)", lines.input().size(0)));
  }
}

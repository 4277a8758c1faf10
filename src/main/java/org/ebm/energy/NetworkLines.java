package org.ebm.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.Shape;
import org.ebm.network.Condition;
import org.ebm.network.Parameter;
import org.ebm.network.StackText;
import org.ebm.script.ScalarType;
import org.ebm.script.Template;

/**
 * The lines of a network's class that do not depend on what comes out of its last layer: weights laid out, x as the first layer takes it, one layer after another.
 *
 * @param shape of x
 * @param prepared what the layers make of them beforehand: variable to expression
 * @param parameters in the order of {@code p}
 * @param conditions in the order of {@code c}
 * @param standardized what the data are measured in, if anybody knows
 */
record NetworkLines(
    Shape shape,
    StackText text,
    Map<String, String> prepared,
    List<Parameter> parameters,
    List<Condition> conditions,
    Optional<Standardized> standardized,
    Precision precision) {
  private static final String MEAN = "data_mean";
  private static final String SD = "data_sd";

  /** The parameters as the arithmetic wants them, and what the layers make of them. */
  List<String> prepare() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      lines.add(
          parameter.name() + " = " + cast("p[" + i + "]", parameter.shape().rank()));
    }
    prepared.forEach((name, expression) -> lines.add(name + " = " + expression));
    standardized.ifPresent(data -> {
      lines.add(MEAN + " = " + InUnits.constant(data.mean(), "p[0]"));
      lines.add(SD + " = " + InUnits.constant(data.sd(), "p[0]"));
    });
    lines.add("return [" + String.join(", ", weights()) + "]");
    return lines;
  }

  /** Names of the arrays that {@code prepare} returns. */
  List<String> weights() {
    List<String> names =
        new ArrayList<>(parameters.stream().map(Parameter::name).toList());
    names.addAll(prepared.keySet());
    standardized.ifPresent(data -> names.addAll(List.of(MEAN, SD)));
    return names;
  }

  /** x as the first layer takes it. */
  List<String> opening() {
    List<String> lines = new ArrayList<>();
    // before the cast: bfloat16 has no digits for a spread that is small beside the mean
    standardized.ifPresent(
        data -> lines.add("x = torch.div(torch.sub(x, " + MEAN + "), " + SD + ")"));
    lines.add("x = " + cast("x", shape.rank() + 1));
    return lines;
  }

  /** All layers. */
  List<String> forward() {
    List<String> lines = opening();
    text.forward().lines().forEach(lines::add);
    return lines;
  }

  /** The lines after those that name the weights and conditions they read. */
  List<String> unpacked(List<String> lines) {
    Set<String> read = Template.identifiers(lines);
    List<String> all = new ArrayList<>(StackText.named(weights(), "w", read));
    all.addAll(StackText.named(conditions.stream().map(Condition::name).toList(), "c", read));
    all.addAll(lines);
    return all;
  }

  /** A slope in what the layers take as one in x. */
  String inData(String slope) {
    return standardized.map(data -> "torch.div(" + slope + ", " + SD + ")").orElse(slope);
  }

  /** A value of each example, divided by its noise level. */
  String overNoiseLevel(String value) {
    String axes = ", 1".repeat(shape.rank());
    return "torch.div(" + value + ", torch.reshape(" + Condition.NOISE_LEVEL + ", [-1" + axes
        + "]))";
  }

  /**
   * As the chain's arithmetic wants it: images and kernels (rank 4) in channels-last order, in which the engine's convolutions are fastest. {@code
   * contiguous} would leave an image of one channel as it is, and the engine then takes it, and all that follows, for channels-first.
   */
  private String cast(String value, int rank) {
    if (precision == Precision.FLOAT32 && rank != 4) {
      return value;
    }
    String layout = rank == 4 ? ", False, False, 2" : "";
    return "torch.to(" + value + ", " + precision.type().code() + layout + ")";
  }

  String toFloat32(String value) {
    return precision == Precision.FLOAT32
        ? value
        : "torch.to(" + value + ", " + ScalarType.FLOAT32.code() + ")";
  }
}

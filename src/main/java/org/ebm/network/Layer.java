package org.ebm.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ebm.base.Shape;

/**
 * A layer as data: it knows its output shape, its parameters and its own TorchScript lines. A batch axis comes first in every array of the lines and
 * is in no {@link Shape}.
 */
public sealed interface Layer
    permits AvgPool2d,
        AvgPool3d,
        ChannelNorm,
        Concatenate,
        Conv2d,
        Conv3d,
        ConvTranspose2d,
        Dense,
        Elu,
        Flatten,
        FreeEnergy,
        GlobalPool,
        GroupNorm,
        LabelEmbedding,
        LeakyRelu,
        MaxPool2d,
        MaxPool3d,
        NoiseLevelEmbedding,
        NonLocal,
        PointDense,
        PointPool,
        Relu,
        Reshape,
        Residual,
        SelfAttention,
        Softplus,
        Swish,
        Tanh,
        Upsample2d,
        Wrap {
  /**
   * Shape after the layer.
   *
   * @throws org.ebm.base.ConfigException if the layer does not fit the input; the path is the layer's key to blame
   */
  Shape outputShape(Shape input);

  /** How many layers' texts it takes to write its own: one, unless there are layers in it. */
  default long texts() {
    return 1;
  }

  /** Learned arrays, in the order in which the lines name them. */
  default List<Parameter> parameters(Shape input) {
    return List.of();
  }

  /** True if the output is a new array that this layer's own lines do not read again, so that the next layer may overwrite it. */
  default boolean givesNewOutput() {
    return false;
  }

  /** Whether the second derivative in the input is zero almost everywhere, as that of a rectifier: score matching by curvature sees nothing of such a network. */
  boolean isPiecewiseLinear();

  /** Whether what it gives is a hidden stage of a network, to be read as features: an activation's output, or a residual's sum. */
  default boolean isStage() {
    return false;
  }

  /** Names of the conditions that its lines read beside x: {@code noise_level}. */
  default Set<String> reads() {
    return conditions().keySet();
  }

  /** Those of them that the layer itself describes, by name; the noise level is the energy's. */
  default Map<String, Condition> conditions() {
    return Map.of();
  }

  /** True if the gradient at the input is a new dense array that this layer's own lines do not read again, so that the layer before may overwrite it. */
  default boolean givesNewGradient(Shape input) {
    return givesNewOutput();
  }

  /** Arrays that the lines read beside the parameters and that depend on nothing else, so that they are made once per call: variable to expression. */
  default Map<String, String> prepared(Lines lines) {
    return Map.of();
  }

  /** Lines that assign {@code {out}} from {@code {in}} and the parameters. They may leave local variables for {@link #inputGradient}. */
  String forward(Lines lines);

  /**
   * Lines that assign {@code {gradIn}}, the gradient at the layer's input, from {@code {gradOut}}; they run after {@link #forward} in the same method
   * and see its variables. Empty: the whole network's gradient is left to autograd, which is right but slower.
   */
  default Optional<String> inputGradient(Lines lines) {
    return Optional.empty();
  }

  /** The same for the last layer of an energy, whose {@code {gradOut}} is {@code {scale}}, the energy's 1 / T, for every example. */
  default Optional<String> energyGradient(Lines lines) {
    String scales = lines.of("{gradOut} = torch.full_like({out}, {scale})");
    return inputGradient(lines).map(text -> scales + "\n" + text);
  }

  /** What {@link #energyGradient} reads beside what is {@link #prepared}: variable to expression. */
  default Map<String, String> preparedForEnergy(Lines lines) {
    return Map.of();
  }
}

package org.ebm.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.script.ScalarType;

/** What a layer multiplies by: its learned weight W, whose first axis is the outputs, or a function of it that is made once per call. */
public enum WeightForm {
  /** W itself. */
  LEARNED,
  /** Each output's weights less their mean and over their sd (n - 1 in it) + 1e-5, so that their size says nothing. Source: Qiao, Wang, Liu, Shen and Yuille (2019), arXiv:1903.10520. */
  STANDARDIZED,
  /**
   * W, as a matrix of outputs by inputs, over its largest singular value. Source: Miyato, Kataoka, Koyama and Yoshida (2018), ICLR. That value is exact and has no state, where the paper carries an estimate from update
   * to update: a resumed run and a shard have the same, at the price of one singular value decomposition a call. Of a convolution it is the matrix of the paper, not the operator on images.
   */
  SPECTRAL;

  static final String HELP =
      "what is multiplied by; learned: as it is; standardized: of each output less their mean and over their sd; spectral: over the largest singular value";

  private static final String MADE = "formed";

  /** The layer's lines with {@code {weight}} as it is multiplied by. */
  Lines in(Lines lines) {
    return this == LEARNED ? lines : lines.with("weight", lines.variable(MADE));
  }

  /**
   * What is made of W, before what the layer makes of that: variable to expression.
   *
   * @param axes of W
   */
  Map<String, String> prepared(Lines lines, int axes, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>();
    if (this != LEARNED) {
      all.put(lines.variable(MADE), this == SPECTRAL ? normed(lines) : standardized(lines, axes));
    }
    all.putAll(more);
    return all;
  }

  /** The norm in float32: no decomposition knows bfloat16. */
  private static String normed(Lines lines) {
    return lines.of(
        "torch.div({weight}, torch.linalg_matrix_norm(torch.to(torch.flatten({weight}, 1), %d), 2))",
        ScalarType.FLOAT32.code());
  }

  private static String standardized(Lines lines, int axes) {
    List<Integer> inputs = IntStream.range(1, axes).boxed().toList();
    return lines.of(
        "torch.div(torch.sub({weight}, torch.mean({weight}, %s, True)), torch.add(torch.std({weight}, %s, True, True), 1.0e-05))",
        inputs, inputs);
  }

  /**
   * Refuses outputs of a single weight, which has no spread.
   *
   * @param fanIn weights of each output
   */
  void require(int fanIn) {
    if (this == STANDARDIZED && fanIn < 2) {
      throw new ConfigException(
          "weight",
          "standardized needs two weights or more for each output: one has no spread; choose learned or spectral");
    }
  }
}

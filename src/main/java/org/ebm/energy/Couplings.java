package org.ebm.energy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.network.Parameter;
import org.ebm.script.Method;

/**
 * Affine coupling layers, a map from x to z = f(x) that can be undone and whose log |det df/dx| is a sum: z = (x + shift) exp(scale) in every layer, where shift and scale of one half of the coordinates
 * are a network's of the other half, which the layer keeps. Before them comes one such map whose shift and scale are numbers. With z standard normal, x has the density N(f(x); 0, I) |det df/dx|, and is
 * drawn by undoing the layers.
 * <p>Layers keep the coordinates one bit of whose number is 0, then those where it is 1, then by the next bit. |scale| of a layer is below {@value #MOST_SCALE}. All begin as the identity. Source: Dinh,
 * Sohl-Dickstein and Bengio (2017), ICLR, equations 3 to 8.
 *
 * @param dimensions d, of a flat x; at least 2
 * @param layers K
 * @param width hidden units of each of the two hidden layers of a coupling's network
 */
public record Couplings(int dimensions, int layers, int width) {
  private static final String MASKS = "flow_masks";
  private static final int MOST_SCALE = 1;
  /** Of {@link #parameters}. */
  public static final int ARRAYS = 8;

  /** The map before the layers, then the networks of all layers, weight and bias by turns. */
  public List<Parameter> parameters() {
    int d = dimensions;
    double first = 1 / Math.sqrt((d + 1) / 2);
    double second = 1 / Math.sqrt(width);
    return List.of(
        new Parameter("flow_shift", Shape.of(d), 0),
        new Parameter("flow_scale", Shape.of(d), 0),
        new Parameter("flow_weight_0", Shape.of(layers, width, d), first),
        new Parameter("flow_bias_0", Shape.of(layers, width), first),
        new Parameter("flow_weight_1", Shape.of(layers, width, width), second),
        new Parameter("flow_bias_1", Shape.of(layers, width), second),
        new Parameter("flow_weight_2", Shape.of(layers, 2 * d, width), 0),
        new Parameter("flow_bias_2", Shape.of(layers, 2 * d), 0));
  }

  /** Fixed arrays that {@link #methods} find in their class: 1 for each coordinate that a layer keeps, (K, d). */
  public Map<String, FloatArray> arrays() {
    int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(dimensions - 1));
    float[] kept = new float[layers * dimensions];
    for (int k = 0; k < layers; k++) {
      int bit = k / 2 % bits;
      for (int i = 0; i < dimensions; i++) {
        kept[k * dimensions + i] = (i >> bit & 1) == k % 2 ? 1 : 0;
      }
    }
    return Map.of(MASKS, new FloatArray(new int[] {layers, dimensions}, kept));
  }

  /** {@code flow_log_density(x, p) -> (n)} and {@code flow_draw(n, p, generator) -> (n, d)}; p begins with the {@link #parameters}. */
  public List<Method> methods() {
    return List.of(
        Method.of(
            "flow_coupling(k: int, z: Tensor, p: List[Tensor]) -> Tuple[Tensor, Tensor]",
            String.format(Locale.ROOT, """
            mask = torch.select(self.flow_masks, 0, k)
            hidden = torch.addmm(torch.select(p[3], 0, k), torch.mul(z, mask), torch.t(torch.select(p[2], 0, k)))
            hidden = torch.addmm(torch.select(p[5], 0, k), torch.silu(hidden), torch.t(torch.select(p[4], 0, k)))
            given = torch.addmm(torch.select(p[7], 0, k), torch.silu(hidden), torch.t(torch.select(p[6], 0, k)))
            free = torch.add(torch.neg(mask), 1.)
            shift = torch.mul(torch.narrow(given, 1, 0, %1$d), free)
            scale = torch.mul(torch.tanh(torch.narrow(given, 1, %1$d, %1$d)), torch.mul(free, %2$d.))
            return (shift, scale)""", dimensions, MOST_SCALE)),
        Method.of(
            "flow_log_density(x: Tensor, p: List[Tensor]) -> Tensor",
            String.format(Locale.ROOT, """
            z = torch.mul(torch.add(x, p[0]), torch.exp(p[1]))
            log_det = torch.sum(p[1])
            for k in range(%d):
              (shift, scale) = self.flow_coupling(k, z, p)
              z = torch.mul(torch.add(z, shift), torch.exp(scale))
              log_det = torch.add(log_det, torch.sum(scale, [1]))
            squares = torch.mul(torch.sum(torch.mul(z, z), [1]), 0.5)
            return torch.sub(torch.sub(log_det, squares), %s)""", layers, dimensions / 2.0 * Math.log(2 * Math.PI))),
        Method.of(
            "flow_draw(n: int, p: List[Tensor], generator: Generator) -> Tensor",
            String.format(Locale.ROOT, """
            z = torch.randn([n, %d], generator=generator, dtype=6, device=self.flow_masks.device)
            for i in range(%2$d):
              (shift, scale) = self.flow_coupling(%2$d - 1 - i, z, p)
              z = torch.sub(torch.mul(z, torch.exp(torch.neg(scale))), shift)
            return torch.sub(torch.mul(z, torch.exp(torch.neg(p[1]))), p[0])""", dimensions, layers)));
  }
}

package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Units;
import org.ebm.network.Parameter;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Affine couplings against what they must be: maps that can be undone, with the determinant that is said. */
class FlowTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final RandomKey KEY = RandomKey.ofSeed(11);
  private static final Flow FLOW = new Flow(5, 7, 4);

  private static List<FloatArray> bent(Flow flow) {
    return flow.parameters().stream()
        .map(parameter -> new Parameter(parameter.name(), parameter.shape(), 0.5).initial(KEY))
        .toList();
  }

  /** Beside the flow's own methods, z of x and its length, which is all that log p needs beside the determinant. */
  private static Program program(Flow flow, String body) {
    TorchClass own = flow.module(Precision.FLOAT32, Graph.RECORDED).script();
    return Program.load(
        Archive.write(TorchClass.over(
            "energy",
            own,
            "Test",
            List.of(Method.of(
                "call(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", body)))),
        TORCH);
  }

  /**
   * With e the unit vectors and D the base density, the map z = f(x) of a flow is read off by undoing it: draws x of known z. Their log p must be log N(z) - log |det dx/dz|, the determinant by central
   * differences of the drawn points in z, which float32 gives to some 1e-3.
   */
  @Test
  void theDensityOfADrawIsThatOfItsZ_overTheDeterminant() {
    int d = 5;
    float h = 1e-2f;
    float[] z = {0.3f, -1.1f, 0.7f, 0.2f, -0.4f};
    float[] rows = new float[(2 * d + 1) * d];
    for (int row = 0; row < 2 * d + 1; row++) {
      System.arraycopy(z, 0, rows, row * d, d);
    }
    for (int axis = 0; axis < d; axis++) {
      rows[(1 + 2 * axis) * d + axis] += h;
      rows[(2 + 2 * axis) * d + axis] -= h;
    }
    String undone = """
        z = x
        for i in range(7):
          (shift, scale) = (self.energy).flow_coupling(6 - i, z, p)
          z = torch.sub(torch.mul(z, torch.exp(torch.neg(scale))), shift)
        y = torch.sub(torch.mul(z, torch.exp(torch.neg(p[1]))), p[0])
        return [y, (self.energy).energy(y, (self.energy).prepare(p), annotate(List[Tensor], []))]""";
    try (Program program = program(FLOW, undone)) {
      List<FloatArray> found = program.call(
          "call", bent(FLOW), List.of(new FloatArray(new int[] {2 * d + 1, d}, rows)), 0);
      float[] y = found.get(0).values();
      Array2DRowRealMatrix jacobian = new Array2DRowRealMatrix(d, d);
      for (int axis = 0; axis < d; axis++) {
        for (int i = 0; i < d; i++) {
          jacobian.setEntry(
              i, axis, (y[(1 + 2 * axis) * d + i] - y[(2 + 2 * axis) * d + i]) / (2.0 * h));
        }
      }
      double squares = 0;
      for (float value : z) {
        squares += value * value;
      }
      double expected = -squares / 2
          - d / 2.0 * Math.log(2 * Math.PI)
          - Math.log(Math.abs(new LUDecomposition(jacobian).getDeterminant()));
      assertThat(-(double) found.get(1).values()[0]).isCloseTo(expected, within(5e-3));
    }
  }

  /** U of draws has the mean of an entropy that is E[|z|^2] / 2 + ... : mean U - mean log det is d / 2 (1 + log 2 pi); here by the weights that make it the standard normal law. */
  @Test
  void itBeginsAsTheStandardNormalLaw() {
    List<FloatArray> first = FLOW.parameters().stream().map(p -> p.initial(KEY)).toList();
    FloatArray x = Nets.uniform(FLOW.shape(), 6, KEY);
    String energy =
        "return [(self.energy).energy(x, (self.energy).prepare(p), annotate(List[Tensor], []))]";
    try (Program program = program(FLOW, energy)) {
      float[] u = program.call("call", first, List.of(x), 0).get(0).values();
      for (int i = 0; i < 6; i++) {
        double squares = 0;
        for (int j = 0; j < 5; j++) {
          squares += Math.pow(x.values()[5 * i + j], 2);
        }
        assertThat((double) u[i])
            .isCloseTo(squares / 2 + 2.5 * Math.log(2 * Math.PI), within(1e-5));
      }
    }
  }

  /** x = mean + sd z: U(x) of a flow that knows the units is U(z) of one that does not, plus sum log sd. */
  @Test
  void inUnitsItIsADensityOfTheData() {
    Units units = new Units(List.of(3.0), List.of(10.0));
    FloatArray z = Nets.uniform(FLOW.shape(), 6, KEY);
    String energy =
        "return [(self.energy).energy(x, (self.energy).prepare(p), annotate(List[Tensor], []))]";
    try (Program plain = program(FLOW, energy);
        Program measured = program(FLOW.measuredIn(units), energy)) {
      float[] u = plain.call("call", bent(FLOW), List.of(z), 0).get(0).values();
      float[] of =
          measured.call("call", bent(FLOW), List.of(units.toData(z)), 0).get(0).values();
      for (int i = 0; i < 6; i++) {
        assertThat((double) of[i]).isCloseTo(u[i] + 5 * Math.log(10), within(1e-4));
      }
    }
  }

  /** Each layer keeps some coordinates and moves some, and after all of them every coordinate has met every other. */
  @Test
  void layersKeepEveryHalf() {
    for (int d : new int[] {2, 3, 5, 8, 16}) {
      Map<String, FloatArray> arrays = new Couplings(d, 10, 1).arrays();
      float[] kept = Objects.requireNonNull(arrays.get("flow_masks")).values();
      for (int k = 0; k < 10; k++) {
        float[] layer = Arrays.copyOfRange(kept, k * d, (k + 1) * d);
        float sum = 0;
        for (float value : layer) {
          sum += value;
        }
        assertThat(sum).isBetween(1f, d - 1f);
      }
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < i; j++) {
          boolean apart = false;
          for (int k = 0; k < 10; k++) {
            apart |= kept[k * d + i] != kept[k * d + j];
          }
          assertThat(apart).as("%s and %s of %s", i, j, d).isTrue();
        }
      }
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}

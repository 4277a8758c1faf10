package org.ebm.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.energy.Network;
import org.junit.jupiter.api.Test;

/** Counts from the layer lists of Nijkamp et al. (2020), by hand: e.g. toy 2*32+32 + 32*64+64 + 2(64*64+64) + 64+1 = 10593. */
class ReferenceNetsTest {
  @Test
  void parameterCountsAreThePublishedOnes() {
    assertThat(Nets.toy().parameterCount()).isEqualTo(10_593);
    assertThat(Nets.vanilla(3).parameterCount()).isEqualTo(693_569);
    assertThat(Nets.vanilla(1).parameterCount()).isEqualTo(692_993);
    assertThat(Nets.nonLocal(3).parameterCount()).isEqualTo(628_529);
  }

  /** PyTorch's default for a layer with fan-in k is uniform within 1/sqrt(k): mean 0, variance 1/(3k). */
  @Test
  void initialWeightsHavePyTorchsScale() {
    Parameter weight = Nets.vanilla(3).parameters().get(2);
    assertThat(weight.name()).isEqualTo("conv2d_2_weight");
    FloatArray values = weight.initial(RandomKey.ofSeed(1));
    double k = 32 * 4 * 4;
    double sum = 0;
    double squares = 0;
    for (float value : values.values()) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo((float) (1 / Math.sqrt(k)));
      sum += value;
      squares += value * value;
    }
    int n = values.values().length;
    double variance = 1 / (3 * k);
    // 4 standard errors: of the mean sqrt(variance/n); of the mean square sqrt(4/45)/k/sqrt(n) for
    // a uniform law
    assertThat(Math.abs(sum / n)).isLessThan(4 * Math.sqrt(variance / n));
    assertThat(Math.abs(squares / n - variance))
        .isLessThan(4 * Math.sqrt(4 / 45.0) / k / Math.sqrt(n));
  }

  @Test
  void nonLocalBlockStartsAtExactZero() {
    List<Parameter> out = Nets.nonLocal(3).parameters().stream()
        .filter(p -> p.name().startsWith("non_local_3_out"))
        .toList();
    assertThat(out)
        .hasSize(2)
        .allSatisfy(p -> assertThat(p.initial(RandomKey.ofSeed(2)).values()).containsOnly(0f));
  }

  @Test
  void aKernelThatDoesNotFitNamesTheLayerAndTheShapesSoFar() {
    List<Layer> layers =
        List.of(new Conv2d(32, 3, 2, 1), new LeakyRelu(0.05), new Conv2d(1, 4, 1, 0));
    assertThatThrownBy(() -> new Network(List.of(1, 6, 6), 1, layers))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "layers[2].conv2d.kernel: kernel 4 does not fit its input 32x3x3; shapes so far: 1x6x6 > 32x3x3 > 32x3x3");
  }

  @Test
  void aNetworkMustEndInOneNumber() {
    assertThatThrownBy(() -> new Network(List.of(2), 1, List.of(new Dense(2))))
        .hasMessage("layers: the last layer must give one number, got 2 from 2");
    assertThatThrownBy(() -> new Network(List.of(1, 8, 8), 1, List.of(new Dense(1))))
        .hasMessageContaining("dense needs a flat input, got 1x8x8; put flatten before it");
  }

  @Test
  void aResidualMustKeepItsShape() {
    Residual residual = new Residual(List.of(new Conv2d(3, 3, 1, 1)));
    assertThat(residual.outputShape(Shape.of(3, 8, 8))).isEqualTo(Shape.of(3, 8, 8));
    assertThatThrownBy(() -> residual.outputShape(Shape.of(2, 8, 8)))
        .hasMessageContaining("a residual must keep its shape, got 2x8x8 > 3x8x8");
  }
}

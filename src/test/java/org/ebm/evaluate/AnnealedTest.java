package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.energy.Annealed;
import org.ebm.energy.Network;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.energy.Reference;
import org.ebm.network.Condition;
import org.ebm.network.Conv2d;
import org.ebm.network.Swish;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Langevin;
import org.ebm.torch.Torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnnealedTest {
  private static final RandomKey KEY = RandomKey.ofSeed(11);
  private static final Langevin ANY = new Langevin(1, 1, false);

  /** In the plane by autograd or by hand, and on images, whose arrays are laid out otherwise. */
  static List<Network> networks() {
    return List.of(Nets.toy(), Nets.smooth(), Nets.image(6, new Conv2d(3, 3, 1, 1), new Swish()));
  }

  /** U_beta and its gradient are (1 - beta) and beta parts of the reference's, computed here, and the network's own; within float32's rounding. */
  @ParameterizedTest
  @MethodSource("networks")
  void energyAndGradientLieBetweenReferenceAndModel(Network network) {
    Shape shape = network.shape();
    List<FloatArray> weights = Nets.parameters(network, KEY);
    FloatArray x = Nets.uniform(shape, 70, KEY);
    Reference reference = Reference.of(shape, Nets.uniform(shape, 20, KEY.fold("moments")));
    Potential path = Annealed.between(reference, network);
    double[] start = reference.energies(x);
    try (Torch torch = Torch.open("cpu", 2);
        Kernel tempered = Kernel.open(path, ANY, new Compute(torch, Precision.FLOAT32));
        Kernel plain = Kernel.open(network, ANY, new Compute(torch, Precision.FLOAT32))) {
      ChainState end = plain.init(weights, x);
      for (double beta : new double[] {0, 0.25, 0.75, 1}) {
        ChainState state = tempered.init(path.inputs(weights).with(path, Condition.BETA, beta), x);
        for (int i = 0; i < x.rows(); i++) {
          double expected = (1 - beta) * start[i] + beta * end.energy().values()[i];
          assertThat((double) state.energy().values()[i])
              .isCloseTo(expected, offset(1e-5 * (1 + Math.abs(expected))));
        }
        for (int i = 0; i < x.values().length; i++) {
          int k = i % shape.elements();
          double pull =
              (x.values()[i] - reference.mean()[k]) / Math.pow(reference.sd()[k], 2);
          double expected = (1 - beta) * pull + beta * end.gradient().values()[i];
          assertThat((double) state.gradient().values()[i])
              .isCloseTo(expected, offset(1e-5 * (1 + Math.abs(expected))));
        }
      }
    }
  }
}

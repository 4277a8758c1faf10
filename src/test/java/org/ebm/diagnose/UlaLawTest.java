package org.ebm.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UlaLawTest {
  /** A mode of sd 0.15 in the plane, by hand: 1 - sqrt(1 - eps^2 / 0.0225) = 0.44723, 0.25464, 0.13397, times 0.15 sqrt(pi / 2) =
   * 0.187997; k s^2 = 1.28802, 1.14590, 1.07180 and the floor is k s^2 - 1 - log(k s^2) in two dimensions. */
  @ParameterizedTest
  @CsvSource({"0.125, 0.08408, 0.0349", "0.1,   0.04787, 0.0097", "0.075, 0.02519, 0.0025"})
  void of_aModeOfTheRing(double eps, double displacement, double klFloor) {
    UlaLaw law = UlaLaw.of(eps, 0.15, 2).orElseThrow();
    assertThat(law.displacement()).isCloseTo(displacement, within(1e-5));
    assertThat(law.klFloor()).isCloseTo(klFloor, within(5e-5));
    assertThat(law.modelVariance()).isCloseTo(1 / law.curvature(), within(1e-15));
    // the chain's variance on that energy is the data's
    double k = law.curvature();
    assertThat(1 / (k * (1 - eps * eps * k / 4))).isCloseTo(0.0225, within(1e-12));
  }

  @Test
  void of_aStepLargerThanTheData_isEmpty() {
    assertThat(UlaLaw.of(0.2, 0.15, 2)).isEmpty();
    assertThat(UlaLaw.of(Double.NaN, 0.15, 2)).isEmpty();
    // at eps = s: k = 2 / s^2, the chain is pure noise, and |x| is the displacement
    assertThat(UlaLaw.of(0.15, 0.15, 2).orElseThrow().curvature())
        .isCloseTo(2 / 0.0225, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    // E|z| = sqrt(2/pi), sqrt(pi/2), 2 sqrt(2/pi), 3/2 sqrt(pi/2)
    "1, 0.7978845608",
    "2, 1.2533141373",
    "3, 1.5957691216",
    "4, 1.8799712060"
  })
  void displacement_atTheLargestStep_isTheMeanNorm(int dimension, double meanNorm) {
    assertThat(UlaLaw.of(1, 1, dimension).orElseThrow().displacement())
        .isCloseTo(meanNorm, within(1e-9));
  }

  @Test
  void displacement_ofImages_approachesItsBound() {
    // E|z| = sqrt(d) (1 - 1/(4d) + O(1/d^2)), d = 3072
    double displacement = UlaLaw.of(1, 1, 3072).orElseThrow().displacement();
    double bound = UlaLaw.displacementBound(1, 3072);
    assertThat(displacement / bound).isCloseTo(1 - 1 / (4.0 * 3072), within(1e-8));
  }

  /** Many short independent chains, started from the law itself, on the energy that the law gives. */
  @Test
  void displacement_isThatOfAChain() {
    double eps = 0.1;
    double s = 0.15;
    UlaLaw law = UlaLaw.of(eps, s, 2).orElseThrow();
    int chains = 20_000;
    FloatArray start = NormalSample.drawn(chains, 2, s, RandomKey.ofSeed(1));
    FloatArray noise = NormalSample.drawn(chains, 2, eps, RandomKey.ofSeed(2));
    double step = eps * eps / 2 * law.curvature();
    double moved = 0;
    double squares = 0;
    for (int i = 0; i < 2 * chains; i += 2) {
      moved += step * Math.hypot(start.values()[i], start.values()[i + 1]) / chains;
      double next = (1 - step) * start.values()[i] + noise.values()[i];
      squares += next * next / chains;
    }
    // |x| of a plane normal has sd 0.523 of its mean: 0.37 % of standard error; a variance has
    // sqrt(2 / n) = 1 %; 4 of each
    assertThat(moved / law.displacement()).isCloseTo(1, within(4 * 0.0037));
    assertThat(squares / (s * s)).isCloseTo(1, within(0.04));
  }
}

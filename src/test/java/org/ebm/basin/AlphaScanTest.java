package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlphaScanTest {
  /** At forces 1, 2, 4, ... */
  private static AlphaScan scan(int items, int... groups) {
    List<AlphaScan.Point> points = new ArrayList<>();
    for (int i = 0; i < groups.length; i++) {
      points.add(new AlphaScan.Point(1 << i, groups[i]));
    }
    return new AlphaScan(points, items);
  }

  @Test
  void plateauIsTheLongestRunOfOneNumber() {
    AlphaScan.Plateau plateau = scan(50, 50, 20, 8, 8, 8, 5, 5, 1).plateau();
    assertThat(plateau).isEqualTo(new AlphaScan.Plateau(4, 16, 8, 3));
    // sqrt(4 * 16)
    assertThat(plateau.middle()).isCloseTo(8, within(1e-12));
  }

  @Test
  void allInOneAndEachAloneAreNoPlateau_whileThereIsAnother() {
    assertThat(scan(9, 9, 9, 9, 4, 1, 1, 1, 1).plateau().groups()).isEqualTo(4);
    assertThat(scan(9, 9, 9, 1).plateau().groups()).isEqualTo(9);
  }

  @Test
  void ofTwoAsLong_theWeakerForces() {
    assertThat(scan(50, 8, 8, 3, 3).plateau().groups()).isEqualTo(8);
  }

  /** Four different minima among 50: weaker forces leave four too, so four stands longer than three, though it was tried less. */
  @Test
  void aNumberThatIsKnownToStand_countsWhereNobodyTried() {
    AlphaScan tried = scan(50, 4, 4, 3, 3, 3, 3, 2, 1);
    assertThat(tried.plateau().groups()).isEqualTo(3);
    AlphaScan known = new AlphaScan(tried.points(), 50, 6);
    assertThat(known.plateau()).isEqualTo(new AlphaScan.Plateau(1, 2, 4, 8));
    // the six weaker ones reach down to 1 / sqrt(2)^6 = 1/8: sqrt(1/8 * 2)
    assertThat(known.suggestion()).isCloseTo(0.5, within(1e-12));
  }

  /** Eight at 4, 8, 16 and 32, mapped at sqrt(4 * 32); all items in fewer groups ask for weaker forces, a factor of sqrt(2) apart. */
  @Test
  void fewerGroupsThanStood_askForWeakerForces() {
    AlphaScan scan = scan(50, 50, 20, 8, 8, 8, 8, 5, 1);
    assertThat(scan.weakerThanSuggested(8)).isEmpty();
    assertThat(scan.weakerThanSuggested(9)).isEmpty();
    List<Double> weaker = scan.weakerThanSuggested(7);
    assertThat(weaker).hasSize(4);
    assertThat(weaker.get(0)).isCloseTo(8, within(1e-12));
    assertThat(weaker.get(3)).isCloseTo(Math.sqrt(8), within(1e-12));
    // 8 at two forces only: not the landscape's own
    assertThat(scan(50, 50, 8, 8, 5, 1).weakerThanSuggested(2)).isEmpty();
  }

  @Test
  void whereNoNumberStands_theForceThatLeavesTheGeometricMeanOfOneAndAll() {
    // sqrt(49) = 7: 6 is nearer on a logarithmic scale than 9 (7 / 6 < 9 / 7); its force is 2^3
    assertThat(scan(49, 45, 30, 9, 6, 1).suggestion()).isEqualTo(8);
    // 8 at forces 2, 4, 8, 16
    assertThat(scan(49, 45, 8, 8, 8, 8, 1).suggestion()).isCloseTo(Math.sqrt(32), within(1e-12));
    // 2 at three forces only
    assertThat(scan(49, 45, 6, 2, 2, 2, 1).suggestion()).isEqualTo(2);
    // all in one and each alone are plateaus that tell nothing
    assertThat(scan(49, 49, 49, 20, 5, 1, 1, 1).suggestion()).isEqualTo(8);
  }
}

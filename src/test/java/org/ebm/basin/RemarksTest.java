package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemarksTest {
  /** States one apart, each in the basin that its label says, all pairs of basins connected at 9. */
  private static BasinMap map(
      int[] labels, double agreement, Optional<Double> gap, Optional<AlphaScan> scan) {
    List<State> states = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      states.add(new State(new float[] {i}, i));
    }
    int count = Arrays.stream(labels).max().orElseThrow() + 1;
    List<BasinMap.Basin> basins = new ArrayList<>();
    double[] energies = new double[count];
    double[][] barriers = new double[count][count];
    for (int i = 0; i < count; i++) {
      basins.add(new BasinMap.Basin(states.get(i), 1));
      energies[i] = i;
      Arrays.fill(barriers[i], 9);
    }
    return new BasinMap(
        basins,
        states,
        labels,
        List.of(),
        BasinTree.of(energies, barriers),
        new BasinMap.Settings(1, 0.1, scan),
        new double[] {agreement},
        Optional.empty(),
        gap,
        Optional.empty(),
        0);
  }

  private static List<String> remarks(int... labels) {
    return Remarks.on(map(labels, 1, Optional.empty(), Optional.empty()), Optional.empty());
  }

  @Test
  void aMapThatNothingSpeaksAgainst_hasNoRemark() {
    assertThat(remarks(0, 1, 1)).isEmpty();
  }

  @Test
  void nothingGrouped_allMerged() {
    assertThat(remarks(0, 1, 2)).singleElement().asString().contains("No state got to another");
    assertThat(remarks(0, 0, 0)).singleElement().asString().contains("one basin");
  }

  @Test
  void theVerdictOnTheModelIsSaid_orElseWhereItsStatesLie() {
    BasinMap far = map(new int[] {0, 1, 1}, 1, Optional.of(-3.0), Optional.empty());
    assertThat(Remarks.on(far, Optional.of("non-convergent")))
        .singleElement()
        .asString()
        .contains("non-convergent", "not basins of realistic states");
    assertThat(Remarks.on(far, Optional.of("convergent"))).isEmpty();
    assertThat(Remarks.on(far, Optional.empty()))
        .singleElement()
        .asString()
        .contains("3.00 sd below data", "not basins of realistic states");
  }

  @Test
  void seedsThatDisagree_andAScanWithoutPlateau() {
    AlphaScan steep = new AlphaScan(
        List.of(new AlphaScan.Point(1, 3), new AlphaScan.Point(2, 2), new AlphaScan.Point(4, 1)),
        5);
    BasinMap map = map(new int[] {0, 1, 1}, 0.3, Optional.empty(), Optional.of(steep));
    assertThat(Remarks.on(map, Optional.empty()))
        .hasSize(2)
        .anySatisfy(remark -> assertThat(remark).contains("adjusted Rand index 0.30"))
        .anySatisfy(remark -> assertThat(remark).contains("No number of basins stands"));
  }

  /** Three groups of a few states at each of four forces, and two basins of all. */
  @Test
  void fewerBasinsThanTheScanFound() {
    List<AlphaScan.Point> points = new ArrayList<>();
    for (int force = 1; force <= 8; force *= 2) {
      points.add(new AlphaScan.Point(force, 3));
    }
    BasinMap two =
        map(new int[] {0, 1, 1, 1}, 1, Optional.empty(), Optional.of(new AlphaScan(points, 5)));
    assertThat(Remarks.on(two, Optional.empty()))
        .singleElement()
        .asString()
        .contains("3 groups", "2 basins of all", "Lower the temperature");
    BasinMap three =
        map(new int[] {0, 1, 2, 1}, 1, Optional.empty(), Optional.of(new AlphaScan(points, 5)));
    assertThat(Remarks.on(three, Optional.empty())).isEmpty();
  }
}

package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Gaussian;
import org.ebm.energy.Mixture;
import org.ebm.energy.Potential;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Ladders that go on while an energy learns: here one that stands, so that its law is known. */
class LearningLadderTest {
  private static final Torch TORCH = Torch.open("cpu", 2);

  private static final Potential WELLS = new Mixture(
          List.of(
              new Gaussian(List.of(0.5, 0.5), List.of(-3.0, 0.0)),
              new Gaussian(List.of(0.5, 0.5), List.of(3.0, 0.0))),
          List.of(1.0, 4.0))
      .open();

  private static LearningLadder open(Torch torch, int ladders, int blocks) {
    FloatArray start = FloatArray.zeros(Shape.of(2), ladders);
    for (int i = 0; i < ladders; i++) {
      start.values()[2 * i] = 3;
    }
    return LearningLadder.open(
        WELLS,
        new Mala(0.1, 1),
        new GaussianReference(Optional.of(4.0)),
        5,
        2,
        start,
        Optional.empty(),
        Moved.compute(torch, blocks));
  }

  private static Ladder.Moved run(LearningLadder ladder, int from, int updates) {
    Ladder.Moved moved = null;
    for (int update = from; update < from + updates; update++) {
      moved = ladder.moved(EnergyInputs.NONE, 2, Moved.KEY.fold(update));
      ladder.keep(moved);
    }
    return java.util.Objects.requireNonNull(moved);
  }

  /** 400 ladders, all begun in the heavy well: the light one's share, .2 with a standard error of .02, is found; swaps are as frequent everywhere, and moves are accepted as often as MALA's should be. */
  @Test
  void theLawIsFound_andLevelsAndStepSizesFollow() {
    try (LearningLadder ladder = open(TORCH, 400, 400)) {
      Ladder.Moved moved = run(ladder, 0, 2 * LearningLadder.PLACED_EVERY + 20);
      double[] x = Moved.column(moved.state().target().position(), 0);
      double[] left = Arrays.stream(x).map(each -> each < 0 ? 1 : 0).toArray();
      assertThat(Moved.standardErrors(left, 0.2)).isLessThan(3);
      double[] rates = moved.swapRates();
      double lowest = Arrays.stream(rates).min().orElseThrow();
      double highest = Arrays.stream(rates).max().orElseThrow();
      assertThat(highest - lowest).as(Arrays.toString(rates)).isLessThan(0.1);
      for (int rung = 1; rung < 5; rung++) {
        assertThat(moved.acceptances()[rung]).isBetween(0.5, 0.65);
        assertThat(ladder.levels().get(rung).beta())
            .isGreaterThan(ladder.levels().get(rung - 1).beta());
      }
    }
  }

  /** Past a placement of the levels. */
  @Test
  void goesOnFromItsState_byAnyNumberOfWorkers() {
    int half = LearningLadder.PLACED_EVERY - 2;
    try (Torch one = Torch.open("cpu", 1);
        LearningLadder whole = open(TORCH, 130, 50);
        LearningLadder other = open(one, 130, 50)) {
      run(whole, 0, half);
      other.restore(whole.state());
      assertThat(other.state()).isEqualTo(whole.state());
      FloatArray reached = run(whole, half, 4).state().target().position();
      assertThat(run(other, half, 4).state().target().position()).isEqualTo(reached);
      assertThat(other.state()).containsEntry("bank", reached);
      assertThat(other.state()).isEqualTo(whole.state());
    }
  }

  @Test
  void refusesAStateOfOtherLadders() {
    try (LearningLadder few = open(TORCH, 3, 50);
        LearningLadder many = open(TORCH, 4, 50)) {
      Map<String, FloatArray> state = few.state();
      assertThatThrownBy(() -> many.restore(state))
          .isInstanceOf(EbmException.class)
          .hasMessageContaining("of 20 rows");
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}

package org.ebm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.sampler.GaussianReference;
import org.ebm.sampler.Hmc;
import org.ebm.sampler.Init;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Mala;
import org.ebm.sampler.Persistent;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.TemperatureAlone;
import org.ebm.sampler.UniformReference;
import org.ebm.sampler.UniformStart;
import org.junit.jupiter.api.Test;

/** What can learn on ladders, and what it costs. */
class PersistentLaddersTest {
  private static final PersistentLadders LADDERS =
      new PersistentLadders(new GaussianReference(Optional.of(2.0)), 100, 6, 5);

  private static MaximumLikelihood learning(Sampler sampler, Init init) {
    return new MaximumLikelihood(sampler, 4, init).withLadders(LADDERS);
  }

  private static void assertRefused(MaximumLikelihood objective, String why) {
    assertThatThrownBy(() -> objective.requireLearnable(Nets.smooth(), 100))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatCannotBeOnALadderIsRefused() {
    Mala mala = new Mala(0.1, 1);
    UniformStart start = new UniformStart(1);
    learning(mala, start).requireLearnable(Nets.smooth(), 100);
    learning(new Hmc(0.1, 3, 1), start).requireLearnable(Nets.smooth(), 100);
    assertRefused(
        learning(new Langevin(0.1, 1, true), start), "sampler: of replica_exchange must be mala");
    assertRefused(learning(new Mala(0.1, 2), start), "sampler.temperature: must be 1 on a ladder");
    assertRefused(
        learning(mala, new Persistent(Persistent.Fill.UNIFORM, 100, 1)),
        "init: says where ladders begin");
    assertRefused(learning(mala, start).withChains(50), "leave out chains or replica_exchange");
    assertRefused(
        learning(mala, start).withCoupled(new Coupled(100)),
        "leave out coupled or replica_exchange");
    assertRefused(
        new MaximumLikelihood(mala, 4, start)
            .withLadders(new PersistentLadders(new UniformReference(), 100, 6, 5)),
        "real numbers");
  }

  /** What goes on from a run, such as a diagnosis, finds chains where an update left them, and moves them as far as an update does. */
  @Test
  void theHighestRungsAreABank() {
    Negatives negatives =
        learning(new Mala(0.1, 1), new UniformStart(2)).negatives().orElseThrow();
    assertThat(negatives.init()).isEqualTo(new Persistent(Persistent.Fill.UNIFORM, 100, 2));
    assertThat(negatives.steps()).isEqualTo(20);
  }

  /** Four steps of five moves on six rungs, and six starts. */
  @Test
  void everyRungsMovesAreCounted() {
    int alone = new MaximumLikelihood(new Mala(0.1, 1), 4, new UniformStart(1))
        .withLadders(new PersistentLadders(new TemperatureAlone(4), 100, 2, 1))
        .evaluations(Shape.of(2));
    assertThat(learning(new Mala(0.1, 1), new UniformStart(1)).evaluations(Shape.of(2)) - alone)
        .isEqualTo(4 * (6 * 5 - 2) + 6 - 2);
  }
}

package org.ebm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.energy.Gaussian;
import org.ebm.energy.Precision;
import org.ebm.energy.Reference;
import org.ebm.run.Progress;
import org.ebm.sampler.Compute;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A normal law of sd 1 in ten dimensions, twenty levels from one of sd 1.5, ten chains each way. If the data are draws of the law, the product of the mean weights has mean 1, and so exceeds 20 at most once in twenty
 * (Markov).
 */
class EvidenceOfAnnealingTest {
  private static final int D = 10;
  private static final int CHAINS = 10;

  private static Torch torch;

  @BeforeAll
  static void start() {
    torch = Torch.open("cpu", 1);
  }

  @AfterAll
  static void stop() {
    torch.close();
  }

  private static FloatArray draws(double sd, RandomKey key) {
    return Reference.isotropic(Shape.of(D), sd).draw(CHAINS, key);
  }

  /** log e of one run: step sizes were found by other chains. */
  private static double logE(
      AnnealedImportance annealing, double[] eps, FloatArray data, RandomKey key) {
    return annealing.up(eps, key.fold("up")).logMean()
        + annealing.down(data, eps, key.fold("down")).logMean();
  }

  private static AnnealedImportance open(int levels) {
    return AnnealedImportance.open(
        new Gaussian(Collections.nCopies(D, 1.0)),
        Reference.isotropic(Shape.of(D), 1.5),
        new AnnealingConfig(levels, CHAINS, 1, 1, Optional.empty()),
        new Compute(torch, Precision.FLOAT32, 50),
        Progress.none());
  }

  @Tag("slow")
  @Test
  void underTheNull_ofAThousandRuns_atMostATwentiethRejects() {
    try (AnnealedImportance annealing = open(20)) {
      double[] eps = annealing.adapt(RandomKey.ofSeed(1));
      int rejected = 0;
      double sum = 0;
      for (int run = 0; run < 1000; run++) {
        RandomKey key = RandomKey.ofSeed(1000 + run);
        double logE = logE(annealing, eps, draws(1, key.fold("data")), key);
        rejected += logE > Math.log(20) ? 1 : 0;
        sum += Math.exp(logE);
      }
      System.out.println("rejected " + rejected + " of 1000, mean e " + sum / 1000);
      assertThat(rejected).isLessThanOrEqualTo(65);
    }
  }

  /** sd 2: U is 20 on average and U_0 8.9, half of whose difference the first of two levels takes before a move can undo it. */
  @Test
  void dataTooWide_areEvidence() {
    try (AnnealedImportance annealing = open(2)) {
      double[] eps = annealing.adapt(RandomKey.ofSeed(1));
      RandomKey key = RandomKey.ofSeed(2);
      assertThat(logE(annealing, eps, draws(2, key.fold("data")), key)).isGreaterThan(3);
    }
  }
}

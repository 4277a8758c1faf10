package org.ebm.train;

import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Units;
import org.ebm.data.Examples;
import org.ebm.objective.Negatives;
import org.ebm.sampler.Langevin;

/**
 * How far the gradient moves a chain in one step of healthy learning, data units.
 *
 * @param most eps sqrt(d) + R / L: the share of a chain at equilibrium in Gaussian data is at most the first (the noise's length), and a chain that comes
 *     from R away in L steps needs the second. R is the mean distance of two examples. Infinite where states are clipped: those cannot run away, however steep the energy is.
 * @param least a thousandth of eps sqrt(d): below, the energy is flat where the chains are (specification 1.13)
 */
record ChainScale(double most, double least) {
  private static final int PAIRS = 200;
  private static final double FLAT = 1e-3;

  /** @param units in which the chains take their steps; none: those of the data */
  static ChainScale of(Negatives negatives, Examples data, Optional<Units> units) {
    FloatArray drawn = data.batch(PAIRS + 1, RandomKey.ofSeed(0).fold("scale"));
    FloatArray batch = units.map(known -> known.toStandard(drawn)).orElse(drawn);
    boolean clipped =
        negatives.sampler() instanceof Langevin langevin && langevin.clip().isPresent();
    double noise = negatives.sampler().stepSize() * Math.sqrt(batch.rowElements());
    return new ChainScale(
        clipped ? Double.POSITIVE_INFINITY : noise + spread(batch) / negatives.steps(),
        FLAT * noise);
  }

  /** Mean distance between a row and the next one. */
  private static double spread(FloatArray batch) {
    int width = batch.rowElements();
    double sum = 0;
    for (int row = 0; row + 1 < batch.rows(); row++) {
      double squares = 0;
      for (int i = row * width; i < (row + 1) * width; i++) {
        double apart = batch.values()[i + width] - batch.values()[i];
        squares += apart * apart;
      }
      sum += Math.sqrt(squares);
    }
    return sum / (batch.rows() - 1);
  }
}

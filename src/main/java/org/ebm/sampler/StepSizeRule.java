package org.ebm.sampler;

/** How eps follows the acceptance during a warm-up. */
interface StepSizeRule {
  /** The eps of the next step, after one of a mean acceptance. */
  double next(double acceptance);

  /** The eps that the warm-up leaves. */
  double frozen();

  /** Begins again at an eps, for another metric. */
  void restart(double stepSize);

  /**
   * After each step eps grows by 2 % if a running average of the acceptance (weight 0.9) is above the target, and shrinks by 2 % otherwise. Source: Song et al. (2019), Sliced Score
   * Matching, for all chains at once.
   */
  final class TwoPercent implements StepSizeRule {
    private static final double WEIGHT = 0.9;
    private static final double GROW = 1.02;
    private static final double SHRINK = 0.98;

    private final double target;
    private double average;
    private double stepSize;

    TwoPercent(double stepSize, double target) {
      this.target = target;
      this.average = target;
      this.stepSize = stepSize;
    }

    @Override
    public double next(double acceptance) {
      average = WEIGHT * average + (1 - WEIGHT) * acceptance;
      stepSize *= average > target ? GROW : SHRINK;
      return stepSize;
    }

    @Override
    public double frozen() {
      return stepSize;
    }

    @Override
    public void restart(double other) {
      average = target;
      stepSize = other;
    }
  }

  /**
   * log eps = log(10 eps_0) - sqrt(t) / 0.05 times the mean of target - acceptance so far, with 10 steps before the first; frozen at the mean of log eps with weights that forget the first ones (t^-0.75). Source:
   * Hoffman and Gelman (2014), Journal of Machine Learning Research 15, equation 6, with their constants.
   */
  final class DualAveraging implements StepSizeRule {
    private static final double SHRINKAGE = 0.05;
    private static final double BEFORE = 10;
    private static final double FORGETTING = 0.75;

    private final double target;
    private double centre;
    private double beside;
    private double mean;
    private double logStepSize;
    private long step;

    DualAveraging(double stepSize, double target) {
      this.target = target;
      restart(stepSize);
    }

    @Override
    public double next(double acceptance) {
      step++;
      double weight = 1 / (step + BEFORE);
      beside = (1 - weight) * beside + weight * (target - acceptance);
      logStepSize = centre - Math.sqrt(step) / SHRINKAGE * beside;
      double latest = Math.pow(step, -FORGETTING);
      mean = latest * logStepSize + (1 - latest) * mean;
      return Math.exp(logStepSize);
    }

    @Override
    public double frozen() {
      return Math.exp(mean);
    }

    @Override
    public void restart(double stepSize) {
      centre = Math.log(10 * stepSize);
      beside = 0;
      mean = 0;
      logStepSize = Math.log(stepSize);
      step = 0;
    }
  }
}

package org.ebm.evaluate;

/**
 * log Z between two stochastic bounds: E[low] &lt;= log Z, and E[up] &gt;= log Z if the way down starts from exact samples of the model.
 * <p>w up has mean Z / Z_0, w down Z_0 / Z, and the logarithm of a mean is on average below the mean's. Source: Neal (2001), Annealed importance sampling;
 * Grosse, Ghahramani, Adams (2015), Sandwiching the marginal likelihood using bidirectional Monte Carlo.
 *
 * @param logReference log Z_0
 * @param up weights of chains from the reference to the model
 * @param down weights of chains from the model to the reference
 * @param exactStart whether those chains start from exact samples; else the upper bound is void
 */
public record LogPartition(
    double logReference, LogWeights up, LogWeights down, boolean exactStart) {
  /** A wider gap than this, in nats, says that annealing has failed. */
  public static final double WIDEST_GAP = 1;

  /** The stochastic lower bound. */
  public double low() {
    return logReference + up.logMean();
  }

  /** The stochastic upper bound. */
  public double high() {
    return logReference - down.logMean();
  }

  /** True if the bounds are further apart than {@link #WIDEST_GAP}, in either order, or one is NaN. */
  public boolean isLoose() {
    return !(Math.abs(high() - low()) <= WIDEST_GAP);
  }

  /** True if the lower bound lies above the upper one by more than chance does: at most one of the two can be a bound then. */
  public boolean isInverted() {
    double chance = 3 * Math.hypot(up.standardError(), down.standardError());
    return low() - high() > Math.max(chance, 1e-3);
  }

  void report(Findings findings) {
    findings.put("log_z_low", low());
    findings.put("log_z_low_se", up.standardError());
    findings.put("log_z_low_ess", up.effectiveSampleSize());
    findings.put("log_z_up", high());
    findings.put("log_z_up_se", down.standardError());
    findings.put("log_z_up_ess", down.effectiveSampleSize());
    findings.put("log_z_up_from_exact_samples", exactStart);
    findings.warn(
        isInverted(),
        "log_z_low " + low() + " lies above log_z_up " + high()
            + ", which is impossible for bounds: exp(-U) may have no finite integral, so that there is no log Z (U must grow in every direction), or annealing failed (raise ais.levels)");
    findings.warn(
        isLoose() && !isInverted(),
        "log Z is only known between " + low() + " and " + high()
            + " (more than 1 nat): raise ais.levels or ais.leapfrog_steps");
    findings.warn(
        !exactStart,
        "log_z_up starts from long chains, not from exact samples: it is no bound if they have not reached the model's law, and there is no log Z at all if exp(-U) has no finite integral");
  }
}

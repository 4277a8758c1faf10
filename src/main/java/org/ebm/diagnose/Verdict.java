package org.ebm.diagnose;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;
import org.ebm.base.RandomKey;

/**
 * Whether the sampler's steady state under a model is like the data: the model is convergent, and its energy describes the density of its samples, or
 * it is not, however good its short-run samples look.
 *
 * <p>Rules, in this order. Non-finite values: non-convergent. Displacement share below 0.001: collapsed. The gap's interval above 0.5, or short and
 * long runs more than 0.5 apart, or a gap that grew by more than 0.1 and whose growth has an interval above 0: non-convergent. All measures passed:
 * convergent. Anything else: inconclusive. Where short runs or a second start were not measured, the rest decides. The phenomenon: Nijkamp, Hill,
 * Han, Zhu, Wu (2020), On the Anatomy of MCMC-Based Maximum Likelihood Learning of Energy-Based Models, AAAI; the rules are ours.
 *
 * @param measures in the order in which they are best read
 * @param found what was measured, in sentences
 * @param means what that says about the model
 * @param tryNext what to change, by configuration key
 */
public record Verdict(
    Kind kind, List<Measure> measures, String found, String means, String tryNext) {
  public Verdict {
    measures = List.copyOf(measures);
  }

  /** The four answers. */
  public enum Kind {
    CONVERGENT("convergent"),
    NON_CONVERGENT("non-convergent"),
    COLLAPSED("collapsed"),
    INCONCLUSIVE("inconclusive");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As printed and in JSON; scripts rely on it. */
    @JsonValue
    @Override
    public String toString() {
      return text;
    }
  }

  /** Measures and judges; the key is for the bootstrap. */
  public static Verdict of(Evidence evidence, RandomKey key) {
    Optional<Verdict> noSpread = NoSpread.verdict(evidence);
    if (noSpread.isPresent()) {
      return noSpread.get();
    }
    Measures measures = Measures.of(evidence, key);
    Cause cause = Cause.of(measures);
    return new Verdict(
        cause.kind(),
        measures.all(),
        new Findings(evidence, measures).text(),
        cause.means(),
        cause.tryNext());
  }

  /** The measure of that name; empty if it was not measured. */
  public Optional<Measure> measure(String name) {
    return measures.stream().filter(measure -> measure.name().equals(name)).findFirst();
  }
}

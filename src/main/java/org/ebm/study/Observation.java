package org.ebm.study;

import java.util.Optional;
import org.ebm.diagnose.Interval;

/**
 * A number that informs but does not judge.
 *
 * @param name snake_case, stable
 * @param value NaN if it could not be measured
 * @param interval 95 %, where one was computed
 * @param meaning one sentence: what it is, and what a good value is
 */
public record Observation(String name, double value, Optional<Interval> interval, String meaning) {
  /** Without an interval. */
  public Observation(String name, double value, String meaning) {
    this(name, value, Optional.empty(), meaning);
  }
}

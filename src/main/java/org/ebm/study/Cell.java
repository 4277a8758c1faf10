package org.ebm.study;

import java.math.BigDecimal;
import java.util.Locale;
import org.ebm.config.KindName;
import org.ebm.sampler.Init;
import org.ebm.train.TrainConfig;

/**
 * One cell of a sweep.
 *
 * @param stepSize eps
 * @param steps L
 * @param config a training run of its own
 */
public record Cell(Init init, double stepSize, int steps, TrainConfig config) {
  /** Name of its folder: {@code gaussian-eps0.01-L100}. */
  public String name() {
    String eps = BigDecimal.valueOf(stepSize).stripTrailingZeros().toPlainString();
    return String.format(Locale.ROOT, "%s-eps%s-L%d", kind(), eps, steps);
  }

  /** The kind of start, as in the configuration. */
  public String kind() {
    return KindName.of(init.getClass());
  }
}

package org.ebm.study;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ebm.config.KindName;
import org.ebm.sampler.Init;
import org.ebm.train.TrainConfig;

/**
 * One cell of a sweep.
 *
 * @param name of its folder
 * @param settings what it has that others have not, by column of the sweep's table, in their order
 * @param config a training run of its own
 */
public record Cell(String name, Map<String, String> settings, TrainConfig config) {
  static final String INIT = "init";
  static final String STEP_SIZE = "step_size";
  static final String STEPS = "steps";

  public Cell {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** One of a start, a step size and a number of steps: {@code gaussian-eps0.01-L100}. */
  static Cell ofChains(Init init, double stepSize, int steps, TrainConfig config) {
    String kind = KindName.of(init.getClass());
    String eps = BigDecimal.valueOf(stepSize).stripTrailingZeros().toPlainString();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(INIT, kind);
    settings.put(STEP_SIZE, String.valueOf(stepSize));
    settings.put(STEPS, String.valueOf(steps));
    return new Cell(String.format(Locale.ROOT, "%s-eps%s-L%d", kind, eps, steps), settings, config);
  }
}

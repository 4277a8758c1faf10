package org.ebm.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ebm.config.ConfigTree;
import org.ebm.config.ConfigWriter;
import org.ebm.train.TrainConfig;

/**
 * A training run that is suggested, number by number with its reason.
 *
 * @param regime a density, or a generator of short chains from noise
 * @param data the section as it is learned, noise included
 * @param input sizes of one example
 * @param layers of the network, a line of YAML each
 * @param stepSize eps, in the units of chains
 * @param chainSteps L of an update
 * @param chains in a batch, and in the bank of a density
 * @param jumps normal laws to jump between modes by; 0 for none
 * @param optimizer sgd or adam
 * @param rate of learning at the beginning; that of a density falls to {@code floor} times that
 * @param updates of the whole run
 * @param why by the key that the reason stands at
 */
public record Plan(
    Regime regime,
    ConfigTree data,
    List<Integer> input,
    List<String> layers,
    double stepSize,
    int chainSteps,
    int chains,
    int jumps,
    String optimizer,
    double rate,
    double floor,
    int updates,
    Map<String, String> why) {
  private static final int COMMENT_COLUMN = 48;
  private static final int LARGEST_LOG = 100;

  /** T in U = f / T: a Langevin step is then x - grad f + eps z, and f is of the size of a step. */
  double temperature() {
    return stepSize * stepSize / 2;
  }

  public Plan withUpdates(int other, String reason) {
    return new Plan(
        regime,
        data,
        input,
        layers,
        stepSize,
        chainSteps,
        chains,
        jumps,
        optimizer,
        rate,
        floor,
        other,
        because("steps", reason));
  }

  public Plan withRate(double other, String reason) {
    return new Plan(
        regime,
        data,
        input,
        layers,
        stepSize,
        chainSteps,
        chains,
        jumps,
        optimizer,
        other,
        floor,
        updates,
        because("learning_rate", reason));
  }

  private Map<String, String> because(String key, String reason) {
    Map<String, String> reasons = new java.util.LinkedHashMap<>(why);
    reasons.put(key, reason);
    return reasons;
  }

  /** As a training run is configured. */
  public TrainConfig config() {
    return ConfigTree.parse(yaml(), "suggested").bind(TrainConfig.class);
  }

  /** The file, without its heading. */
  public String yaml() {
    List<String> lines = new ArrayList<>();
    lines.add("seed: 1");
    ConfigWriter.yaml(data.bind(NamedData.Section.class))
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> lines.add(reasoned(line)));
    lines.add("energy:");
    lines.add("  network:");
    lines.add("    input: " + input);
    lines.add(reasoned("    temperature: " + number(temperature())));
    lines.add(reasoned("    layers:"));
    layers.forEach(layer -> lines.add("      - " + layer));
    lines.add("objective:");
    lines.add("  maximum_likelihood:");
    lines.add("    sampler:");
    lines.add("      langevin:");
    lines.add(reasoned("        step_size: " + number(stepSize)));
    lines.add(reasoned("    steps: " + chainSteps, "chain_steps"));
    lines.addAll(starts());
    if (jumps > 0) {
      lines.add("    jumps:");
      lines.add(reasoned("      components: " + jumps));
    }
    lines.add("optimizer:");
    lines.add("  " + optimizer + ":");
    lines.add(reasoned("    learning_rate: " + number(rate)));
    if (regime == Regime.CONVERGENT) {
      lines.add("schedule:");
      lines.add("  exponential:");
      lines.add(reasoned("    decay: " + decay()));
      lines.add(reasoned("    floor: " + number(rate * floor)));
    }
    lines.add("training:");
    lines.add(reasoned("  steps: " + updates));
    lines.add("  batch: " + chains);
    lines.add("  log_every: " + Math.max(1, Math.min(LARGEST_LOG, updates / 10)));
    lines.add("  checkpoint_every: " + Math.max(1, updates / 5));
    lines.add("  pictures_every: " + Math.max(1, updates / 5));
    if (regime == Regime.CONVERGENT) {
      lines.add(reasoned("  weight_average: 0.99"));
    }
    lines.add("  on_divergence:");
    lines.add(reasoned("    rollback: {}", "rollback"));
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private List<String> starts() {
    String noise = input.size() == 1 ? "gaussian" : "uniform";
    return regime == Regime.CONVERGENT
        ? List.of(
            "    init:",
            "      persistent:",
            reasoned("        fill: data"),
            reasoned("        chains: " + chains))
        : List.of("    init:", reasoned("      " + noise + ": { scale: 1.0 }", "init"));
  }

  /** So that the floor is met at the end. */
  private String decay() {
    return String.format(Locale.ROOT, "%.6f", Math.pow(floor, 1.0 / updates));
  }

  private String reasoned(String line) {
    return reasoned(line, line.strip().replaceFirst(":.*", ""));
  }

  private String reasoned(String line, String key) {
    if (!why.containsKey(key)) {
      return line;
    }
    return line + " ".repeat(Math.max(1, COMMENT_COLUMN - line.length())) + "# " + why.get(key);
  }

  /** Three figures: what is suggested is not known better. */
  static String number(double value) {
    return String.valueOf(new java.math.BigDecimal(value)
        .round(new java.math.MathContext(3))
        .stripTrailingZeros()
        .doubleValue());
  }
}

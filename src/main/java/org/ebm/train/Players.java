package org.ebm.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ebm.config.Key;
import org.ebm.network.FeedForward;

/** The section {@code players}: those who learn beside the energy, each with rules of its own. */
public record Players(
    @Key(value = "the generator of objective cooperative", byDefault = "none")
    Optional<Networked> generator,

    @Key(
        value =
            "log Z of objective noise_contrastive; none: it follows the energy's optimizer at log_normalizer_rate times its rate",
        byDefault = "none")
    Optional<Rules> normalizer,

    @Key(
        value = "the flow of noise_contrastive.noise.flow; none: it follows the energy's optimizer",
        byDefault = "none")
    Optional<Rules> flow) {
  public static final Players NONE =
      new Players(Optional.empty(), Optional.empty(), Optional.empty());

  /** How a player learns. */
  public record Rules(
      @Key("how its parameters follow their gradient") Optimizer optimizer,

      @Key(value = "its learning rate over updates", byDefault = "constant")
      Schedule schedule) {}

  /** A player that is a network. */
  public record Networked(
      @Key("its layers") FeedForward network,
      @Key("how its parameters follow their gradient") Optimizer optimizer,

      @Key(value = "its learning rate over updates", byDefault = "constant")
      Schedule schedule) {
    Rules rules() {
      return new Rules(optimizer, schedule);
    }
  }

  /** By player. */
  public Map<String, FeedForward> networks() {
    Map<String, FeedForward> networks = new LinkedHashMap<>();
    generator.ifPresent(player -> networks.put("generator", player.network()));
    return networks;
  }

  /** By player, of those that have rules of their own. */
  Map<String, Rules> rules() {
    Map<String, Rules> rules = new LinkedHashMap<>();
    generator.ifPresent(player -> rules.put("generator", player.rules()));
    normalizer.ifPresent(player -> rules.put("normalizer", player));
    flow.ifPresent(player -> rules.put("flow", player));
    return rules;
  }
}

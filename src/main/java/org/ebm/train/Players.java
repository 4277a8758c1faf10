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

    @Key(value = "f of grid 2 of objective multi_grid", byDefault = "none")
    Optional<Networked> grid2,

    @Key(value = "f of grid 4 of objective multi_grid", byDefault = "none")
    Optional<Networked> grid4,

    @Key(value = "f of grid 8 of objective multi_grid", byDefault = "none")
    Optional<Networked> grid8,

    @Key(value = "f of grid 16 of objective multi_grid", byDefault = "none")
    Optional<Networked> grid16,

    @Key(value = "f of grid 32 of objective multi_grid", byDefault = "none")
    Optional<Networked> grid32,

    @Key(
        value =
            "log Z of objective noise_contrastive; none: it follows the energy's optimizer at log_normalizer_rate times its rate",
        byDefault = "none")
    Optional<Rules> normalizer,

    @Key(
        value = "the flow of noise_contrastive.noise.flow; none: it follows the energy's optimizer",
        byDefault = "none")
    Optional<Rules> flow) {
  public static final Players NONE = new Players(
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty());

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

  private Map<String, Networked> networked() {
    Map<String, Networked> all = new LinkedHashMap<>();
    generator.ifPresent(player -> all.put("generator", player));
    grid2.ifPresent(player -> all.put("grid2", player));
    grid4.ifPresent(player -> all.put("grid4", player));
    grid8.ifPresent(player -> all.put("grid8", player));
    grid16.ifPresent(player -> all.put("grid16", player));
    grid32.ifPresent(player -> all.put("grid32", player));
    return all;
  }

  /** By player. */
  public Map<String, FeedForward> networks() {
    Map<String, FeedForward> networks = new LinkedHashMap<>();
    networked().forEach((name, player) -> networks.put(name, player.network()));
    return networks;
  }

  /** By player, of those that have rules of their own. */
  Map<String, Rules> rules() {
    Map<String, Rules> rules = new LinkedHashMap<>();
    networked().forEach((name, player) -> rules.put(name, player.rules()));
    normalizer.ifPresent(player -> rules.put("normalizer", player));
    flow.ifPresent(player -> rules.put("flow", player));
    return rules;
  }
}

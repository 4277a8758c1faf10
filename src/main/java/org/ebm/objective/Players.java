package org.ebm.objective;

import java.util.Map;
import java.util.Objects;
import org.ebm.energy.Potential;
import org.ebm.network.FeedForward;

/**
 * Who learns together.
 *
 * @param energy the player that everybody has
 * @param networks of those whom an objective asks for, by the player's name
 */
public record Players(Potential energy, Map<String, FeedForward> networks) {
  /** An energy that learns alone. */
  public static Players alone(Potential energy) {
    return new Players(energy, Map.of());
  }

  FeedForward network(String player) {
    return Objects.requireNonNull(networks.get(player), player);
  }
}

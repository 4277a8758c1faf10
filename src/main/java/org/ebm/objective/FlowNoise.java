package org.ebm.objective;

import java.util.List;
import java.util.Map;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Energy;
import org.ebm.energy.Flow;
import org.ebm.energy.Potential;

/**
 * A flow that learns beside the energy, from the same batches: by maximum likelihood, and, if asked, against the energy, whose loss it then ascends. It begins as a standard normal law, and is in the end nearer to the data than
 * any fitted mixture. It is a player: its weights lie in {@code model/flow}, an energy of its own.
 * <p>Source: Gao et al. (2020), CVPR, Flow contrastive estimation; both players move in every update, where the paper lets them take turns by their accuracy.
 */
@Kind("flow")
public record FlowNoise(
    @Key(value = "affine coupling layers", range = ">= 2, <= 100", byDefault = "8")
    int layers,

    @Key(
        value = "units of the two hidden layers of a coupling's network",
        range = ">= 1",
        byDefault = "64")
    int width,

    @Key(
        value =
            "weight of the contrast's loss, which the flow ascends, beside its own likelihood; 0: it learns by its likelihood alone",
        range = ">= 0",
        byDefault = "0.0")
    double against,

    @Key(
        value =
            "share of the draws that one normal law with the data's moments makes: what tells the energy of places that the flow has left",
        range = ">= 0, < 1",
        byDefault = "0.3")
    double broad)
    implements Noise {
  static final String PLAYER = "flow";

  /** As an energy of x. */
  Flow flow(Shape example) {
    return new Flow(example.elements(), layers, width);
  }

  @Override
  public List<Player> players(Shape example) {
    return List.of(new Player(PLAYER, flow(example).parameters(), 1));
  }

  @Override
  public Map<String, Energy> energies(Energy learned) {
    Flow flow = flow(learned.shape());
    return Map.of(PLAYER, learned.units().map(flow::measuredIn).orElse(flow));
  }

  @Override
  public NoiseLaw open(Potential energy, Examples data, RandomKey key) {
    Flow flow = flow(energy.shape());
    NoiseLaw own = NoiseLaw.of(energy.units().map(flow::measuredIn).orElse(flow));
    return broad == 0 ? own : own.with(NormalMixture.ofMoments(Noise.examples(data, key)), broad);
  }
}

package org.ebm.energy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.script.Method;

/**
 * An energy of real numbers where these are spins or bits: a network on spins. Its slope in x tells {@code gibbs_with_gradients} which flips are worth a try; {@code gibbs} and {@code flips}, which ask of every
 * element, need two energies for each.
 */
@Kind("binary")
public record Binary(
    @Key("the energy of real numbers") Energy of,

    @Key(
        value = "what the elements of x are, as the data: spin, -1 and 1, or bit, 0 and 1",
        byDefault = "bit")
    BoltzmannMachine.Values values)
    implements Energy {
  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public Support support() {
    return values == BoltzmannMachine.Values.SPIN ? Support.SPIN : Support.BIT;
  }

  @Override
  public Map<String, Energy> parts() {
    return Map.of("of", of);
  }

  @Override
  public Energy withParts(Map<String, Energy> others) {
    return new Binary(others.values().iterator().next(), values);
  }

  @Override
  public Potential open() {
    Parts opened = Parts.open(parts());
    opened
        .opened()
        .forEach((name, part) ->
            Ability.requireEnergy(part, name, "compares U of spins or bits", "give an energy"));
    Composed whole = new Composed("Binary", opened, this::methods);
    Space space = new Space(whole.shape(), whole.space().layout(), support());
    return new BinaryPotential(whole, space);
  }

  private List<Method> methods(Parts.Calls calls) {
    int sites = shape().elements();
    Support support = support();
    return List.of(
        Method.of(EnergyModule.ENERGY, "return " + calls.call("of", "energy")),
        EnergyModule.timesBeta(),
        EnergyModule.oddsOfBoth(support),
        EnergyModule.eachLogOdds(sites),
        Method.of(
            EnergyModule.SWEEPS,
            String.format(Locale.ROOT, """
            n = torch.size(x, 0)
            flat = torch.clone(torch.reshape(x, [n, -1]))
            for sweep in range(count):
              u = torch.rand([%1$d, rows], generator=generator, dtype=6, device=x.device)
              least = torch.mul(torch.logit(u), temperature)
              for i in range(%1$d):
                site = torch.full([n], i, dtype=4, device=x.device)
                odds = self.log_odds(torch.reshape(flat, torch.size(x)), site, w, c)
                up = torch.to(torch.gt(odds, torch.narrow(torch.select(least, 0, i), 0, 0, n)), 6)
                value = torch.add(torch.mul(up, %2$s), %3$s)
                flat = torch.scatter(flat, 1, torch.unsqueeze(site, 1), torch.unsqueeze(value, 1))
            return torch.reshape(flat, torch.size(x))""", sites, support.high() - support.low(), support.low())));
  }
}

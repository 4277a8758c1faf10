package org.ebm.sampler;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.energy.Ability;
import org.ebm.script.Method;

/**
 * Metropolis flips: each element of x in turn, in an order of each chain and sweep, is proposed the other of its two values, and takes it with probability min(1, exp((U - U') / T)). At T = 0 it
 * takes what is lower and nothing else: the asynchronous recall of a Hopfield memory, in which U never rises.
 * <p>Source: Metropolis et al. (1953), Journal of Chemical Physics 21(6); Hopfield (1982), PNAS 79(8).
 */
@Kind("flips")
public record Flips(
    @Key(
        value = "sweeps in a step; in each every element is proposed once",
        range = ">= 1",
        byDefault = "1")
    int sweeps,

    @Key(
        value = "T of the chain: samples exp(-U / T); 0: goes downhill",
        range = ">= 0",
        byDefault = "1.0")
    double temperature)
    implements Drawing {
  @Override
  public Flips withTemperature(double other) {
    return new Flips(sweeps, other);
  }

  @Override
  public Set<Ability> needs() {
    return EnumSet.of(Ability.CONDITIONALS, Ability.LOG_ODDS);
  }

  @Override
  public List<Method> methods() {
    return List.of(OneByOne.orders());
  }

  @Override
  public String begin() {
    return OneByOne.BEGIN;
  }

  /** {@code rise}: of the energy, if the element is flipped; log u times 0 may be no number, which takes nothing. */
  @Override
  public String step(boolean energyToo) {
    return OneByOne.step("""
        old = torch.squeeze(torch.gather(flat, 1, torch.unsqueeze(site, 1)), 1)
        is_high = torch.eq(old, self.high)
        rise = torch.where(is_high, odds, torch.neg(odds))
        take = torch.lt(rise, torch.mul(torch.log(torch.select(u, 0, i)), -temperature))
        flipped = torch.where(is_high, self.low, self.high)
        value = torch.where(take, flipped, old)
        taken = torch.add_(taken, take)""")
        + "\naccepted = torch.div(taken, float(torch.size(flat, 1) * sweeps))";
  }

  @Override
  public float[] arguments() {
    return new float[] {sweeps, (float) temperature};
  }

  @Override
  public int gradientsPerStep() {
    return sweeps;
  }

  @Override
  public boolean rejects() {
    return true;
  }
}

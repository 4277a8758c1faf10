package org.ebm.sampler;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.energy.Ability;
import org.ebm.script.Method;

/**
 * Gibbs sampling: each element of x in turn is drawn from its law given all others. Exact, has no step size, rejects nothing; in one sweep every element is drawn once.
 * <p>Source: Glauber (1963), Journal of Mathematical Physics 4(2); Geman and Geman (1984), IEEE PAMI 6(6).
 */
@Kind("gibbs")
public record Gibbs(
    @Key(
        value =
            "sweeps in a step; several cost less each, since chains are packed and counted once a step",
        range = ">= 1",
        byDefault = "1")
    int sweeps,

    @Key(
        value =
            "systematic: elements that do not pull at each other at once, such as the squares of one colour of a checkerboard, in a fixed order; random: one by one in an order of each chain and sweep, which is many times slower",
        byDefault = "systematic")
    Order order,

    @Key(value = "T of the chain: samples exp(-U / T)", range = "> 0", byDefault = "1.0")
    double temperature)
    implements Drawing {
  /** In which elements are drawn. */
  public enum Order {
    SYSTEMATIC,
    RANDOM
  }

  /** One systematic sweep a step. */
  public Gibbs() {
    this(1, Order.SYSTEMATIC, 1);
  }

  @Override
  public Gibbs withTemperature(double other) {
    return new Gibbs(sweeps, order, other);
  }

  @Override
  public Set<Ability> needs() {
    return order == Order.RANDOM
        ? EnumSet.of(Ability.CONDITIONALS, Ability.LOG_ODDS)
        : EnumSet.of(Ability.CONDITIONALS);
  }

  @Override
  public List<Method> methods() {
    return order == Order.RANDOM ? List.of(OneByOne.orders()) : List.of();
  }

  @Override
  public String begin() {
    return OneByOne.BEGIN;
  }

  @Override
  public String step(boolean energyToo) {
    return order == Order.SYSTEMATIC
        ? "x = (self.energy).sweeps(x, w, c, sweeps, temperature, rows, generator)"
        : OneByOne.step("""
            up = torch.gt(odds, torch.mul(torch.logit(torch.select(u, 0, i)), temperature))
            value = torch.where(up, self.high, self.low)""");
  }

  @Override
  public float[] arguments() {
    return new float[] {sweeps, (float) temperature};
  }

  @Override
  public int gradientsPerStep() {
    return sweeps;
  }
}

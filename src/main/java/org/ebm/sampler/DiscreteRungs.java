package org.ebm.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.config.KindName;
import org.ebm.energy.Ability;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.EnergyModule;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;

/**
 * Rungs of spins or bits: each moves by the sampler at temperature 1 / beta, and the one at beta 0 is drawn uniformly.
 * <p>A rung's law is what the sampler leaves as it is there: exp(-beta U), but of systematic Gibbs sweeps of an energy whose hidden units are heated too, which is {@code tempered} of
 * {@link EnergyModule}. A state's energy is U itself on every rung.
 */
final class DiscreteRungs implements Rungs {
  private final Potential energy;
  private final Sampler sampler;
  private final boolean uniform;
  /** Whether laws are exp(-beta U), so that U says all. */
  private final boolean linear;

  private final RungProgram rungs;

  private DiscreteRungs(
      Potential energy, Sampler sampler, boolean uniform, boolean linear, RungProgram rungs) {
    this.energy = energy;
    this.sampler = sampler;
    this.uniform = uniform;
    this.linear = linear;
    this.rungs = rungs;
  }

  /**
   * @param sampler one that is not {@link ReplicaExchange#unfit} and follows no gradients
   * @param uniform whether the lowest rung is at beta 0
   */
  static DiscreteRungs open(
      Potential energy, EnergyInputs inputs, Sampler sampler, boolean uniform, Compute compute) {
    Ability.require(energy, sampler.needs(), KindName.of(sampler.getClass()));
    compute.requireRoom(energy);
    boolean sweeps = sampler instanceof Gibbs gibbs && gibbs.order() == Gibbs.Order.SYSTEMATIC;
    EnergyModule module = energy.module(compute.precision(), Graph.FAST);
    Method tempered = Method.of(
        "tempered(p: List[Tensor], c: List[Tensor], x: Tensor, arg: Tensor, control: Tensor) -> List[Tensor]",
        """
        w = (self.energy).prepare(p)
        return [(self.energy).tempered(x, w, c, float(arg[0].item())), (self.energy).tempered(x, w, c, float(arg[1].item()))]""");
    TorchClass script =
        DiscreteLoop.script(energy, sampler, compute.precision(), List.of(tempered));
    Program program = energy.program(script, compute.torch());
    return new DiscreteRungs(
        energy,
        sampler,
        uniform,
        !sweeps || module.heatsItsEnergy(),
        new RungProgram(program, inputs, compute));
  }

  @Override
  public Rungs told(EnergyInputs inputs) {
    return new DiscreteRungs(energy, sampler, uniform, linear, rungs.told(inputs));
  }

  @Override
  public ChainState init(FloatArray position) {
    energy.space().require("x", position);
    return ChainState.withoutGradient(position, RungProgram.joined(rungs.init(position), 0));
  }

  @Override
  public List<Transition> move(
      List<Level> levels, List<ChainState> states, int moves, RandomKey key) {
    int chains = states.get(0).chains();
    List<List<List<FloatArray>>> all = rungs.onRungs(
        levels.size(),
        chains,
        key,
        (rung, block, own) -> isExact(levels.get(rung))
            ? drawn(states.get(rung), block, own)
            : moved(levels.get(rung), states.get(rung), block, moves, own));
    List<Transition> transitions = new ArrayList<>();
    for (List<List<FloatArray>> of : all) {
      ChainState state =
          ChainState.withoutGradient(RungProgram.joined(of, 0), RungProgram.joined(of, 1));
      transitions.add(new Transition(
          state, RungProgram.joined(of, 2).values(), RungProgram.joined(of, 3).values()));
    }
    return transitions;
  }

  private List<FloatArray> moved(
      Level level, ChainState state, int block, int moves, RandomKey key) {
    List<FloatArray> arrays = List.of(
        rungs.cut(state.position(), block),
        rungs.cut(state.energy(), block),
        FloatArray.of(arguments(1 / level.beta())));
    int rows = rungs.compute().chainsPerBlock();
    return rungs.call("run", state.chains(), block, arrays, key.seed(), moves, rows);
  }

  private float[] arguments(double temperature) {
    return ((Drawing) sampler).withTemperature(temperature).arguments();
  }

  private List<FloatArray> drawn(ChainState state, int block, RandomKey key) {
    FloatArray before = rungs.cut(state.position(), block);
    FloatArray position = new UniformStart(1).noise(energy.space(), before.rows(), key);
    List<FloatArray> results = new ArrayList<>(List.of(position));
    results.addAll(rungs.call("init", state.chains(), block, List.of(position), 0));
    float[] squares = new float[before.rows()];
    for (int i = 0; i < before.values().length; i++) {
      float moved = position.values()[i] - before.values()[i];
      squares[i / before.rowElements()] += moved * moved;
    }
    float[] ones = new float[before.rows()];
    Arrays.fill(ones, 1);
    results.add(FloatArray.of(squares));
    results.add(FloatArray.of(ones));
    return results;
  }

  @Override
  public List<Works> works(List<Level> levels, List<ChainState> states) {
    List<Works> works = new ArrayList<>();
    for (int pair = 0; pair + 1 < levels.size(); pair++) {
      double below = levels.get(pair).beta();
      double above = levels.get(pair + 1).beta();
      ChainState lower = states.get(pair);
      ChainState upper = states.get(pair + 1);
      works.add(
          linear
              ? Works.linear(above - below, energies(lower), energies(upper))
              : Works.of(work(lower, below, above), work(upper, below, above)));
    }
    return works;
  }

  private static double[] energies(ChainState state) {
    float[] values = state.energy().values();
    double[] energies = new double[values.length];
    for (int chain = 0; chain < energies.length; chain++) {
      energies[chain] = values[chain];
    }
    return energies;
  }

  private double[] work(ChainState state, double below, double above) {
    List<List<FloatArray>> both = tempered(state.position(), below, above);
    float[] before = RungProgram.joined(both, 0).values();
    float[] after = RungProgram.joined(both, 1).values();
    double[] work = new double[before.length];
    for (int chain = 0; chain < work.length; chain++) {
      work[chain] = (double) after[chain] - before[chain];
    }
    return work;
  }

  private List<List<FloatArray>> tempered(FloatArray position, double below, double above) {
    FloatArray betas = FloatArray.of((float) below, (float) above);
    return rungs
        .compute()
        .torch()
        .parallel(
            rungs.blocks(position.rows()),
            block -> rungs.call(
                "tempered", position.rows(), block, List.of(rungs.cut(position, block), betas), 0));
  }

  @Override
  public boolean isExact(Level level) {
    return uniform && level.beta() == 0;
  }

  @Override
  public OptionalDouble targetAcceptance() {
    return OptionalDouble.empty();
  }

  /** Of states that are all alike at beta 0, so that one says it. */
  @Override
  public OptionalDouble logReference() {
    if (!uniform) {
      return OptionalDouble.empty();
    }
    FloatArray one = new UniformStart(1).noise(energy.space(), 1, RandomKey.ofSeed(0));
    double hidden = linear ? 0 : -RungProgram.joined(tempered(one, 0, 0), 0).values()[0];
    return OptionalDouble.of(
        energy.shape().elements() * Math.log(energy.space().support().numbers().length) + hidden);
  }

  @Override
  public void close() {
    rungs.program().close();
  }
}

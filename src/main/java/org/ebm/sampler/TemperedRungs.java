package org.ebm.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Ability;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.energy.Reference;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;

/**
 * Rungs of an energy that has a gradient: U(x; beta) = (1 - beta) U_0(x) + beta U(x), or beta U(x) without a reference, moved by leapfrog steps.
 * <p>A chain's state holds U and dU/dx of the energy itself on every rung, and beta enters where they are used; so states can be swapped as they are, and a swap costs no evaluation.
 * Blocks of chains of all rungs are dealt to the workers together.
 */
final class TemperedRungs implements Rungs {
  private final Hmc move;
  private final double targetAcceptance;
  private final Optional<Reference> reference;
  private final RungProgram rungs;

  private TemperedRungs(
      Hmc move, double targetAcceptance, Optional<Reference> reference, RungProgram rungs) {
    this.move = move;
    this.targetAcceptance = targetAcceptance;
    this.reference = reference;
    this.rungs = rungs;
  }

  /** @param sampler one that is not {@link ReplicaExchange#unfit} */
  static TemperedRungs open(
      Potential energy,
      EnergyInputs inputs,
      Sampler sampler,
      Optional<Reference> reference,
      Compute compute) {
    Ability.requireEnergy(energy, "replica_exchange", "accepts swaps by U", "leave it out");
    compute.requireFineEnough(sampler);
    compute.requireRoom(energy);
    TorchClass script = script(energy, reference, compute);
    Program program = energy.program(script, compute.torch());
    return new TemperedRungs(
        ReplicaExchange.path(sampler),
        sampler.targetAcceptance().orElseThrow(),
        reference,
        new RungProgram(program, inputs, compute));
  }

  private static TorchClass script(
      Potential energy, Optional<Reference> reference, Compute compute) {
    List<Method> methods = new ArrayList<>();
    methods.add(Kernel.noise(energy.space()));
    methods.add(Method.of(
        "init(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
        (e, g) = (self.energy).energy_gradient(x, (self.energy).prepare(p), c)
        return [e, torch.contiguous(g)]"""));
    methods.addAll(TemperedLeapfrog.methods(
        reference.isPresent(),
        IntStream.rangeClosed(1, energy.shape().rank()).boxed().toList()));
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    reference.ifPresent(normal -> {
      arrays.put("mean", normal.means());
      arrays.put("precision", normal.precisions());
    });
    return TorchClass.over(
            "energy", energy.module(compute.precision(), Graph.FAST).script(), "Rungs", methods)
        .fixing(arrays);
  }

  @Override
  public Rungs told(EnergyInputs inputs) {
    return new TemperedRungs(move, targetAcceptance, reference, rungs.told(inputs));
  }

  @Override
  public ChainState init(FloatArray position) {
    List<List<FloatArray>> blocks = rungs.init(position);
    return new ChainState(position, RungProgram.joined(blocks, 0), RungProgram.joined(blocks, 1));
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
            ? drawn(chains, block, own)
            : moved(levels.get(rung), states.get(rung), block, moves, own));
    List<Transition> transitions = new ArrayList<>();
    for (List<List<FloatArray>> of : all) {
      ChainState state = new ChainState(
          RungProgram.joined(of, 0), RungProgram.joined(of, 1), RungProgram.joined(of, 2));
      transitions.add(new Transition(
          state, RungProgram.joined(of, 3).values(), RungProgram.joined(of, 4).values()));
    }
    return transitions;
  }

  private List<FloatArray> moved(
      Level level, ChainState state, int block, int moves, RandomKey key) {
    List<FloatArray> arrays = List.of(
        rungs.cut(state.position(), block),
        rungs.cut(state.energy(), block),
        rungs.cut(state.gradient(), block),
        FloatArray.of((float) level.stepSize(), (float) level.beta(), move.leapfrogSteps()));
    return rungs.call(
        "run", state.chains(), block, arrays, key.seed(), moves, rungs.compute().chainsPerBlock());
  }

  private List<FloatArray> drawn(int chains, int block, RandomKey key) {
    int size = rungs.compute().chainsPerBlock();
    int rows = Math.min(size, chains - block * size);
    FloatArray position = reference.orElseThrow().draw(rows, key);
    List<FloatArray> results = new ArrayList<>(List.of(position));
    results.addAll(rungs.call("init", chains, block, List.of(position), 0));
    float[] ones = new float[rows];
    Arrays.fill(ones, 1);
    results.add(FloatArray.of(new float[rows]));
    results.add(FloatArray.of(ones));
    return results;
  }

  @Override
  public List<Works> works(List<Level> levels, List<ChainState> states) {
    List<double[]> slopes = states.stream().map(this::slope).toList();
    List<Works> works = new ArrayList<>();
    for (int pair = 0; pair + 1 < levels.size(); pair++) {
      double betaStep = levels.get(pair + 1).beta() - levels.get(pair).beta();
      works.add(Works.linear(betaStep, slopes.get(pair), slopes.get(pair + 1)));
    }
    return works;
  }

  /** The slope of U(x; beta) in beta: U less U_0. */
  private double[] slope(ChainState state) {
    double[] slope = reference
        .map(normal -> normal.energies(state.position()))
        .orElseGet(() -> new double[state.chains()]);
    for (int chain = 0; chain < slope.length; chain++) {
      slope[chain] = state.energy().values()[chain] - slope[chain];
    }
    return slope;
  }

  @Override
  public boolean isExact(Level level) {
    return reference.isPresent() && level.beta() == 0;
  }

  @Override
  public OptionalDouble targetAcceptance() {
    return OptionalDouble.of(targetAcceptance);
  }

  @Override
  public OptionalDouble logReference() {
    return reference
        .map(normal -> OptionalDouble.of(normal.logPartition()))
        .orElse(OptionalDouble.empty());
  }

  @Override
  public void close() {
    rungs.program().close();
  }
}

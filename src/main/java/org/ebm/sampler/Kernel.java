package org.ebm.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.Layout;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Units;
import org.ebm.config.KindName;
import org.ebm.energy.Ability;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.EnergyModule;
import org.ebm.energy.Graph;
import org.ebm.energy.InUnits;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;

/**
 * The one loop: any sampler on any energy, many steps in one compiled call.
 * <p>Chains are cut into blocks of a fixed size; a block draws from a generator seeded by the key and the block's index, and always draws for a full
 * block. So chain k is the same whatever the number of chains, and results are byte-equal for any number of workers.
 */
public final class Kernel implements AutoCloseable {
  /** Positions come and go in data units. */
  private static final String INIT_IN_UNITS = """
      w = (self.energy).prepare(p)
      g = torch.zeros_like(x)
      """ + InUnits.inwards() + """
      (e, g) = (self.energy).energy_gradient(x, w, c)
      return [e, torch.contiguous(torch.div(g, w[-1]))]""";

  private final Compute compute;
  private final Potential energy;
  private final Sampler sampler;
  private final Program program;
  private final int firstBlock;

  private Kernel(
      Compute compute, Potential energy, Sampler sampler, Program program, int firstBlock) {
    this.compute = compute;
    this.energy = energy;
    this.sampler = sampler;
    this.program = program;
    this.firstBlock = firstBlock;
  }

  /**
   * Compiles the loop.
   *
   * @throws ConfigException for a sampler that rejects in bfloat16, or that needs what the energy does not offer
   */
  public static Kernel open(Potential energy, Sampler sampler, Compute compute) {
    return open(energy, sampler, compute, energy.units());
  }

  /** The same, with steps in data units, whatever the energy knows of them. */
  public static Kernel openInDataUnits(Potential energy, Sampler sampler, Compute compute) {
    return open(energy, sampler, compute, Optional.empty());
  }

  private static Kernel open(
      Potential energy, Sampler sampler, Compute compute, Optional<Units> units) {
    Ability.require(energy, sampler.needs(), KindName.of(sampler.getClass()));
    compute.requireFineEnough(sampler);
    compute.requireRoom(energy);
    TorchClass script = script(energy, sampler, compute.precision(), units);
    return new Kernel(compute, energy, sampler, energy.program(script, compute.torch()), 0);
  }

  /** A loop of an energy that is to be asked for energies only. */
  public static Kernel ofEnergies(Potential energy, Compute compute) {
    return ofEnergies(energy, compute, energy.units());
  }

  /** The same, whose gradients are in data units, whatever the energy knows of them. */
  public static Kernel ofEnergiesInDataUnits(Potential energy, Compute compute) {
    return ofEnergies(energy, compute, Optional.empty());
  }

  private static Kernel ofEnergies(Potential energy, Compute compute, Optional<Units> units) {
    boolean real = energy.abilities().contains(Ability.GRADIENT);
    return open(energy, real ? new Langevin(1, 1, false) : new Gibbs(), compute, units);
  }

  /**
   * This loop with other numbers in its sampler, such as another step size. Nothing is compiled: the two share a program, and closing one closes both.
   *
   * @param other differs from {@link #sampler} in what it passes as arguments only
   */
  public Kernel with(Sampler other) {
    if (!other.methods().equals(sampler.methods())
        || !other.begin().equals(sampler.begin())
        || !other.step(false).equals(sampler.step(false))
        || !other.end().equals(sampler.end())) {
      throw new IllegalArgumentException(other + " needs another program than " + sampler);
    }
    return new Kernel(compute, energy, other, program, firstBlock);
  }

  /**
   * This loop for a part of the chains, which move as they would among all. The two share a program, as in {@link #with}.
   *
   * @param block number of the block that the first of them begins
   */
  public Kernel startingAt(int block) {
    return new Kernel(compute, energy, sampler, program, block);
  }

  public Sampler sampler() {
    return sampler;
  }

  /** The loop's source text: what is compiled, and what {@code ebm export --kernel} writes. */
  public static TorchClass script(Potential energy, Sampler sampler, Precision precision) {
    return script(energy, sampler, precision, energy.units());
  }

  private static TorchClass script(
      Potential energy, Sampler sampler, Precision precision, Optional<Units> units) {
    if (!sampler.followsGradients()) {
      return DiscreteLoop.script(energy, sampler, precision, List.of());
    }
    List<Method> methods = new ArrayList<>();
    methods.add(noise(energy.space()));
    methods.addAll(sampler.methods());
    boolean inUnits = units.isPresent();
    methods.add(Method.of(
        "init(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
        inUnits ? INIT_IN_UNITS : """
        (e, g) = (self.energy).energy_gradient(x, (self.energy).prepare(p), c)
        return [e, torch.contiguous(g)]"""));
    methods.add(run(energy.shape(), sampler, inUnits));
    EnergyModule module = energy.module(precision, Graph.FAST);
    EnergyModule moved = units.map(known -> InUnits.of(module, known)).orElse(module);
    return TorchClass.over("energy", moved.script(), "Kernel", methods);
  }

  /**
   * {@code noise(x, rows, generator)}: standard normal numbers for a full block, cut to the chains there are; in the memory layout of the energy's
   * arrays.
   */
  public static Method noise(Space space) {
    String signature = "noise(x: Tensor, rows: int, generator: Generator) -> Tensor";
    if (space.layout() != Layout.IMAGE) {
      return Method.of(signature, """
          size = torch.size(x)
          size[0] = rows
          return torch.narrow(torch.randn(size, generator=generator, dtype=6, device=x.device), 0, 0, torch.size(x, 0))""");
    }
    return Method.of(signature, """
        size = [rows, torch.size(x, 2), torch.size(x, 3), torch.size(x, 1)]
        z = torch.permute(torch.randn(size, generator=generator, dtype=6, device=x.device), [0, 3, 1, 2])
        return torch.narrow(z, 0, 0, torch.size(x, 0))""");
  }

  private static Method run(Shape shape, Sampler sampler, boolean inUnits) {
    String step = sampler.step(false).indent(2);
    boolean rejects = sampler.rejects();
    return Method.of(
        "run(p: List[Tensor], c: List[Tensor], x: Tensor, e: Tensor, g: Tensor, arg: Tensor, control: Tensor) -> List[Tensor]",
        """
        w = (self.energy).prepare(p)
        generator = torch.Generator(device=x.device)
        generator.manual_seed(int(control[0].item()))
        steps = int(control[1].item())
        rows = int(control[2].item())
        """
            + (inUnits ? InUnits.inwards() : "")
            + sampler.begin()
            + "\n"
            + each(sampler, "sum_%1$s = torch.zeros_like(e)\n")
            + String.format(
                Locale.ROOT, """
        gradient_norm = torch.zeros_like(e)
        acceptance = torch.zeros_like(e)
        for step in range(steps):
          gradient_norm = torch.add_(gradient_norm, torch.linalg_vector_norm(g, 2, %s))
        """, IntStream.rangeClosed(1, shape.rank()).boxed().toList())
            + step
            + (rejects ? "  acceptance = torch.add_(acceptance, accepted)\n" : "")
            + each(sampler, "  sum_%1$s = torch.add_(sum_%1$s, %1$s)\n")
            + (sampler.end().isEmpty() ? "" : sampler.end() + "\n")
            + (inUnits ? InUnits.outwards() : "")
            + "return [torch.contiguous(x), e, torch.contiguous(g), torch.div(gradient_norm, steps), "
            + (rejects ? "torch.div(acceptance, steps)" : "torch.ones_like(e)")
            + each(sampler, ", torch.div(sum_%1$s, steps)")
            + "]");
  }

  /** A text for each of a sampler's statistics. */
  private static String each(Sampler sampler, String text) {
    return sampler.statistics().stream()
        .map(name -> String.format(Locale.ROOT, text, name))
        .collect(Collectors.joining());
  }

  /** U and dU/dx at given positions (n, ...), with conditions at their defaults. */
  public ChainState init(List<FloatArray> parameters, FloatArray position) {
    return init(energy.inputs(parameters), position);
  }

  /**
   * The same under conditions.
   *
   * @throws ConfigException if a position is none of the energy's space, such as 0.5 among spins
   */
  public ChainState init(EnergyInputs inputs, FloatArray position) {
    energy.space().require("x", position);
    List<List<FloatArray>> blocks = compute
        .torch()
        .parallel(
            blocks(position.rows()),
            block ->
                call("init", inputs, position.rows(), block, List.of(block(position, block)), 0));
    return sampler.followsGradients()
        ? sloped(position, joined(blocks, 0), joined(blocks, 1))
        : ChainState.withoutGradient(position, joined(blocks, 0));
  }

  /** What the program says of the energy of a model that has none is NaN. */
  private ChainState sloped(FloatArray position, FloatArray e, FloatArray gradient) {
    return energy.abilities().contains(Ability.ENERGY)
        ? new ChainState(position, e, gradient)
        : ChainState.withoutEnergy(position, gradient);
  }

  /** Moves every chain by some steps, with conditions at their defaults. */
  public Transition run(List<FloatArray> parameters, ChainState state, int steps, RandomKey key) {
    return run(energy.inputs(parameters), state, steps, key);
  }

  /**
   * Moves every chain by some steps. A non-finite state is returned as it is; the caller decides.
   *
   * @param steps at least 1
   */
  public Transition run(EnergyInputs inputs, ChainState state, int steps, RandomKey key) {
    FloatArray arguments = FloatArray.of(sampler.arguments());
    List<List<FloatArray>> blocks = compute.torch().parallel(blocks(state.chains()), block -> {
      List<FloatArray> arrays = new ArrayList<>(
          List.of(block(state.position(), block), block(state.writtenEnergy(), block)));
      if (sampler.followsGradients()) {
        arrays.add(block(state.gradient(), block));
      }
      arrays.add(arguments);
      long seed = key.fold(firstBlock + block).seed();
      return call(
          "run", inputs, state.chains(), block, arrays, seed, steps, compute.chainsPerBlock());
    });
    boolean sloped = sampler.followsGradients();
    ChainState end = sloped
        ? sloped(joined(blocks, 0), joined(blocks, 1), joined(blocks, 2))
        : ChainState.withoutGradient(joined(blocks, 0), joined(blocks, 1));
    int first = sloped ? 3 : 2;
    List<float[]> statistics = IntStream.range(0, sampler.statistics().size())
        .mapToObj(i -> joined(blocks, first + 2 + i).values())
        .toList();
    return new Transition(
        end, joined(blocks, first).values(), joined(blocks, first + 1).values(), statistics);
  }

  private List<FloatArray> call(
      String method,
      EnergyInputs inputs,
      int chains,
      int block,
      List<FloatArray> arrays,
      long... control) {
    int from = block * compute.chainsPerBlock();
    EnergyInputs own = inputs.rows(from, Math.min(chains, from + compute.chainsPerBlock()));
    return program.call(method, own.parameters(), own.conditions(), arrays, control);
  }

  private int blocks(int chains) {
    return ChainRange.blocks(chains, compute.chainsPerBlock());
  }

  private FloatArray block(FloatArray array, int block) {
    int size = compute.chainsPerBlock();
    int from = block * size;
    return array.slice(from, from + Math.min(size, array.rows() - from));
  }

  private static FloatArray joined(List<List<FloatArray>> blocks, int index) {
    return FloatArray.concat(blocks.stream().map(arrays -> arrays.get(index)).toList());
  }

  @Override
  public void close() {
    program.close();
  }
}

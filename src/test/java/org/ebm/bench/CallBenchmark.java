package org.ebm.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Network;
import org.ebm.energy.Precision;
import org.ebm.sampler.ChainState;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Langevin;
import org.ebm.sampler.Transition;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What Java adds to a call: one step of the toy network's chains, one worker, one block. {@link #nothing} crosses to the engine and back with the
 * arguments of a run; {@link #program} does the step as well; {@link #kernel} adds blocks, workers and the joining of results.
 * Read the medians (p0.50): a call that waited for a core raises the mean.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class CallBenchmark {
  private static final RandomKey KEY = RandomKey.ofSeed(1);
  private static final Langevin LANGEVIN = new Langevin(0.01, 1, true);

  private static final Method NOTHING = Method.of(
      "nothing(p: List[Tensor], c: List[Tensor], x: Tensor, e: Tensor, g: Tensor, arg: Tensor, control: Tensor) -> List[Tensor]",
      "return [x, e, g, e, e]");

  @Param({"1", "100"})
  public int chains;

  private final Network network = Nets.toy();
  private final List<FloatArray> parameters = Nets.parameters(network, KEY);
  private final FloatArray arguments = FloatArray.of(LANGEVIN.arguments());
  private Torch torch;
  private Kernel kernel;
  private Program program;
  private ChainState state;

  @Setup
  public void open() {
    torch = Torch.open("cpu", 1);
    kernel = Kernel.open(network, LANGEVIN, new Compute(torch, Precision.FLOAT32, chains));
    TorchClass script = Kernel.script(network, LANGEVIN, Precision.FLOAT32).with(NOTHING);
    program = Program.load(Archive.write(script), torch);
    state = kernel.init(parameters, Nets.uniform(network.shape(), chains, KEY));
  }

  @TearDown
  public void close() {
    program.close();
    kernel.close();
    torch.close();
  }

  @Benchmark
  public List<FloatArray> nothing() {
    return call("nothing");
  }

  @Benchmark
  public List<FloatArray> program() {
    return call("run");
  }

  @Benchmark
  public Transition kernel() {
    return kernel.run(parameters, state, 1, KEY);
  }

  private List<FloatArray> call(String method) {
    List<FloatArray> arrays =
        List.of(state.position(), state.energy(), state.gradient(), arguments);
    return program.call(method, parameters, List.of(), arrays, KEY.seed(), 1, chains);
  }
}

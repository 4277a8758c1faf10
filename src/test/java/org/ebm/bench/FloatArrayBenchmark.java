package org.ebm.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
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
import org.openjdk.jmh.annotations.Warmup;

/** Cutting 100 chains into two blocks and joining them again, as every call of a kernel does: points (2 numbers) and images (3072). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class FloatArrayBenchmark {
  private static final int CHAINS = 100;

  @Param({"2", "3072"})
  public int width;

  private FloatArray whole;
  private List<FloatArray> halves;

  @Setup
  public void fill() {
    whole = FloatArray.zeros(Shape.of(width), CHAINS);
    halves = slice();
  }

  @Benchmark
  public List<FloatArray> slice() {
    return List.of(whole.slice(0, CHAINS / 2), whole.slice(CHAINS / 2, CHAINS));
  }

  @Benchmark
  public FloatArray concat() {
    return FloatArray.concat(halves);
  }
}

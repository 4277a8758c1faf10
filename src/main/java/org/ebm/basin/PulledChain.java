package org.ebm.basin;

import java.util.ArrayList;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;

/** A pulled chain between two calls of the program: what the next call needs. */
final class PulledChain {
  private final Pull pull;
  /** Empty unless it is kept. */
  private final List<float[]> path = new ArrayList<>();

  private float[] position;
  private float[] gradient;
  private float pulledEnergy;
  private float distance;
  private float barrier;
  private float best;
  private float stalled;
  private float taken;

  private PulledChain(Pull pull) {
    this.pull = pull;
    this.position = pull.start();
    this.gradient = new float[0];
  }

  /** From what the program's {@code start} gave. */
  static PulledChain started(Pull pull, List<FloatArray> results, int row) {
    PulledChain chain = new PulledChain(pull);
    chain.pulledEnergy = results.get(0).values()[row];
    chain.gradient = Rows.row(results.get(1), row);
    chain.distance = results.get(2).values()[row];
    chain.barrier = results.get(3).values()[row];
    chain.best = chain.distance;
    return chain;
  }

  void keepPath() {
    path.add(position);
  }

  /** The array arguments of {@code run} that change from call to call. */
  static List<FloatArray> arrays(List<PulledChain> chains, Shape shape) {
    return List.of(
        Rows.array(chains.stream().map(chain -> chain.position).toList(), shape),
        Rows.vector(chains, chain -> chain.pulledEnergy),
        Rows.array(chains.stream().map(chain -> chain.gradient).toList(), shape),
        Rows.vector(chains, chain -> chain.distance),
        Rows.vector(chains, chain -> chain.barrier),
        Rows.vector(chains, chain -> chain.best),
        Rows.vector(chains, chain -> chain.stalled),
        Rows.vector(chains, chain -> chain.taken));
  }

  Pull pull() {
    return pull;
  }

  /** Takes what {@code run} gave. */
  void moved(List<FloatArray> results, int row) {
    position = Rows.row(results.get(0), row);
    pulledEnergy = results.get(1).values()[row];
    gradient = Rows.row(results.get(2), row);
    distance = results.get(3).values()[row];
    barrier = results.get(4).values()[row];
    best = results.get(5).values()[row];
    stalled = results.get(6).values()[row];
    taken = results.get(7).values()[row];
    if (!path.isEmpty()) {
      path.add(position);
    }
  }

  boolean isOnItsWay(Limits limits) {
    return distance > limits.resolution() && stalled < limits.patience() && taken < limits.steps();
  }

  Pull.Outcome outcome(Limits limits) {
    boolean finite = Float.isFinite(distance) && Float.isFinite(barrier);
    Pull.End end = !finite
        ? Pull.End.NON_FINITE
        : distance <= limits.resolution() ? Pull.End.ARRIVED : Pull.End.GAVE_UP;
    double height = end == Pull.End.ARRIVED ? barrier : Double.POSITIVE_INFINITY;
    return new Pull.Outcome(end, height, (int) taken, List.copyOf(path));
  }
}

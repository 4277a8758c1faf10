package org.ebm.basin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.ebm.base.Vectors;

/**
 * Local minima by L-BFGS with Armijo backtracking, all points at once: each round evaluates one trial point of every descent that is not done. A step
 * is never longer than a given length, so that a descent stays in the basin where it began. Source: Nocedal and Wright (2006), Numerical
 * Optimization, algorithms 7.4 and 3.1.
 */
final class Descent {
  /** A descent is done when no component of dU/dx is larger. */
  static final double TOLERANCE = 1e-4;

  private static final int ROUNDS = 2000;
  private static final int MEMORY = 8;
  private static final double ARMIJO = 1e-4;
  /** Float32 energies differ by this part of themselves without meaning anything. */
  private static final double ROUNDING = 1e-6;

  private static final double SMALLEST_STEP = 1e-9;
  /** Steps in a row that gain no more than rounding: the gradient is as small as float32 lets it be. */
  private static final int FLAT = 10;

  private final double longestStep;
  private final Deque<float[][]> memory = new ArrayDeque<>();
  private float[] position;
  private double energy;
  private float[] gradient;
  private float[] direction;
  private double step;
  private int flat;
  private boolean done;

  private Descent(float[] start, Landscape.Slope slope, double longestStep) {
    this.position = start;
    this.longestStep = longestStep;
    this.energy = slope.energy();
    this.gradient = slope.gradient();
    this.direction = gradient;
    aim();
  }

  /**
   * Minima below starting points. Where U is not smooth, as below a network with kinks, a descent ends where float32 sees no lower point along its
   * direction.
   *
   * @param longestStep data units
   */
  static List<State> from(Landscape landscape, List<float[]> starts, double longestStep) {
    List<Landscape.Slope> slopes = landscape.slopes(starts);
    List<Descent> all = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      all.add(new Descent(starts.get(i), slopes.get(i), longestStep));
    }
    List<Descent> going = all.stream().filter(descent -> !descent.done).toList();
    for (int round = 0; round < ROUNDS && !going.isEmpty(); round++) {
      List<float[]> trials = going.stream().map(Descent::trial).toList();
      List<Landscape.Slope> found = landscape.slopes(trials);
      for (int i = 0; i < trials.size(); i++) {
        going.get(i).judge(trials.get(i), found.get(i));
      }
      going = going.stream().filter(descent -> !descent.done).toList();
    }
    return all.stream()
        .map(descent -> new State(descent.position, descent.energy))
        .toList();
  }

  private float[] trial() {
    return plus(position, step, direction);
  }

  private void judge(float[] trial, Landscape.Slope slope) {
    double expected = ARMIJO * step * Vectors.dot(direction, gradient);
    double rounding = ROUNDING * Math.abs(energy);
    if (slope.energy() <= energy + expected + rounding) {
      float[] moved = plus(trial, -1, position);
      float[] bent = plus(slope.gradient(), -1, gradient);
      if (Vectors.dot(moved, bent) > 1e-10 * Vectors.dot(bent, bent)) {
        memory.addLast(new float[][] {moved, bent});
      }
      if (memory.size() > MEMORY) {
        memory.removeFirst();
      }
      flat = slope.energy() < energy - rounding ? 0 : flat + 1;
      done = flat == FLAT;
      position = trial;
      energy = slope.energy();
      gradient = slope.gradient();
      aim();
    } else {
      step /= 2;
      done = step < SMALLEST_STEP;
    }
  }

  /** Chooses the next direction and the length of its first trial. */
  private void aim() {
    double largest = 0;
    for (float component : gradient) {
      largest = Math.max(largest, Math.abs(component));
    }
    done |= !(largest > TOLERANCE);
    direction = downhill();
    if (Vectors.dot(direction, gradient) >= 0) {
      memory.clear();
      direction = downhill();
    }
    step = Math.min(1, longestStep / Math.sqrt(Vectors.dot(direction, direction)));
  }

  /** Minus the approximate inverse Hessian times the gradient, by the two-loop recursion. */
  private float[] downhill() {
    float[] q = gradient.clone();
    List<float[][]> pairs = new ArrayList<>(memory);
    double[] weights = new double[pairs.size()];
    for (int i = pairs.size() - 1; i >= 0; i--) {
      float[] moved = pairs.get(i)[0];
      float[] bent = pairs.get(i)[1];
      weights[i] = Vectors.dot(moved, q) / Vectors.dot(moved, bent);
      q = plus(q, -weights[i], bent);
    }
    if (!pairs.isEmpty()) {
      float[][] last = pairs.get(pairs.size() - 1);
      q = plus(
          new float[q.length], Vectors.dot(last[0], last[1]) / Vectors.dot(last[1], last[1]), q);
    }
    for (int i = 0; i < pairs.size(); i++) {
      float[] moved = pairs.get(i)[0];
      float[] bent = pairs.get(i)[1];
      q = plus(q, weights[i] - Vectors.dot(bent, q) / Vectors.dot(moved, bent), moved);
    }
    return plus(new float[q.length], -1, q);
  }

  private static float[] plus(float[] a, double factor, float[] b) {
    float[] sum = new float[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) (a[i] + factor * b[i]);
    }
    return sum;
  }
}

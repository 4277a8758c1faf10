package org.ebm.basin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ebm.base.Vectors;

/**
 * Relaxes paths between minima to paths of least energy, all paths at once: every point moves down the gradient, then the points are spread evenly
 * along the path again, until they stay where they are. The highest place on the way is then a saddle, and is never below the lowest pass. Source: E, Ren and Vanden-Eijnden (2007), Journal of
 * Chemical Physics 126(16), the simplified string method.
 */
final class StringMethod {
  /** Odd, so that a path that is symmetric has a point at its middle. */
  private static final int POINTS = 41;

  /** Places between two points at which U is looked at in the end. */
  private static final int FINER = 16;

  private static final int ROUNDS = 3000;
  /** A path is relaxed when no point of it moves farther in a round, as a part of the distance to the next. */
  private static final double TOLERANCE = 1e-4;
  /** Longest step of a point, as a part of the distance to the next. */
  private static final double LONGEST = 0.2;
  /** What a curvature that was met counts a round later. */
  private static final double FORGETTING = 0.95;

  /** A path while it is relaxed. */
  private static final class Path {
    private final double bound;
    private double[][] points;
    private double[][] previous = new double[0][];
    private double[][] previousGradients = new double[0][];
    private double curvature;
    private boolean relaxed;

    private Path(Barrier barrier) {
      this.bound = barrier.height();
      this.points = spread(barrier.path().stream().map(Path::doubles).toArray(double[][]::new));
    }

    private static double[] doubles(float[] values) {
      double[] doubles = new double[values.length];
      for (int i = 0; i < doubles.length; i++) {
        doubles[i] = values[i];
      }
      return doubles;
    }

    private List<float[]> rows() {
      List<float[]> rows = new ArrayList<>();
      for (double[] point : points) {
        float[] row = new float[point.length];
        for (int i = 0; i < row.length; i++) {
          row[i] = (float) point[i];
        }
        rows.add(row);
      }
      return rows;
    }

    /**
     * Moves all points but the ends: a step bounded by the spacing of the points and by the curvature that the last steps met, beyond which descent is
     * unstable.
     */
    private void step(List<Landscape.Slope> slopes) {
      double[][] gradients =
          slopes.stream().map(slope -> doubles(slope.gradient())).toArray(double[][]::new);
      double spacing = Vectors.norm(minus(points[1], points[0]));
      double time = time(gradients, spacing);
      double[][] moved = points.clone();
      for (int k = 1; k < POINTS - 1; k++) {
        double[] from = points[k];
        double[] force = gradients[k];
        moved[k] = new double[from.length];
        Arrays.setAll(moved[k], i -> from[i] - time * force[i]);
      }
      double[][] next = spread(moved);
      double farthest = 0;
      for (int k = 1; k < POINTS - 1; k++) {
        farthest = Math.max(farthest, Vectors.norm(minus(next[k], points[k])));
      }
      relaxed = farthest <= TOLERANCE * spacing;
      previous = points;
      previousGradients = gradients;
      points = next;
    }

    private double time(double[][] gradients, double spacing) {
      double met = 0;
      for (int k = 0; k < previous.length; k++) {
        double moved = Vectors.norm(minus(points[k], previous[k]));
        met = moved > 0
            ? Math.max(met, Vectors.norm(minus(gradients[k], previousGradients[k])) / moved)
            : met;
      }
      curvature = Math.max(met, FORGETTING * curvature);
      double largest = 0;
      for (int k = 1; k < POINTS - 1; k++) {
        largest = Math.max(largest, Vectors.norm(gradients[k]));
      }
      double bySpacing = largest > 0 ? LONGEST * spacing / largest : 0;
      return curvature > 0 ? Math.min(bySpacing, 0.5 / curvature) : bySpacing;
    }

    /** Never above the bound that was given, unless the path settled; never below the highest U on the straight lines between its points. */
    private Barrier barrier(double[] fine) {
      int highest = 0;
      for (int k = 1; k < fine.length; k++) {
        highest = fine[k] > fine[highest] ? k : highest;
      }
      boolean between = highest > 0 && highest < fine.length - 1;
      double height = between ? Math.max(fine[highest], parabola(fine, highest)) : fine[highest];
      int top = Math.round((float) highest / FINER);
      return relaxed
          ? new Barrier(height, rows(), top, true)
          : new Barrier(Math.min(height, bound), rows(), top, false);
    }

    /** Points on the way and between them: two of them may lie on either side of a ridge. */
    private List<float[]> fine() {
      List<float[]> fine = new ArrayList<>();
      for (int k = 0; k < (POINTS - 1) * FINER + 1; k++) {
        double[] from = points[k / FINER];
        double[] to = points[Math.min(k / FINER + 1, POINTS - 1)];
        double share = (double) (k % FINER) / FINER;
        float[] point = new float[from.length];
        for (int i = 0; i < point.length; i++) {
          point[i] = (float) (from[i] + share * (to[i] - from[i]));
        }
        fine.add(point);
      }
      return fine;
    }

    /** Top of the parabola through an energy and its neighbours. */
    private static double parabola(double[] energies, int top) {
      double slope = (energies[top + 1] - energies[top - 1]) / 2;
      double bend = energies[top + 1] - 2 * energies[top] + energies[top - 1];
      return bend < 0 ? energies[top] - slope * slope / (2 * bend) : energies[top];
    }
  }

  private StringMethod() {}

  /** Relaxed paths, in order. One that does not settle gives the lower one of its height and the bound it came with, not refined. */
  static List<Barrier> relaxed(Landscape landscape, List<Barrier> barriers) {
    List<Path> paths = barriers.stream().map(Path::new).toList();
    List<Path> going = paths;
    for (int round = 0; round < ROUNDS && !going.isEmpty(); round++) {
      List<float[]> points =
          going.stream().flatMap(path -> path.rows().stream()).toList();
      List<Landscape.Slope> slopes = landscape.slopes(points);
      for (int i = 0; i < going.size(); i++) {
        going.get(i).step(slopes.subList(i * POINTS, (i + 1) * POINTS));
      }
      going = going.stream().filter(path -> !path.relaxed).toList();
    }
    return paths.stream()
        .map(path -> path.barrier(landscape.energies(path.fine())))
        .toList();
  }

  /** As many points as we use, evenly along the path through the given ones. */
  private static double[][] spread(double[][] through) {
    double[] length = new double[through.length];
    for (int k = 1; k < through.length; k++) {
      length[k] = length[k - 1] + Vectors.norm(minus(through[k], through[k - 1]));
    }
    double total = length[through.length - 1];
    double[][] points = new double[POINTS][];
    int k = 1;
    for (int i = 0; i < POINTS; i++) {
      double target = total * i / (POINTS - 1);
      while (k < through.length - 1 && length[k] < target) {
        k++;
      }
      double segment = length[k] - length[k - 1];
      double share = segment == 0 ? 0 : (target - length[k - 1]) / segment;
      points[i] = new double[through[0].length];
      double[] from = through[k - 1];
      double[] to = through[k];
      Arrays.setAll(points[i], axis -> from[axis] + Math.min(1, share) * (to[axis] - from[axis]));
    }
    points[0] = through[0];
    points[POINTS - 1] = through[through.length - 1];
    return points;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }
}

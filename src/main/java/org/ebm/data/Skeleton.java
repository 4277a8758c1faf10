package org.ebm.data;

import java.util.Arrays;
import java.util.List;

/**
 * The strokes of a digit before any handwriting: points (x, y) with y from -1 (top) to 1 (bottom) and x about the middle, joined by a smooth curve.
 * Strokes that share an end make a corner.
 *
 * @param strokes each a list of points
 */
record Skeleton(List<double[][]> strokes) {
  /** Points of a curve between two given points. */
  private static final int STEPS = 6;

  /** For each digit, the ways to write it. A stroke is "x,y x,y ..."; strokes are parted by a bar. */
  private static final List<List<Skeleton>> DIGITS = List.of(
      List.of(
          of(
              "0.1,-1 -.28,-.88 -.53,-.35 -.53,.3 -.3,.87 .05,1 .38,.82 .55,.25 .5,-.45 .27,-.92 .02,-.98")),
      List.of(
          of(".05,-1 0,0 -.03,1"),
          of("-.32,-.62 -.1,-.78 .08,-1 | .08,-1 .06,0 .04,1"),
          of("-.32,-.65 .05,-1 | .05,-1 .03,0 .02,1 | -.35,1 .4,1")),
      List.of(
          of(
              "-.5,-.58 -.33,-.9 .05,-1 .4,-.8 .43,-.38 .12,.15 -.25,.6 -.55,.97 | -.55,.97 0,.95 .58,.93"),
          of(
              "-.48,-.65 -.2,-.97 .2,-.95 .42,-.6 .3,-.1 -.05,.5 -.38,.92 -.6,.8 -.42,.6 0,.78 .3,.93 .6,.82")),
      List.of(
          of(
              "-.48,-.75 -.2,-.98 .2,-.94 .4,-.6 .25,-.25 -.12,-.06 | -.12,-.06 .3,.08 .5,.45 .32,.86 -.1,1 -.52,.78"),
          of(
              "-.45,-.95 0,-.95 .45,-.95 | .45,-.95 .2,-.55 -.05,-.15 | -.05,-.15 .35,-.05 .5,.4 .3,.85 -.1,1 -.5,.8")),
      List.of(
          of("-.38,-.9 -.48,-.35 -.45,.1 | -.45,.1 0,.1 .5,.02 | .38,-.95 .3,0 .25,1"),
          of(".22,-1 -.2,-.35 -.58,.32 | -.58,.32 0,.32 .58,.28 | .22,-1 .2,0 .18,1")),
      List.of(
          of(
              ".5,-.95 .1,-.93 -.35,-.95 | -.35,-.95 -.4,-.55 -.44,-.12 | -.44,-.12 -.05,-.32 .35,-.15 .5,.3 .3,.83 -.12,1 -.52,.8")),
      List.of(
          of(
              ".32,-1 -.1,-.7 -.42,-.12 -.5,.45 -.25,.93 .15,.95 .45,.6 .38,.18 .05,.02 -.28,.2 -.48,.55"),
          of(
              ".1,-1 -.22,-.6 -.42,-.05 -.46,.5 -.22,.93 .15,.97 .42,.68 .36,.3 .1,.15 -.2,.32 -.42,.66")),
      List.of(
          of("-.5,-.88 0,-.9 .5,-.95 | .5,-.95 .2,-.3 -.05,.35 -.18,1"),
          of("-.5,-.9 0,-.9 .5,-.95 | .5,-.95 .2,-.3 -.05,.35 -.18,1 | -.25,.06 .1,.02 .42,-.02")),
      List.of(
          of(
              ".36,-.72 .05,-1 -.34,-.78 -.28,-.36 .1,-.02 .44,.42 .28,.9 -.08,1 -.42,.75 -.32,.28 .05,-.08 .32,-.42 .36,-.72")),
      List.of(
          of(".4,-.62 .15,-.97 -.25,-.9 -.46,-.5 -.28,-.12 .1,-.12 .38,-.5 | .42,-.85 .38,0 .3,1"),
          of(
              ".4,-.6 .15,-.97 -.25,-.9 -.45,-.5 -.28,-.12 .1,-.14 .4,-.6 | .4,-.6 .42,.1 .25,.75 -.08,1 -.42,.85")));

  /** One of the ways to write a digit, all equally likely. */
  static Skeleton ofDigit(int digit, Dice dice) {
    List<Skeleton> ways = DIGITS.get(digit);
    return ways.get(dice.index(ways.size()));
  }

  private static Skeleton of(String strokes) {
    return new Skeleton(
        Arrays.stream(strokes.split(" \\| ")).map(Skeleton::smooth).toList());
  }

  /** A Catmull-Rom spline through the points; at an end, the missing neighbour is the end itself. */
  private static double[][] smooth(String stroke) {
    double[][] points = Arrays.stream(stroke.split(" "))
        .map(point ->
            Arrays.stream(point.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
    int last = points.length - 1;
    double[][] curve = new double[last * STEPS + 1][2];
    for (int i = 0; i < curve.length; i++) {
      int span = Math.min(i / STEPS, last - 1);
      double t = (double) i / STEPS - span;
      for (int axis = 0; axis < 2; axis++) {
        curve[i][axis] = spline(
            t,
            points[Math.max(span - 1, 0)][axis],
            points[span][axis],
            points[span + 1][axis],
            points[Math.min(span + 2, last)][axis]);
      }
    }
    return curve;
  }

  private static double spline(double t, double... p) {
    double linear = p[2] - p[0];
    double quadratic = 2 * p[0] - 5 * p[1] + 4 * p[2] - p[3];
    double cubic = 3 * (p[1] - p[2]) + p[3] - p[0];
    return p[1] + t * (linear + t * (quadratic + t * cubic)) / 2;
  }
}

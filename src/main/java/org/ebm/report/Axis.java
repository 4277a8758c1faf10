package org.ebm.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A range of values along one side of a chart, with round numbers to label.
 *
 * @param low less than high; more than 0 if logarithmic
 */
record Axis(double low, double high, boolean log, int most) {
  /** A constant curve gets an axis of this share of its value to either side. */
  private static final double WIDENED = 0.05;

  /** Some 16 units in the last place of a float: energies are sums of many. */
  private static final double ONE_NUMBER = 1e-6;

  /** A tick at the very end of the axis is on it, whatever the last bit says. */
  private static final double ROUNDING = 1e-9;

  /** Ticks, unless there is room for more. */
  private static final int FEW = 6;

  /** Fewer on a logarithmic axis do not show its scale. */
  private static final int FEWEST = 3;

  /** Ticks in a decade of a logarithmic axis, as many as there is room for. */
  private static final List<int[]> FACTORS =
      List.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, new int[] {1, 2, 3, 5}, new int[] {1, 2, 5});

  private static final DecimalFormatSymbols ENGLISH = DecimalFormatSymbols.getInstance(Locale.ROOT);

  Axis(double low, double high, boolean log) {
    this(low, high, log, FEW);
  }

  /** The same with about so many ticks. */
  Axis withTicks(int number) {
    return new Axis(low, high, log, Math.max(FEW, number));
  }

  /** Around all finite values, those of a logarithmic axis being positive; from 0 to 1, or 1 to 10, if there are none. */
  static Axis around(double[] values, boolean log, double margin) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return log ? new Axis(1, 10, true) : new Axis(0, 1, false);
    }
    double low = Arrays.stream(finite).min().orElseThrow();
    double high = Arrays.stream(finite).max().orElseThrow();
    if (log) {
      double factor = high > low ? Math.pow(high / low, margin) : 2;
      return new Axis(low / factor, high * factor, true);
    }
    double largest = Math.max(Math.abs(low), Math.abs(high));
    boolean flat = isFlat(low, high);
    double room = flat ? Math.max(WIDENED * largest, Double.MIN_NORMAL) : margin * (high - low);
    return largest == 0 ? new Axis(-1, 1, false) : new Axis(low - room, high + room, false);
  }

  /** Whether two values are one but for the rounding of float numbers. */
  static boolean isFlat(double low, double high) {
    return high - low <= ONE_NUMBER * Math.max(Math.abs(low), Math.abs(high));
  }

  /** From nothing to somewhat above a value. */
  static Axis fromZero(double most) {
    return new Axis(0, most > 0 ? 1.06 * most : 1, false);
  }

  /** Where a value lies: 0 at the low end, 1 at the high one, beyond them outside. */
  double position(double value) {
    return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  }

  boolean holds(double value) {
    return value >= low && value <= high;
  }

  /** At least two round numbers on the axis, ascending; those of a linear one where there are too few logarithmic ones to read by. */
  List<Double> ticks() {
    List<Double> ticks = log ? logTicks() : linearTicks();
    return ticks.size() >= FEWEST ? ticks : linearTicks();
  }

  private List<Double> linearTicks() {
    double step = step();
    List<Double> ticks = new ArrayList<>();
    for (long k = (long) Math.ceil(low / step - ROUNDING); k <= high / step + ROUNDING; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /** The least of 1, 2 and 5 times a power of ten that gives few enough ticks. */
  private double step() {
    double least = (high - low) / most;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double factor = least / power;
    return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
  }

  private List<Double> logTicks() {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    for (int[] factors : FACTORS) {
      List<Double> ticks = logTicks(first, last, 1, factors);
      if (ticks.size() <= most) {
        return ticks;
      }
    }
    return logTicks(first, last, 1 + (last - first) / (most + 1), new int[] {1});
  }

  private List<Double> logTicks(int first, int last, int stride, int[] factors) {
    List<Double> ticks = new ArrayList<>();
    for (int power = first; power <= last; power += stride) {
      for (int factor : factors) {
        double tick = Double.parseDouble(factor + "e" + power);
        if (holds(tick)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /** The tick with as many digits as tell it from the next. */
  String label(double tick) {
    double largest = Math.max(Math.abs(low), Math.abs(high));
    double digit = log ? Math.min(tick, step()) : step();
    if (largest >= 1e7 || largest < 1e-3 || (log && tick < 1e-3)) {
      String number = new DecimalFormat("0.###E0", ENGLISH).format(tick).replace('E', 'e');
      return tick == 0 ? "0" : number;
    }
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(digit) - 1e-9));
    DecimalFormat format = new DecimalFormat("#,##0", ENGLISH);
    format.setMaximumFractionDigits(log ? decimals + 1 : decimals);
    format.setMinimumFractionDigits(log ? 0 : decimals);
    String text = format.format(tick);
    return text.matches("-[0.]+") ? text.substring(1) : text;
  }
}

package org.ebm.energy;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The partition function of the Ising model without a field on a rectangle of rows and columns with periodic ends, and its logarithmic derivative.
 * <p>Z = (2 sinh 2K)^(mn/2) (Z_1 + Z_2 + Z_3 + Z_4) / 2, products over the columns of 2 cosh and 2 sinh of m gamma / 2 at odd and even angles. Source: Kaufman (1949), Physical Review 76, equation 4; in this form
 * Ferdinand and Fisher (1969), Physical Review 185, equations 2.2 to 2.5.
 *
 * @param k K = beta J &gt; 0
 */
record Kaufman(double k, int rows, int columns) {
  /** log Z and E U = -K d log Z / dK. */
  ExactLaw law() {
    double sinh = Math.sinh(2 * k);
    double coth = Math.cosh(2 * k) / sinh;
    Sum[] sums = {
      product(1, Factor.COSH),
      product(1, Factor.SINH),
      product(0, Factor.COSH),
      product(0, Factor.SINH)
    };
    double highest = IntStream.range(0, 4).mapToDouble(i -> sums[i].log).max().orElseThrow();
    double total = 0;
    double slope = 0;
    for (Sum sum : sums) {
      double term = sum.sign * Math.exp(sum.log - highest);
      total += term;
      slope += term * sum.slope;
    }
    double half = rows * columns / 2.0;
    double log = half * Math.log(2 * sinh) + highest + Math.log(total / 2);
    double derivative = half * 2 * coth + slope / total;
    return new ExactLaw(log, OptionalDouble.of(-k * derivative), "Kaufman's formula");
  }

  private enum Factor {
    COSH,
    SINH
  }

  /** A product as its logarithm, its sign, and the derivative of the logarithm in K. */
  private record Sum(double log, int sign, double slope) {}

  /** @param odd 1 for the angles (2r + 1) pi / n, 0 for 2r pi / n */
  private Sum product(int odd, Factor factor) {
    double log = 0;
    int sign = 1;
    double slope = 0;
    for (int r = 0; r < columns; r++) {
      int index = 2 * r + odd;
      double gamma = gamma(index);
      double half = rows * gamma / 2;
      double size = Math.abs(half);
      double small = Math.exp(-2 * size);
      log += size + (factor == Factor.COSH ? Math.log1p(small) : Math.log1p(-small));
      sign *= factor == Factor.SINH && half < 0 ? -1 : 1;
      double tanh = Math.tanh(half);
      slope += rows / 2.0 * slopeOfGamma(index) * (factor == Factor.COSH ? tanh : 1 / tanh);
    }
    return new Sum(log, sign, slope);
  }

  /** At index 0 it changes sign where order begins. */
  private double gamma(int index) {
    if (index == 0) {
      return 2 * k + Math.log(Math.tanh(k));
    }
    double c = cosh(index);
    return Math.log(c + Math.sqrt(c * c - 1));
  }

  private double slopeOfGamma(int index) {
    double sinh = Math.sinh(2 * k);
    if (index == 0) {
      return 2 + 2 / sinh;
    }
    double c = cosh(index);
    return 2 * Math.cosh(2 * k) * (1 - 1 / (sinh * sinh)) / Math.sqrt(c * c - 1);
  }

  /** cosh gamma = cosh 2K coth 2K - cos(index pi / n). */
  private double cosh(int index) {
    return Math.cosh(2 * k) / Math.tanh(2 * k) - Math.cos(index * Math.PI / columns);
  }
}

package org.ebm.diagnose;

/** Fast Fourier transform for the one thing it is needed for: all autocovariances of a long series in O(n log n). */
final class Fourier {
  private Fourier() {}

  /** sum_i (x(i+t) - mean)(x(i) - mean) / n for t = 0..n-1, the biased estimate, by the Wiener-Khinchin theorem. */
  static double[] autocovariance(double[] x) {
    int n = x.length;
    // twice the length, so that the circular correlation does not wrap around
    int size = Integer.highestOneBit(Math.max(1, 2 * n - 1)) * 2;
    double mean = 0;
    for (double value : x) {
      mean += value / n;
    }
    double[] re = new double[size];
    double[] im = new double[size];
    for (int i = 0; i < n; i++) {
      re[i] = x[i] - mean;
    }
    transform(re, im);
    for (int i = 0; i < size; i++) {
      re[i] = re[i] * re[i] + im[i] * im[i];
      im[i] = 0;
    }
    // the power spectrum is even, so the forward transform serves as the inverse
    transform(re, im);
    double[] result = new double[n];
    for (int t = 0; t < n; t++) {
      result[t] = re[t] / size / n;
    }
    return result;
  }

  /** In-place radix-2 transform, Cooley and Tukey (1965); the length is a power of 2. */
  private static void transform(double[] re, double[] im) {
    int n = re.length;
    for (int i = 0; i < n; i++) {
      int j = Integer.reverse(i) >>> (32 - Integer.numberOfTrailingZeros(n));
      if (i < j) {
        swap(re, i, j);
        swap(im, i, j);
      }
    }
    for (int half = 1; half < n; half *= 2) {
      for (int k = 0; k < half; k++) {
        double cos = Math.cos(Math.PI * k / half);
        double sin = -Math.sin(Math.PI * k / half);
        for (int i = k; i < n; i += 2 * half) {
          butterfly(re, im, i, i + half, cos, sin);
        }
      }
    }
  }

  private static void butterfly(double[] re, double[] im, int i, int j, double cos, double sin) {
    double a = re[j] * cos - im[j] * sin;
    double b = re[j] * sin + im[j] * cos;
    re[j] = re[i] - a;
    im[j] = im[i] - b;
    re[i] += a;
    im[i] += b;
  }

  private static void swap(double[] x, int i, int j) {
    double kept = x[i];
    x[i] = x[j];
    x[j] = kept;
  }
}

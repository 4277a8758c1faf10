package org.ebm.data;

/**
 * One person's hand on one day: bends a skeleton smoothly, then slants, scales, turns and shifts it into the picture. A height of 2 becomes about
 * two thirds of the picture.
 *
 * @param penWidth as a fraction of the picture
 * @param bend amplitudes and phases of four slow waves
 * @param matrix from bent skeleton to fractions of the picture: (xx, xy, yx, yy)
 * @param shift of the centre, as fractions of the picture
 */
record Handwriting(double penWidth, double[] bend, double[] matrix, double[] shift) {
  private static final double HALF_HEIGHT = 0.33;

  static Handwriting of(Dice dice) {
    double penWidth = dice.uniform(0.075, 0.13);
    double[] bend = new double[8];
    for (int wave = 0; wave < 4; wave++) {
      bend[2 * wave] = dice.uniform(-0.13, 0.13);
      bend[2 * wave + 1] = dice.uniform(0, 2 * Math.PI);
    }
    double width = HALF_HEIGHT * dice.uniform(0.78, 1.3);
    double height = HALF_HEIGHT * dice.uniform(0.86, 1.06);
    double slant = dice.uniform(-0.15, 0.4);
    double angle = dice.uniform(-0.16, 0.16);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double[] matrix = {
      cos * width,
      -cos * slant * height - sin * height,
      sin * width,
      cos * height - sin * slant * height
    };
    double[] shift = {dice.uniform(-0.04, 0.04), dice.uniform(-0.04, 0.04)};
    return new Handwriting(penWidth, bend, matrix, shift);
  }

  /** The stroke in pixels, as (x, y) from the upper left corner of the picture. */
  double[][] write(double[][] stroke, int size) {
    double[][] written = new double[stroke.length][2];
    for (int i = 0; i < stroke.length; i++) {
      double x = stroke[i][0];
      double y = stroke[i][1];
      double bentX = x + wave(0, 2.2 * y) + wave(1, 3.5 * x);
      double bentY = y + wave(2, 3 * x) + wave(3, 2.2 * y);
      written[i][0] = size * (0.5 + shift[0] + matrix[0] * bentX + matrix[1] * bentY);
      written[i][1] = size * (0.5 + shift[1] + matrix[2] * bentX + matrix[3] * bentY);
    }
    return written;
  }

  private double wave(int index, double angle) {
    return bend[2 * index] * StrictMath.sin(angle + bend[2 * index + 1]);
  }
}

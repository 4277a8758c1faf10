package org.ebm.diagnose;

/** Eight Gaussians of sd 0.15 on a ring of radius 1, with given weights, as a density known in closed form. */
record RingDensity(double[] weights, double sd) {
  static final int MODES = 8;
  private static final double[][] CENTRES = modes();
  /** The ring and six standard deviations. */
  static final Grid2d GRID = Grid2d.square(1.9, 320);

  static RingDensity even() {
    return new RingDensity(new double[] {1, 1, 1, 1, 1, 1, 1, 1}, 0.15);
  }

  static double[][] modes() {
    double[][] modes = new double[MODES][];
    for (int k = 0; k < MODES; k++) {
      double angle = 2 * Math.PI * k / MODES;
      modes[k] = new double[] {Math.cos(angle), Math.sin(angle)};
    }
    return modes;
  }

  double energy(double x, double y) {
    double sum = 0;
    double total = 0;
    for (int k = 0; k < MODES; k++) {
      double dx = x - CENTRES[k][0];
      double dy = y - CENTRES[k][1];
      total += weights[k];
      sum += weights[k] * Math.exp(-(dx * dx + dy * dy) / (2 * sd * sd));
    }
    return -Math.log(sum / total / (2 * Math.PI * sd * sd));
  }

  GridDensity on(Grid2d grid) {
    double[] energies = new double[grid.cells()];
    for (int cell = 0; cell < energies.length; cell++) {
      energies[cell] = energy(grid.x(cell % grid.n()), grid.y(cell / grid.n()));
    }
    return GridDensity.ofEnergies(grid, energies);
  }
}

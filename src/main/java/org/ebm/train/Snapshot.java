package org.ebm.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.data.Batch;
import org.ebm.data.Box;
import org.ebm.data.Examples;
import org.ebm.diagnose.Grid2d;
import org.ebm.diagnose.GridDensity;
import org.ebm.energy.Ability;
import org.ebm.energy.Potential;
import org.ebm.files.Folders;
import org.ebm.files.Npz;
import org.ebm.objective.Estimator;
import org.ebm.objective.Player;
import org.ebm.run.Metrics;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.Kernel;

/**
 * What a picture needs, written to {@code samples/}: data, short-run samples and the bank; for data in the plane also the learned energy on a grid, and
 * its distance from the true density in density.csv.
 */
final class Snapshot {
  static final int GRID = 200;
  static final List<String> DENSITY_COLUMNS =
      List.of("step", "kl", "total_variation", "entropy", "boundary_mass");
  /** Images that come with the data, as pictures of their size. */
  static final String CONDITION = "condition";

  private static final int POINTS = 10000;
  private static final int IMAGES = 64;

  private final Examples data;
  private final Estimator estimator;
  private final Kernel field;
  /** The part of the plane in which the energy is shown; empty for one that is not alone with x, and where there is none. */
  private final Optional<Box> box;

  private final int wanted;

  /** @param field any kernel of the energy: gives U at the grid's cells */
  Snapshot(Potential energy, Examples data, Estimator estimator, Kernel field, Training training) {
    this.data = data;
    this.estimator = estimator;
    this.field = field;
    boolean shown = !energy.mustBeTold() && energy.abilities().contains(Ability.ENERGY);
    this.box = shown ? data.box() : Optional.empty();
    this.wanted = training.pictureSamples().orElse(data.box().isPresent() ? POINTS : IMAGES);
  }

  static String file(String kind, long step) {
    return String.format(Locale.ROOT, "samples/%s-%06d.npz", kind, step);
  }

  /** Removes the samples and pictures of later updates, of a path that was given up. */
  static void discardAfter(RunDirectory run, long step) {
    for (Path file : Folders.list(run.file("samples"))) {
      String name = String.valueOf(file.getFileName());
      if (name.matches("(short|long)-\\d{1,18}\\.(npz|png)")
          && Long.parseLong(name.replaceAll("\\D", "")) > step) {
        Folders.delete(file);
      }
    }
  }

  void write(RunDirectory run, long step, Map<String, Weights> weights, RandomKey key) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    Batch shown = data.draw(wanted, key.fold("data"));
    data.pairing()
        .ifPresent(pairing ->
            arrays.put(CONDITION, pairing.shown(shown.images().orElseThrow(), data.shape())));
    arrays.put("data", shown.examples());
    arrays.putAll(estimator.shown(weights, shown, key.fold("short_run")));
    estimator
        .shortRun(weights, shown, key.fold("short_run"))
        .ifPresent(samples -> arrays.put("short_run", samples));
    List<FloatArray> energy = Objects.requireNonNull(weights.get(Player.ENERGY)).list();
    FloatArray bank = estimator.state().get("bank");
    if (bank != null) {
      arrays.put("bank", bank.slice(0, Math.min(wanted, bank.rows())));
    }
    box.ifPresent(at -> arrays.put("energy", energies(grid(at), energy)));
    Npz.write(run.file(file("short", step)), arrays);
  }

  /** Exact distance of exp(-U) from the true density, by sums over a grid; empty where the true density is not known. */
  Optional<double[]> density(List<FloatArray> parameters) {
    return box.flatMap(at -> {
      Grid2d grid = grid(at);
      return data.logDensity(grid.centres()).map(logDensity -> {
        GridDensity q = GridDensity.ofLogDensity(grid, logDensity);
        GridDensity p = GridDensity.ofEnergies(grid, doubles(energies(grid, parameters)));
        return new double[] {
          GridDensity.kl(q, p), GridDensity.totalVariation(q, p), p.entropy(), p.boundaryMass()
        };
      });
    });
  }

  private FloatArray energies(Grid2d grid, List<FloatArray> parameters) {
    float[] energy = field.init(parameters, grid.centres()).energy().values();
    return new FloatArray(new int[] {grid.n(), grid.n()}, energy);
  }

  static Grid2d grid(Box box) {
    return new Grid2d(box.xMin(), box.xMax(), box.yMin(), box.yMax(), GRID);
  }

  static double[] doubles(FloatArray array) {
    double[] values = new double[array.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.values()[i];
    }
    return values;
  }

  void append(Metrics density, long step, List<FloatArray> parameters) {
    density(parameters).ifPresent(values -> density.append(step, values));
  }
}

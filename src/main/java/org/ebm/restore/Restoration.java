package org.ebm.restore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.ebm.base.FloatArray;
import org.ebm.energy.Identity;
import org.ebm.energy.Potential;
import org.ebm.run.RestorationRecord;
import org.ebm.sample.SampleRun;
import org.ebm.sampler.Compute;

/**
 * From chains that ended to what is known of each x.
 *
 * @param made what the chains began with
 * @param seen what was observed
 * @param posterior of all observations, opened
 */
public record Restoration(
    Preparation made, Observations seen, Potential posterior, Compute compute) {
  /**
   * Measures, and writes results and picture into the run's folder.
   *
   * @param chains the folder of the chains
   */
  public RestorationRecord write(Path run, Path chains) {
    RestoreConfig config = made.config();
    int m = seen.count();
    Draws draws = onPlane(Draws.read(
        chains.resolve(SampleRun.STATES),
        made.before().shape(),
        m,
        config.chains(),
        config.perChain()));
    FloatArray ends = SampleRun.read(chains).ends().orElseThrow();
    FloatArray map = onPlane(
        new MapSearch(posterior, compute).from(ends, m, config.chain().stepSize()), seen.y());
    Restored restored = Restored.of(draws, map);
    float[] counts = made.open();
    RestorationRecord record =
        Calibration.of(seen, restored, Baselines.of(made, seen.y()), counts, config);
    new RestoredFiles(run).write(seen, restored, counts);
    new RestorationPicture(seen, shownObserved(), restored).draw(run);
    record.write(run);
    return record;
  }

  /** y as an x: what is not seen mid-grey, blocks as they are; all grey where y is nothing like an x. */
  private FloatArray shownObserved() {
    boolean isX = made.config().operator() instanceof Identity;
    return made.seen().lifts() || isX
        ? made.program().back(seen.y())
        : FloatArray.zeros(made.before().shape(), seen.count());
  }

  private Draws onPlane(Draws draws) {
    if (!made.config().isExact()) {
      return draws;
    }
    List<FloatArray> projected = new ArrayList<>();
    for (int i = 0; i < draws.perObservation().size(); i++) {
      FloatArray of = Objects.requireNonNull(draws.perObservation().get(i));
      FloatArray y = seen.y().slice(i, i + 1);
      projected.add(onPlane(of, FloatArray.concat(Collections.nCopies(of.rows(), y))));
    }
    return new Draws(projected, draws.chains());
  }

  private FloatArray onPlane(FloatArray x, FloatArray y) {
    return made.config().isExact() ? made.program().project(x, y) : x;
  }
}

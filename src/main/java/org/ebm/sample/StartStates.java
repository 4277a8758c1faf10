package org.ebm.sample;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.energy.Potential;
import org.ebm.run.Checkpoints;
import org.ebm.sampler.Init;
import org.ebm.sampler.Starts;

/** Where a sample run's chains start: as its init says, and a bank is that of the model's training run. */
public final class StartStates {
  private StartStates() {}

  /**
   * @param energy that of the configuration, opened
   * @param warnings told of damaged checkpoints of the training run
   */
  public static Starts open(
      SampleConfig config, Potential energy, Optional<Examples> data, Consumer<String> warnings) {
    Init init = config.init().orElseThrow();
    RandomKey key = RandomKey.ofSeed(config.seed().orElseThrow()).fold("starts");
    Starts starts = init.open(energy.space(), data, key);
    if (init.keepsChains() && config.energy().model().isPresent()) {
      Path checkpoints = config
          .energy()
          .model()
          .get()
          .folder()
          .toAbsolutePath()
          .normalize()
          .resolveSibling("checkpoints");
      starts.restore(new Checkpoints(checkpoints, Integer.MAX_VALUE)
          .newest(warnings)
          .flatMap(found -> Optional.ofNullable(found.checkpoint().arrays().get("chains")))
          .orElseThrow(() -> new EbmException(
              ExitCode.USAGE,
              checkpoints + ": no checkpoint with persistent chains; use --init data")));
    }
    return energy.fixedLabel().<Starts>map(label -> new OfClass(starts, label)).orElse(starts);
  }

  /** Starts for chains of one class. */
  private record OfClass(Starts all, Potential.Label label) implements Starts {
    @Override
    public Draw draw(int n, RandomKey key) {
      int[] labels = new int[n];
      Arrays.fill(labels, label.value());
      return all.draw(labels, label.classes(), key);
    }

    @Override
    public int limit() {
      return all.limit();
    }
  }
}

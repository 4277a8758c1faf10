package org.ebm.basin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ebm.base.FloatArray;
import org.ebm.base.Space;
import org.ebm.energy.Energy;
import org.ebm.energy.Latent;
import org.ebm.energy.Potential;
import org.ebm.files.Npz;
import org.ebm.network.NetworkDirectory;
import org.ebm.report.ImageStrips;
import org.ebm.report.Portraits;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Generator;

/**
 * What states look like: as they are, or, of latents, as what their generator makes of them.
 *
 * @param space of what is looked at
 * @param generator what is made of latents (n, ...), if states are such
 */
public record Decoding(Space space, Optional<UnaryOperator<FloatArray>> generator) {
  /** What the lowest states of the basins of latents make, (basins, example). */
  public static final String FILE = "decoded.npz";

  public static final String PICTURE = "minima.png";
  private static final int ROWS = 4;

  /** States as they are. */
  static Decoding none(Space space) {
    return new Decoding(space, Optional.empty());
  }

  /** @param opened the same energy */
  public static Decoding of(Energy energy, Potential opened, Compute compute) {
    if (energy.latent().isEmpty()) {
      return none(opened.space());
    }
    Latent latent = energy.latent().get();
    return new Decoding(
        latent.of().open().space(), Optional.of(latents -> made(latents, latent, opened, compute)));
  }

  private static FloatArray made(
      FloatArray latents, Latent latent, Potential opened, Compute compute) {
    NetworkDirectory.Contents learned = NetworkDirectory.load(latent.generator());
    try (Generator generator = new Generator(learned.network(), compute)) {
      List<FloatArray> told = Generator.told(learned.network(), opened, latents.rows());
      return generator.drafts(learned.weights().list(), latents, told);
    }
  }

  /** @param states (n, ...) */
  FloatArray seen(FloatArray states) {
    return generator.map(made -> made.apply(states)).orElse(states);
  }

  /** Of latents: the basins' lowest states as examples, and their picture. */
  void write(Path folder, FloatArray lowest) {
    if (generator.isEmpty()) {
      return;
    }
    FloatArray decoded = seen(lowest);
    Npz.write(folder.resolve(FILE), Map.of("representatives", decoded));
    Portraits portraits = Portraits.of(space, decoded);
    if (portraits.possible()) {
      String title = "What the lowest states of the basins make, lowest first"
          + portraits.words().map(words -> "; " + words).orElse("");
      new ImageStrips(title, List.of(), portraits.rows("minima", decoded, ROWS), portraits.scale())
          .write(folder.resolve(PICTURE));
    }
  }
}

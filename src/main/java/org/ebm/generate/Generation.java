package org.ebm.generate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.energy.Model;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.files.Npz;
import org.ebm.network.Condition;
import org.ebm.run.GenerationRecord;
import org.ebm.run.Progress;
import org.ebm.sampler.Compute;
import org.ebm.sampler.GeneratorStart;
import org.ebm.sampler.Kernel;
import org.ebm.torch.Torch;

/**
 * What a short chain makes as a generator, as files of a run: {@code examples.npz} (noise, examples), {@code paths.npz} (noise, examples, both (paths, points, ...)), {@code reconstructions.npz}
 * (held_out, noise, reconstructed, nearest), their pictures, and {@code generation.json}.
 *
 * @param config resolved
 */
public record Generation(GenerateConfig config, Potential energy, Optional<Examples> data) {
  private static final int TYPICAL = 500;

  /** Refuses data of another shape. */
  public Generation {
    data.filter(examples -> !examples.shape().equals(energy.shape())).ifPresent(examples -> {
      throw new ConfigException(
          "data",
          "must have the shape of the energy's input, " + energy.shape() + ", got "
              + examples.shape());
    });
    if (data.isPresent() && energy.given().containsKey(Condition.IMAGE)) {
      throw new ConfigException(
          "data",
          "are examples of any image, and this energy is told images; leave it out: the truth behind them is drawn beside what is made");
    }
    config.chain();
    config.chainSteps();
  }

  /** Fails if chains cannot start where they should. */
  public void requireNoise(Torch torch) {
    NoiseSource.open(energy, config.noise(), compute(torch)).close();
    if (reconstructs()) {
      config.searched();
    }
  }

  private boolean reconstructs() {
    return data.isPresent() && config.reconstruct().examples() > 0;
  }

  private Compute compute(Torch torch) {
    return new Compute(torch, Precision.FLOAT32, config.runtime().chainsPerBlock());
  }

  /** Makes and writes all. */
  public GenerationRecord write(Path run, Torch torch, Progress progress) {
    Compute compute = compute(torch);
    RandomKey key = RandomKey.ofSeed(config.seed().orElseThrow());
    try (NoiseSource source = NoiseSource.open(energy, config.noise(), compute);
        ShortChain chain =
            new ShortChain(config.chain(), config.chainSteps(), energy, source, compute)) {
      int n = config.examples().orElseThrow();
      FloatArray noise = source.draw(n, key.fold("examples"));
      FloatArray examples = chain.examples(noise, key.fold("chains"));
      Npz.write(run.resolve("examples.npz"), ordered("noise", noise, "examples", examples));
      GenerationPictures pictures =
          new GenerationPictures(run, energy.space(), data, typical(examples));
      pictures.examples(noise, examples, told(source.starts(noise), examples));
      Optional<GenerationRecord.Paths> paths = paths(run, source, chain, pictures, key);
      Optional<GenerationRecord.Reconstruction> found =
          reconstruction(run, source, pictures, compute, progress);
      Optional<Matching> matching = matching(compute, key);
      matching.ifPresent(curve -> curve.draw(run));
      GenerationRecord record = new GenerationRecord(
          GenerationRecord.SCHEMA_VERSION,
          source.words(),
          config.chainSteps(),
          config.stepNoise(),
          n,
          paths,
          found,
          matching.map(Matching::record));
      record.write(run);
      return record;
    }
  }

  /** Images that chains are told beside what is made of them, where their truth is known: rows of as many pictures as there are images. */
  private Map<String, FloatArray> told(FloatArray starts, FloatArray examples) {
    Map<String, FloatArray> rows = new LinkedHashMap<>();
    energy.pairs().ifPresent(pairs -> {
      int images = pairs.truth().rows();
      rows.put("condition", pairs.shown());
      rows.put("truth", pairs.truth());
      rows.put(
          config.noise() instanceof GeneratorStart ? "draft" : "start", starts.slice(0, images));
      rows.put("revised", examples.slice(0, images));
    });
    return rows;
  }

  private FloatArray typical(FloatArray otherwise) {
    return data.map(set -> set.first(TYPICAL)).orElse(otherwise);
  }

  private static Map<String, FloatArray> ordered(
      String first, FloatArray one, String second, FloatArray other) {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put(first, one);
    arrays.put(second, other);
    return arrays;
  }

  private Optional<GenerationRecord.Paths> paths(
      Path run, NoiseSource source, ShortChain chain, GenerationPictures pictures, RandomKey key) {
    int count = config.paths();
    if (count == 0) {
      return Optional.empty();
    }
    FloatArray ends = source.draw(2 * count, key.fold("paths"));
    List<FloatArray> noise =
        SpherePath.between(ends.slice(0, count), ends.slice(count, 2 * count), config.pathPoints());
    List<FloatArray> examples = new ArrayList<>();
    // one key for all points, so that step noise is the same along a path
    noise.forEach(z -> examples.add(chain.examples(z, key.fold("path chains"))));
    Npz.write(
        run.resolve("paths.npz"), ordered("noise", byPath(noise), "examples", byPath(examples)));
    pictures.paths(examples);
    SpherePath.Shape shape = SpherePath.shape(examples);
    return Optional.of(new GenerationRecord.Paths(
        count, config.pathPoints(), shape.length(), shape.largestJump()));
  }

  /** (paths, points, ...) of what is (paths, ...) for each point. */
  private static FloatArray byPath(List<FloatArray> points) {
    FloatArray first = points.get(0);
    List<FloatArray> rows = new ArrayList<>();
    for (int path = 0; path < first.rows(); path++) {
      for (FloatArray point : points) {
        rows.add(point.slice(path, path + 1));
      }
    }
    int[] one = first.shape();
    int[] shape = new int[one.length + 1];
    shape[0] = one[0];
    shape[1] = points.size();
    System.arraycopy(one, 1, shape, 2, one.length - 1);
    return new FloatArray(shape, FloatArray.concat(rows).values());
  }

  private Optional<GenerationRecord.Reconstruction> reconstruction(
      Path run,
      NoiseSource source,
      GenerationPictures pictures,
      Compute compute,
      Progress progress) {
    if (!reconstructs()) {
      return Optional.empty();
    }
    FloatArray held = data.orElseThrow().first(config.reconstruct().examples());
    RandomKey key = RandomKey.ofSeed(config.seed().orElseThrow()).fold("reconstruct");
    Reconstruction.Found found =
        new Reconstruction(config, energy, compute).of(held, source, key, progress);
    Map<String, FloatArray> arrays = ordered("held_out", held, "noise", found.noise());
    arrays.put("reconstructed", found.made());
    arrays.put("nearest", found.nearest());
    Npz.write(run.resolve("reconstructions.npz"), arrays);
    pictures.reconstructions(held, found.made(), found.nearest());
    return Optional.of(found.record());
  }

  private Optional<Matching> matching(Compute compute, RandomKey key) {
    Optional<Path> metrics = config
        .read()
        .model()
        .map(Model::folder)
        .map(folder -> folder.toAbsolutePath().normalize().resolveSibling("metrics.csv"));
    if (metrics.isEmpty() || data.isEmpty()) {
      return Optional.empty();
    }
    try (Kernel field = Kernel.ofEnergies(energy, compute)) {
      FloatArray batch = data.get().batch(TYPICAL, key.fold("data"));
      float[] energies =
          field.init(energy.inputs(List.of(), batch.rows()), batch).energy().values();
      return Matching.of(metrics.get(), Matching.sd(energies));
    }
  }
}

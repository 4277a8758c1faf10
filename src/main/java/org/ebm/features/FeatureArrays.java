package org.ebm.features;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.energy.Stages;
import org.ebm.script.Archive;
import org.ebm.torch.Torch;

/**
 * Features of examples, by source.
 *
 * @param config resolved
 * @param reader empty where inputs alone are asked for
 * @param learned parts of the energy that have hidden stages
 */
public record FeatureArrays(
    FeaturesConfig config, Optional<StageReader> reader, List<Stages> learned)
    implements AutoCloseable {
  public FeatureArrays {
    learned = List.copyOf(learned);
  }

  /**
   * Reads the energy and compiles what is asked for.
   *
   * @param config resolved
   */
  public static FeatureArrays open(FeaturesConfig config, Torch torch) {
    if (config.sources().equals(List.of(Source.INPUTS))) {
      return new FeatureArrays(config, Optional.empty(), List.of());
    }
    List<Stages> parts = Stages.of(config.read());
    return new FeatureArrays(
        config, Optional.of(StageReader.open(parts, config.layers(), config.pool(), torch)), parts);
  }

  /** What the columns of hidden stages are, from left to right; none where inputs alone are asked for. */
  public List<FeatureColumns> columns() {
    return reader.map(StageReader::columns).orElse(List.of());
  }

  /** (n, width) of each source, in the order of the configuration. */
  public Map<Source, FloatArray> of(FloatArray x) {
    Map<Source, FloatArray> all = new LinkedHashMap<>();
    for (Source source : config.sources()) {
      all.put(source, of(source, 0, x));
    }
    return all;
  }

  /**
   * (n, width) of one source.
   *
   * @param network number of the one with first weights, each of which has others
   */
  FloatArray of(Source source, int network, FloatArray x) {
    return switch (source) {
      case LEARNED -> reader.orElseThrow().read(learned, x);
      case UNTRAINED -> reader.orElseThrow().read(untrained(network), x);
      case INPUTS -> new FloatArray(new int[] {x.rows(), x.rowElements()}, x.values());
    };
  }

  /** The network that gives the learned features, for plain PyTorch; empty where they are of several, or not asked for. */
  Optional<byte[]> archive() {
    return Optional.of(learned)
        .filter(parts -> parts.size() == 1 && config.sources().contains(Source.LEARNED))
        .map(parts -> parts.get(0))
        .map(part ->
            Archive.write(part.exported(StageReader.read(part, config.layers()), config.pool())));
  }

  private List<Stages> untrained(int network) {
    RandomKey key =
        RandomKey.ofSeed(config.seed().orElseThrow()).fold("untrained").fold(network);
    return learned.stream().map(part -> part.untrained(key)).toList();
  }

  /** Labels as an array of numbers, as files hold them. */
  static FloatArray numbers(int[] labels) {
    float[] values = new float[labels.length];
    IntStream.range(0, labels.length).forEach(i -> values[i] = labels[i]);
    return FloatArray.of(values);
  }

  @Override
  public void close() {
    reader.ifPresent(StageReader::close);
  }
}

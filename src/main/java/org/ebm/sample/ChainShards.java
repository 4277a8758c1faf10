package org.ebm.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.ShellWords;
import org.ebm.config.ConfigWriter;
import org.ebm.files.AtomicFile;
import org.ebm.files.IoFailure;
import org.ebm.files.Npz;
import org.ebm.run.Checkpoint;
import org.ebm.run.Checkpoints;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunStatus;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.ShardSet;
import org.ebm.sampler.WarmUp;

/** The finished shards of one run of chains, which together hold all that the whole run would: its files, byte for byte. */
public final class ChainShards {
  private final SampleConfig config;
  private final List<Part> parts;

  private record Part(Path folder, Checkpoint checkpoint) {}

  private ChainShards(SampleConfig config, List<Part> parts) {
    this.config = config;
    this.parts = parts;
  }

  /**
   * Reads what the shards say of themselves.
   *
   * @param warnings told of damaged checkpoints
   * @throws EbmException if they are not all the shards of one run, or one is not done, or one saw another model or other data
   */
  public static ChainShards open(List<Path> folders, Consumer<String> warnings) {
    List<Path> ordered =
        ShardSet.ordered(folders.stream().map(ChainShards::member).toList());
    List<Part> parts = new ArrayList<>();
    for (Path folder : ordered) {
      parts.add(new Part(folder, end(folder, warnings)));
      requireSameInputs(parts.get(0), parts.get(parts.size() - 1));
    }
    return new ChainShards(config(ordered.get(0)).whole(), parts);
  }

  private static ShardSet.Member member(Path folder) {
    SampleConfig config = config(folder);
    return new ShardSet.Member(
        folder, config.shard(), ConfigWriter.yaml(config.whole().anywhere()));
  }

  private static SampleConfig config(Path folder) {
    return RunConfig.read(folder).bind(SampleConfig.class);
  }

  private static Checkpoint end(Path folder, Consumer<String> warnings) {
    RunStatus status = Provenance.of(folder).status();
    Optional<Checkpoint> end = new Checkpoints(folder.resolve("checkpoints"), Integer.MAX_VALUE)
        .newest(warnings)
        .map(Checkpoints.Loaded::checkpoint);
    if (status != RunStatus.DONE || end.isEmpty()) {
      throw new EbmException(
          ExitCode.USAGE,
          folder + ": is not done, its newest checkpoint is at step "
              + end.map(Checkpoint::step).orElse(0L) + " of " + config(folder).steps()
              + "; go on with it first: "
              + ShellWords.ebm("sample", "--resume", "--run-dir", folder));
    }
    return end.get();
  }

  /** A checkpoint's small values are checksums, the eps and metric of a warm-up and numbers of rows: all of the whole run. */
  private static void requireSameInputs(Part first, Part other) {
    Map<String, String> expected = new TreeMap<>(first.checkpoint().state());
    other.checkpoint().state().forEach((name, value) -> {
      String before = expected.getOrDefault(name, "none");
      if (!before.equals(value)) {
        throw EbmException.damaged(
            other.folder(),
            name + " is " + value + ", but " + before + " in " + first.folder()
                + "; run the shard again on what the others saw");
      }
    });
  }

  /** Of the whole run. */
  public SampleConfig config() {
    return config;
  }

  /** Writes trace.csv and the files of its numbers, states.npy if states were kept, samples.npz, and the last checkpoint. */
  public void merge(RunDirectory run) {
    try (Trace trace = new Trace(run, config, Map.of(), Map.of());
        ShardFiles files = ShardFiles.open(
            parts.stream().map(Part::folder).toList(),
            Trace.ofChains(config.sampler()),
            config.keep().isPresent())) {
      Sampler sampler = reached(parts.get(0).checkpoint()).sampler();
      for (int row = 0; row < files.rows(); row++) {
        trace.row(files.row(row, sampler));
        if (files.haveCoordinates()) {
          trace.coordinates(files.coordinates());
        }
      }
      for (int draw = 0; draw < files.draws(); draw++) {
        trace.keep(files.states());
      }
    }
    if (config.warmUp().isPresent()) {
      copy(Recorder.WARM_UP, run);
      if (config.warmUp().get().precondition() == WarmUp.Precondition.DIAGONAL) {
        copy(Recorder.UNITS, run);
      }
    }
    for (String same : List.of(PlaneField.FILE, ToldPairs.FILE)) {
      if (Files.isRegularFile(parts.get(0).folder().resolve(same))) {
        copy(same, run);
      }
    }
    Checkpoint end = end();
    new Checkpoints(run.checkpoints(), Recorder.CHECKPOINTS_KEPT).write(end);
    StatesOverTime.of(end.arrays().getOrDefault(Recorder.SHOWN, Map.of()))
        .write(run.file(StatesOverTime.FILE), reached(end), energies());
  }

  /** A file that is the same in all shards: each warmed up all chains, and drew all starts. */
  private void copy(String name, RunDirectory run) {
    Path file = parts.get(0).folder().resolve(name);
    try {
      AtomicFile.write(run.file(name), Files.readAllBytes(file));
    } catch (IOException e) {
      throw IoFailure.reading(file, e);
    }
  }

  private ChainsAtStep reached(Checkpoint checkpoint) {
    return Recorder.reached(checkpoint, config);
  }

  private Checkpoint end() {
    Map<String, Map<String, FloatArray>> arrays = new TreeMap<>();
    parts.get(0).checkpoint().arrays().forEach((file, named) -> {
      Map<String, FloatArray> joined = new TreeMap<>();
      named.keySet().forEach(name -> joined.put(name, joined(file, name)));
      arrays.put(
          file, file.equals(Recorder.SHOWN) ? StatesOverTime.joined(joined).saved() : joined);
    });
    Checkpoint first = parts.get(0).checkpoint();
    return new Checkpoint(first.step(), arrays, first.state());
  }

  private FloatArray joined(String file, String name) {
    return FloatArray.concat(parts.stream()
        .map(part -> Optional.ofNullable(
                part.checkpoint().arrays().getOrDefault(file, Map.of()).get(name))
            .orElseThrow(() -> EbmException.damaged(
                part.folder(),
                "its checkpoint has no " + name + " in " + file + ", got "
                    + part.checkpoint().arrays().getOrDefault(file, Map.of()).keySet()
                    + "; run the shard again")))
        .toList());
  }

  /** The last arrays of samples.npz: those of data are the same in every shard. */
  private Map<String, FloatArray> energies() {
    List<Map<String, FloatArray>> shown = parts.stream()
        .map(part -> Npz.read(part.folder().resolve(StatesOverTime.FILE)))
        .toList();
    Map<String, FloatArray> energies = new LinkedHashMap<>();
    energies.put(
        StatesOverTime.ENERGY,
        FloatArray.concat(shown.stream()
            .map(arrays -> Optional.ofNullable(arrays.get(StatesOverTime.ENERGY))
                .orElseThrow(() -> EbmException.damaged(
                    StatesOverTime.FILE,
                    "has no array " + StatesOverTime.ENERGY + ", got " + arrays.keySet()
                        + "; run the shard again")))
            .toList()));
    Optional.ofNullable(shown.get(0).get(StatesOverTime.ENERGY_DATA))
        .ifPresent(array -> energies.put(StatesOverTime.ENERGY_DATA, array));
    return energies;
  }
}

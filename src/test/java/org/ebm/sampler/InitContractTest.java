package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Weights;
import org.ebm.data.Glyphs;
import org.ebm.data.TwoMoons;
import org.ebm.energy.Gaussian;
import org.ebm.energy.Network;
import org.ebm.energy.Precision;
import org.ebm.files.Npz;
import org.ebm.network.Dense;
import org.ebm.network.FeedForward;
import org.ebm.network.Flatten;
import org.ebm.network.NetworkDirectory;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every start must keep; a new one fails here until it has an example. */
class InitContractTest {
  private static final RandomKey KEY = RandomKey.ofSeed(3);
  private static final Shape POINT = Shape.of(2);
  private static final Torch TORCH = Torch.open("cpu", 2);

  @TempDir
  static Path folder;

  private static Map<Class<?>, Init> examples() {
    Path states = folder.resolve("states.npz");
    Npz.write(states, Map.of("states", Nets.uniform(POINT, 30, KEY.fold("file"))));
    FeedForward generator = new FeedForward(List.of(3), List.of(new Dense(2)));
    NetworkDirectory.write(folder.resolve("generator"), generator, initial(generator));
    FeedForward grid = new FeedForward(List.of(1, 2, 2), List.of(new Flatten(), new Dense(1)));
    NetworkDirectory.write(folder.resolve("grid2"), grid, initial(grid));
    return Map.ofEntries(
        Map.entry(
            Augmented.class,
            new Augmented(
                new Replay(30, 0.3, Replay.WriteBack.RING, 1),
                Optional.of(List.of(0.5, 1.0)),
                2,
                0.5,
                Optional.of(new ColorJitter(0.8, 0.4, 0.4, 0.4, 0.2)),
                0.2,
                Optional.of(new Blur(0.5, List.of(0.1, 2.0), 5)))),
        Map.entry(
            MultiGridStart.class,
            new MultiGridStart(folder, List.of(2), new Langevin(0.1, 1, true), 3, 0.01)),
        Map.entry(GeneratorStart.class, new GeneratorStart(folder.resolve("generator"))),
        Map.entry(CorruptedStart.class, new CorruptedStart(0, 0.5)),
        Map.entry(DataStart.class, new DataStart()),
        Map.entry(FileStart.class, new FileStart(states, Optional.empty())),
        Map.entry(GaussianStart.class, new GaussianStart(1)),
        Map.entry(OverdispersedStart.class, new OverdispersedStart(1, 8)),
        Map.entry(Persistent.class, new Persistent(Persistent.Fill.UNIFORM, 30, 1)),
        Map.entry(Replay.class, new Replay(30, 0.3, Replay.WriteBack.RING, 1)),
        Map.entry(Reservoir.class, new Reservoir(30, 0.3, 1)),
        Map.entry(UniformStart.class, new UniformStart(1)));
  }

  private static Weights initial(FeedForward network) {
    Map<String, FloatArray> weights = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(parameter -> weights.put(parameter.name(), parameter.initial(KEY)));
    return new Weights(weights);
  }

  @Test
  void everyStartHasAnExample() {
    assertThat(examples().keySet()).isEqualTo(Set.of(Init.class.getPermittedSubclasses()));
  }

  private static final Shape PICTURE = Shape.of(3, 5, 6);

  private static Shape shape(Init init) {
    if (init instanceof MultiGridStart) {
      return Shape.of(1, 8, 8);
    }
    return init instanceof Augmented ? PICTURE : POINT;
  }

  private static Starts open(Init init) {
    if (init instanceof Augmented) {
      return init.open(Space.of(PICTURE), Optional.empty(), KEY.fold("bank"));
    }
    boolean images = init instanceof MultiGridStart;
    return init.open(
        images
            ? new Network(List.of(1, 8, 8), 1, List.of(new Flatten(), new Dense(1)))
            : new Gaussian(List.of(1.0, 1.0)),
        new Compute(TORCH, Precision.FLOAT32),
        Optional.of(images ? new Glyphs(8, 10, 50, 0, 0).open() : new TwoMoons(0.1).open()),
        KEY.fold("bank"));
  }

  @Test
  void drawsAreStatesOfTheShape_theSameForTheSameKey_andCopies() {
    examples().values().forEach(init -> {
      Starts starts = open(init);
      FloatArray first = starts.draw(20, KEY).position();
      assertThat(first.rows()).isEqualTo(20);
      assertThat(first.rowElements()).as("%s", init).isEqualTo(shape(init).elements());
      assertThat(first.isFinite()).isTrue();
      float[] before = first.values().clone();
      Arrays.fill(first.values(), 7);
      assertThat(open(init).draw(20, KEY).position().values()).isEqualTo(before);
      assertThat(starts.limit()).isGreaterThanOrEqualTo(20);
    });
  }

  /** A checkpoint holds the state and nothing else of a bank; starts that keep nothing have none. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theStateIsAllThatItRemembers(int updates) {
    examples().values().forEach(init -> {
      Starts whole = open(init);
      for (int update = 0; update < updates; update++) {
        Starts.Draw draw = whole.draw(20, KEY.fold(update));
        whole.store(draw, Nets.uniform(shape(init), 20, KEY.fold("end").fold(update)));
      }
      assertThat(whole.state().isEmpty()).as("%s", init).isEqualTo(!init.keepsChains());
      Starts resumed = open(init);
      resumed.restore(new TreeMap<>(whole.state()));
      for (int update = updates; update < updates + 3; update++) {
        Starts.Draw draw = whole.draw(20, KEY.fold(update));
        Starts.Draw again = resumed.draw(20, KEY.fold(update));
        assertThat(again.position()).as("%s", init).isEqualTo(draw.position());
        FloatArray end = Nets.uniform(shape(init), 20, KEY.fold("end").fold(update));
        whole.store(draw, end);
        resumed.store(again, end);
      }
    });
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}

package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.ConfigTree;
import org.ebm.files.Npy;
import org.ebm.run.Progress;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Basins of ten spins that pull at each other unevenly, all 1024 states of which are known. */
class SpinBasinsTest {
  private static final Torch TORCH = Torch.open("cpu", 1);
  private static final int SITES = 10;

  @TempDir
  Path folder;

  private static float[] couplings() {
    var generator = RandomKey.ofSeed(8).generator();
    float[] couplings = new float[SITES * SITES];
    for (int i = 0; i < SITES; i++) {
      for (int j = 0; j < i; j++) {
        couplings[i * SITES + j] = (generator.nextInt(63) - 31) / 16f;
        couplings[j * SITES + i] = couplings[i * SITES + j];
      }
    }
    return couplings;
  }

  private static double energy(int state) {
    float[] couplings = couplings();
    double sum = 0;
    for (int i = 0; i < SITES; i++) {
      for (int j = 0; j < i; j++) {
        boolean equal = (state >> i & 1) == (state >> j & 1);
        sum -= equal ? couplings[i * SITES + j] : -couplings[i * SITES + j];
      }
    }
    return sum;
  }

  private static int number(State state) {
    int number = 0;
    for (int i = 0; i < SITES; i++) {
      number |= state.position()[i] > 0 ? 1 << i : 0;
    }
    return number;
  }

  private MapBasinsConfig config(String sampler) throws IOException {
    Path file = folder.resolve("couplings.npy");
    FloatArray array = FloatArray.zeros(Shape.of(SITES), SITES);
    System.arraycopy(couplings(), 0, array.values(), 0, SITES * SITES);
    try (var out = Files.newOutputStream(file)) {
      Npy.write(out, array);
    }
    return ConfigTree.parse(
            "energy: {ising: {couplings: " + file + "}}\nsearch: {minima: {states: 400}}\nsampler: "
                + sampler + "\nseed: 1\n",
            "test.yaml")
        .bind(MapBasinsConfig.class);
  }

  private BasinMap map(String journal) throws IOException {
    MapBasinsConfig config = config("{flips: {temperature: 0}}");
    return new MapBasins(config, config.energy().open(), config.openData(), TORCH, Progress.none())
        .map(folder.resolve(journal), () -> false)
        .orElseThrow();
  }

  /** The lowest that the highest U between two states can be, by letting in one state after another. */
  private static double pass(double[] energies, int from, int to) {
    Integer[] order = new Integer[energies.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(energies[a], energies[b]));
    UnionFind joined = new UnionFind(energies.length);
    Set<Integer> inside = new HashSet<>();
    for (int state : order) {
      inside.add(state);
      for (int i = 0; i < SITES; i++) {
        if (inside.contains(state ^ 1 << i)) {
          joined.join(state, state ^ 1 << i);
        }
      }
      if (inside.contains(from) && inside.contains(to) && joined.find(from) == joined.find(to)) {
        return energies[state];
      }
    }
    throw new AssertionError();
  }

  @Test
  void findsAllStatesThatNoFlipLowers_andWaysOfFlipsBetweenThem() throws IOException {
    double[] energies = new double[1 << SITES];
    Arrays.setAll(energies, SpinBasinsTest::energy);
    Set<Integer> minima = new HashSet<>();
    for (int state = 0; state < energies.length; state++) {
      boolean lowest = true;
      for (int i = 0; i < SITES; i++) {
        lowest &= energies[state ^ 1 << i] >= energies[state];
      }
      if (lowest) {
        minima.add(state);
      }
    }
    BasinMap map = map("map");
    Set<Integer> found = new HashSet<>();
    map.basins().forEach(basin -> found.add(number(basin.representative())));
    assertThat(found).isEqualTo(minima);
    assertThat(map.basins()).hasSizeGreaterThan(2).hasSameSizeAs(found);
    assertThat(map.basins().stream().mapToInt(BasinMap.Basin::population).sum()).isEqualTo(400);
    assertThat(map.links()).isNotEmpty();
    for (BasinMap.Link link : map.links()) {
      var path = link.barrier().path();
      int before = number(map.basins().get(link.first()).representative());
      int last = number(map.basins().get(link.second()).representative());
      double highest = energies[before];
      assertThat(number(new State(path.get(0), 0))).isEqualTo(before);
      for (float[] point : path.subList(1, path.size())) {
        int here = number(new State(point, 0));
        assertThat(Integer.bitCount(here ^ before)).isEqualTo(1);
        highest = Math.max(highest, energies[here]);
        before = here;
      }
      assertThat(before).isEqualTo(last);
      assertThat(link.barrier().height()).isCloseTo(highest, within(1e-5));
      assertThat(link.barrier().height())
          .isGreaterThanOrEqualTo(
              pass(energies, number(map.basins().get(link.first()).representative()), last) - 1e-5);
    }
    // the two lowest are each other upside down
    assertThat(map.tree().passes()[0][1])
        .isCloseTo(
            pass(
                energies,
                number(map.basins().get(0).representative()),
                number(map.basins().get(1).representative())),
            within(1.5));
  }

  @Test
  void aMapThatIsBegunAgain_isTheSame() throws IOException {
    BasinMap once = map("again");
    BasinMap twice = map("again");
    assertThat(BasinFiles.record(twice, java.util.List.of()))
        .isEqualTo(BasinFiles.record(once, java.util.List.of()));
    assertThat(BasinFiles.record(once, java.util.List.of()).flips().orElseThrow())
        .hasSameSizeAs(once.links())
        .allSatisfy(way -> assertThat(way.toTheTop()).isBetween(0, way.flips()));
  }

  @Test
  void needsFlipsAtTemperature0() {
    assertThatThrownBy(() -> config("{gibbs: {}}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "sampler: must be flips at temperature 0, by which spins and bits fall to their basins");
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}

package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.data.ArrayFile;
import org.ebm.data.Binarized;
import org.ebm.data.Glyphs;
import org.ebm.energy.EnergyInputs;
import org.ebm.energy.Hopfield;
import org.ebm.energy.Hopfield.Rule;
import org.ebm.energy.Potential;
import org.ebm.files.Npy;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memories of patterns, recalled by flips at temperature 0. */
class RecallTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(82);
  private static final Flips DOWNHILL = new Flips(1, 0);

  @TempDir
  Path folder;

  private record Recall(FloatArray end, double overlap, boolean monotone) {}

  private Hopfield memory(Rule rule, FloatArray patterns) throws IOException {
    Path file = folder.resolve("patterns-" + patterns.rows() + ".npy");
    try (var out = Files.newOutputStream(file)) {
      Npy.write(out, patterns);
    }
    ArrayFile set = new ArrayFile(
        file, List.of(patterns.rowElements()), Optional.empty(), 0, Optional.empty(), false);
    return new Hopfield(set, Optional.empty(), rule, 3, 1);
  }

  private static FloatArray random(int patterns, int units, RandomKey key) {
    return new UniformStart(1).noise(Space.binary(Shape.of(units), Support.SPIN), patterns, key);
  }

  /** From all patterns at once, a tenth of each flipped, until a sweep changes nothing. */
  private static Recall recall(Potential memory, FloatArray patterns, RandomKey key) {
    int units = patterns.rowElements();
    FloatArray start = new FloatArray(patterns.shape(), patterns.values().clone());
    for (int row = 0; row < patterns.rows(); row++) {
      for (int i = 0; i < units / 10; i++) {
        // the patterns are random, so which elements are flipped does not matter
        start.values()[row * units + i] *= -1;
      }
    }
    boolean monotone = true;
    try (Kernel kernel = Kernel.open(memory, DOWNHILL, Moved.compute(TORCH, 100))) {
      ChainState state = kernel.init(List.of(), start);
      double moved = 1;
      for (int sweep = 0; moved > 0; sweep++) {
        Transition next = kernel.run(EnergyInputs.NONE, state, 1, key.fold(sweep));
        moved = 0;
        for (int chain = 0; chain < patterns.rows(); chain++) {
          monotone &= next.state().energy().values()[chain]
              <= state.energy().values()[chain] + 1e-4 * Math.abs(state.energy().values()[chain]);
          moved += next.gradientNorm()[chain];
        }
        state = next.state();
      }
      double sum = 0;
      for (int i = 0; i < start.values().length; i++) {
        sum += patterns.values()[i] * state.position().values()[i];
      }
      return new Recall(state.position(), sum / start.values().length, monotone);
    }
  }

  /** Few random patterns come back whole, whatever the rule, and U never rises. */
  @ParameterizedTest
  @CsvSource({"HEBB, 4", "PSEUDO_INVERSE, 30", "DENSE, 30"})
  void fewPatternsComeBack(Rule rule, int count) throws IOException {
    FloatArray patterns = random(count, 100, KEY.fold("patterns"));
    Recall recall = recall(memory(rule, patterns).open(), patterns, KEY);
    assertThat(recall.overlap()).isGreaterThan(0.99);
    assertThat(recall.monotone()).isTrue();
  }

  /** Thirty patterns are far above what Hebb's rule holds in a hundred spins. */
  @Test
  void tooManyPatternsAreLost() throws IOException {
    FloatArray patterns = random(30, 100, KEY.fold("patterns"));
    Recall recall = recall(memory(Rule.HEBB, patterns).open(), patterns, KEY);
    assertThat(recall.overlap()).isBetween(0.2, 0.8);
    assertThat(recall.monotone()).isTrue();
  }

  /** Pictures are alike, which Hebb's rule cannot bear and the pseudo-inverse does: twenty digits from their upper halves. */
  @Test
  void halfMaskedDigitsComeBack() {
    Binarized digits = new Binarized(new Glyphs(16, 10, 20, 0, 0), 0, Binarized.Values.SPIN);
    Potential memory = new Hopfield(digits, Optional.empty(), Rule.PSEUDO_INVERSE, 3, 1).open();
    FloatArray patterns = digits.open().first(20);
    FloatArray start = new CorruptedStart(0, 0.5)
        .open(memory.space(), Optional.of(digits.open()), KEY)
        .draw(100, KEY)
        .position();
    try (Kernel kernel = Kernel.open(memory, DOWNHILL, Moved.compute(TORCH, 100))) {
      ChainState end =
          kernel.run(List.of(), kernel.init(List.of(), start), 20, KEY).state();
      long recalled = 0;
      for (int chain = 0; chain < 100; chain++) {
        float[] state = end.position().slice(chain, chain + 1).values();
        for (int row = 0; row < 20; row++) {
          recalled += Arrays.equals(patterns.slice(row, row + 1).values(), state) ? 1 : 0;
        }
      }
      assertThat(recalled).isGreaterThanOrEqualTo(80);
    }
  }

  /** Specification A5.2: mean overlap of 400 spins against the load, 20 draws. Prints the curve. */
  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "0.05, 0.9995, 1",
    "0.10, 0.992, 1",
    "0.12, 0.955, 0.99",
    "0.14, 0.85, 0.97",
    "0.20, 0.48, 0.62"
  })
  void overlapAgainstLoad(double load, double least, double most) throws IOException {
    double[] overlaps = new double[20];
    for (int draw = 0; draw < 20; draw++) {
      RandomKey key = KEY.fold(String.valueOf(load)).fold(draw);
      FloatArray patterns = random((int) Math.round(load * 400), 400, key.fold("patterns"));
      Recall recall = recall(memory(Rule.HEBB, patterns).open(), patterns, key);
      overlaps[draw] = recall.overlap();
      assertThat(recall.monotone()).isTrue();
    }
    double mean = Arrays.stream(overlaps).average().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "load %.2f: overlap %.5f +- %.5f%n",
        load,
        mean,
        (mean == 1 ? 0 : Math.abs(mean - 1) / Moved.standardErrors(overlaps, 1)));
    assertThat(mean).isBetween(least, most);
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}

package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.BinaryStates;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.data.ArrayFile;
import org.ebm.files.Npy;
import org.ebm.network.Conv2d;
import org.ebm.network.Dense;
import org.ebm.network.Flatten;
import org.ebm.network.Swish;
import org.ebm.sampler.Compute;
import org.ebm.sampler.Flips;
import org.ebm.sampler.Gibbs;
import org.ebm.sampler.GibbsWithGradients;
import org.ebm.sampler.Kernel;
import org.ebm.sampler.Sampler;
import org.ebm.sampler.UniformStart;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every energy of spins or bits must keep, on about twelve sites, where all states can be counted; a new one fails here until it has an example and its formula in Java. */
class DiscreteEnergyTest {
  private static final Torch TORCH = Torch.open("cpu", 2);
  private static final RandomKey KEY = RandomKey.ofSeed(19);
  private static final double[][] COUPLINGS = couplings();
  private static final double[][] PATTERNS = patterns();

  @TempDir
  static Path folder;

  private record Example(
      String name, Energy energy, List<FloatArray> parameters, ToDoubleFunction<double[]> formula) {
    Example(String name, Energy energy, ToDoubleFunction<double[]> formula) {
      this(name, energy, List.of(), formula);
    }

    Potential open() {
      return energy.open();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void writeFiles() throws IOException {
    write("couplings.npy", COUPLINGS);
    write("patterns.npy", PATTERNS);
  }

  private static double[][] patterns() {
    var generator = KEY.fold("patterns").generator();
    double[][] patterns = new double[4][12];
    for (int i = 0; i < 48; i++) {
      patterns[i / 12][i % 12] = generator.nextInt(2) == 0 ? -1 : 1;
    }
    return patterns;
  }

  private static void write(String name, double[][] rows) throws IOException {
    FloatArray array = FloatArray.zeros(Shape.of(rows[0].length), rows.length);
    for (int i = 0; i < array.values().length; i++) {
      array.values()[i] = (float) rows[i / rows[0].length][i % rows[0].length];
    }
    try (var out = Files.newOutputStream(folder.resolve(name))) {
      Npy.write(out, array);
    }
  }

  /** Every third pair is not coupled; a tenth is a multiple of 1/64, so that float32 has it exactly. */
  private static double[][] couplings() {
    double[][] couplings = new double[12][12];
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < i; j++) {
        couplings[i][j] = (i + j) % 3 == 0 ? 0 : ((5 * i + 7 * j) % 13 - 6) / 16.0;
        couplings[j][i] = couplings[i][j];
      }
    }
    return couplings;
  }

  private static Example lattice(
      String name, double coupling, double field, double beta, boolean periodic, Integer... size) {
    Ising.Boundary boundary = periodic ? Ising.Boundary.PERIODIC : Ising.Boundary.FREE;
    return new Example(
        name,
        new Ising(List.of(size), coupling, field, beta, boundary, Optional.empty()),
        s -> -beta
            * (coupling * bonds(s, periodic, size) + field * Arrays.stream(s).sum()));
  }

  /** By coordinates, not by neighbour lists. */
  private static double bonds(double[] s, boolean periodic, Integer... size) {
    double sum = 0;
    for (int site = 0; site < s.length; site++) {
      int stride = s.length;
      for (int axis : size) {
        stride /= axis;
        int at = site / stride % axis;
        if (at + 1 < axis) {
          sum += s[site] * s[site + stride];
        } else if (periodic) {
          sum += s[site] * s[site - at * stride];
        }
      }
    }
    return sum;
  }

  private static List<Example> all() {
    List<Example> examples = new ArrayList<>(List.of(
        lattice("periodic 3x4", 1, 0, 0.3, true, 3, 4),
        lattice("periodic 4x3, a field", 0.25, -0.3, 0.9, true, 4, 3),
        lattice("unlike neighbours, free", -0.7, 0.2, 1, false, 3, 4),
        lattice("a ring of eleven", 0.8, 0.1, 1, true, 11),
        lattice("a cube", 0.3, 0.05, 1, false, 2, 2, 3),
        lattice("a torus of two", 0.2, 0, 1, true, 2, 2, 2),
        lattice("no coupling", 0, 0.4, 1, true, 3, 3)));
    examples.add(new Example(
        "couplings of a file",
        new Ising(
            List.of(3, 4),
            1,
            0.25,
            0.5,
            Ising.Boundary.PERIODIC,
            Optional.of(folder.resolve("couplings.npy"))),
        s -> {
          double sum = 0;
          for (int i = 0; i < 12; i++) {
            sum += 0.25 * s[i];
            for (int j = 0; j < i; j++) {
              sum += COUPLINGS[i][j] * s[i] * s[j];
            }
          }
          return -0.5 * sum;
        }));
    examples.add(rbm(8, 5));
    examples.add(machine());
    examples.add(network());
    examples.add(frame(
        "filters of spins",
        Frame.Values.SPIN,
        Frame.Places.ALIKE,
        List.of(1, 1, 12),
        new Filter.Delta(),
        new Filter.Gradient(Filter.Gradient.Along.X)));
    examples.add(frame(
        "filters of bits, of each place",
        Frame.Values.BIT,
        Frame.Places.EACH,
        List.of(1, 3, 4),
        new Filter.Gradient(Filter.Gradient.Along.BOTH),
        new Filter.Log(3)));
    examples.add(new Example("Hebb's rule", memory(Hopfield.Rule.HEBB), s -> {
      double sum = 0;
      for (double[] pattern : PATTERNS) {
        sum += Math.pow(dot(pattern, s), 2) - 12;
      }
      return -0.25 * sum / 24;
    }));
    examples.add(new Example("the pseudo-inverse", memory(Hopfield.Rule.PSEUDO_INVERSE), s -> {
      double sum = 0;
      for (double[] direction : orthonormal()) {
        sum += Math.pow(dot(direction, s), 2) - dot(direction, direction);
      }
      return -0.25 * sum / 2;
    }));
    examples.add(new Example("a dense memory", memory(Hopfield.Rule.DENSE), s -> {
      double sum = 0;
      for (double[] pattern : PATTERNS) {
        sum += Math.pow(dot(pattern, s), 3);
      }
      return -0.25 * sum / 144;
    }));
    return examples;
  }

  /** A convolution of 2x2 over 3x4 spins, two channels, and their sum through a smooth function. */
  private static Example network() {
    Network network = new Network(
        List.of(1, 3, 4),
        1,
        List.of(new Conv2d(2, 2, 1, 0), new Swish(), new Flatten(), new Dense(1)));
    List<FloatArray> parameters = network.parameters().stream()
        .map(parameter -> parameter.initial(KEY.fold(parameter.name())))
        .toList();
    parameters.forEach(array -> {
      for (int i = 0; i < array.values().length; i++) {
        array.values()[i] *= 3;
      }
    });
    return new Example(
        "a network on spins", new Binary(network, BoltzmannMachine.Values.SPIN), parameters, s -> {
          double sum = parameters.get(3).values()[0];
          for (int out = 0; out < 12; out++) {
            int channel = out / 6;
            int y = out % 6 / 3;
            int x = out % 3;
            double found = parameters.get(1).values()[channel];
            for (int k = 0; k < 4; k++) {
              found += parameters.get(0).values()[channel * 4 + k] * s[(y + k / 2) * 4 + x + k % 2];
            }
            sum += parameters.get(2).values()[out] * found / (1 + Math.exp(-found));
          }
          return sum;
        });
  }

  private static Example frame(
      String name,
      Frame.Values values,
      Frame.Places places,
      List<Integer> input,
      Filter... filters) {
    Frame frame = FrameFormula.energy(values, places, input, filters);
    FloatArray potentials = FrameFormula.potentials(frame);
    return new Example(name, frame, List.of(potentials), FrameFormula.of(frame, potentials));
  }

  /** Only the symmetric part of W counts, and nothing of its diagonal. */
  private static Example machine() {
    float[] weight = new float[81];
    float[] field = new float[9];
    for (int i = 0; i < 81; i++) {
      weight[i] = (i * 11 % 17 - 8) / 16f;
    }
    for (int i = 0; i < 9; i++) {
      field[i] = (i % 4 - 1) / 4f;
    }
    return new Example(
        "a Boltzmann machine of bits",
        new BoltzmannMachine(List.of(9), BoltzmannMachine.Values.BIT),
        List.of(new FloatArray(new int[] {9, 9}, weight), FloatArray.of(field)),
        x -> {
          double sum = 0;
          for (int i = 0; i < 9; i++) {
            sum += field[i] * x[i];
            for (int j = 0; j < i; j++) {
              sum += (weight[9 * i + j] + weight[9 * j + i]) / 2 * x[i] * x[j];
            }
          }
          return -sum;
        });
  }

  private static Energy memory(Hopfield.Rule rule) {
    ArrayFile patterns = new ArrayFile(
        folder.resolve("patterns.npy"), List.of(12), Optional.empty(), 0, Optional.empty(), false);
    return new Hopfield(patterns, Optional.empty(), rule, 3, 0.25);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Of the space that the patterns span, by Gram and Schmidt. */
  private static List<double[]> orthonormal() {
    List<double[]> basis = new ArrayList<>();
    for (double[] pattern : PATTERNS) {
      double[] rest = pattern.clone();
      for (double[] direction : basis) {
        double along = dot(rest, direction);
        for (int i = 0; i < rest.length; i++) {
          rest[i] -= along * direction[i];
        }
      }
      double length = Math.sqrt(dot(rest, rest));
      basis.add(Arrays.stream(rest).map(number -> number / length).toArray());
    }
    return basis;
  }

  /** U by the sum over all hidden states. */
  private static Example rbm(int visible, int hidden) {
    float[] weight = new float[visible * hidden];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (i * 7 % 11 - 5) / 8f;
    }
    float[] b = new float[visible];
    float[] c = new float[hidden];
    for (int i = 0; i < visible; i++) {
      b[i] = (i % 3 - 1) / 2f;
    }
    for (int j = 0; j < hidden; j++) {
      c[j] = (j % 2) - 0.75f;
    }
    List<FloatArray> parameters = List.of(
        new FloatArray(new int[] {visible, hidden}, weight), FloatArray.of(b), FloatArray.of(c));
    return new Example("an RBM", new Rbm(List.of(visible), hidden, 0.1), parameters, v -> {
      double sum = 0;
      for (int state = 0; state < 1 << hidden; state++) {
        double minus = 0;
        for (int i = 0; i < visible; i++) {
          minus += b[i] * v[i];
        }
        for (int j = 0; j < hidden; j++) {
          if ((state >> j & 1) == 1) {
            minus += c[j];
            for (int i = 0; i < visible; i++) {
              minus += v[i] * weight[i * hidden + j];
            }
          }
        }
        sum += Math.exp(minus);
      }
      return -Math.log(sum);
    });
  }

  static Stream<Example> examples() {
    return all().stream();
  }

  @Test
  void everyDiscreteEnergyHasAnExample() {
    assertThat(
            all().stream().map(example -> example.energy().getClass()).collect(Collectors.toSet()))
        .isEqualTo(AnalyticEnergyTest.DISCRETE);
  }

  /** In float32, but sums of halves and quarters are exact. */
  @ParameterizedTest
  @MethodSource("examples")
  void energyIsTheFormula(Example example) {
    Potential energy = example.open();
    BinaryStates states = new BinaryStates(energy.space(), example.formula());
    try (Kernel kernel = Kernel.open(energy, new Gibbs(), compute())) {
      float[] energies =
          kernel.init(example.parameters(), states.all()).energy().values();
      double[] exact = states.energies();
      for (int i = 0; i < exact.length; i++) {
        assertThat((double) energies[i])
            .isCloseTo(exact[i], within(1e-5 * (1 + Math.abs(exact[i]))));
      }
    }
  }

  /** Of every site in every state: U with it low less U with it high. */
  @ParameterizedTest
  @MethodSource("examples")
  void logOddsAreDifferencesOfTheFormula(Example example) {
    Potential energy = example.open();
    BinaryStates states = new BinaryStates(energy.space(), example.formula());
    double[] exact = states.energies();
    int elements = energy.shape().elements();
    TorchClass script = TorchClass.over(
        "energy",
        energy.module(Precision.FLOAT32, Graph.FAST).script(),
        "Odds",
        List.of(Method.of(
            "odds(p: List[Tensor], c: List[Tensor], x: Tensor, sites: Tensor, control: Tensor) -> List[Tensor]",
            """
            w = (self.energy).prepare(p)
            return [(self.energy).log_odds(x, torch.to(sites, 4), w, c), (self.energy).all_log_odds(x, w, c)]""")));
    try (Program program = energy.program(script, TORCH)) {
      for (int site = 0; site < elements; site++) {
        float[] sites = new float[exact.length];
        Arrays.fill(sites, site);
        List<FloatArray> both = program.call(
            "odds",
            example.parameters(),
            List.of(),
            List.of(states.all(), FloatArray.of(sites)),
            0);
        float[] odds = both.get(0).values();
        float[] all = both.get(1).values();
        for (int i = 0; i < exact.length; i++) {
          double expected = exact[i & ~(1 << site)] - exact[i | 1 << site];
          assertThat((double) odds[i]).isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
          assertThat(all[i * elements + site]).isCloseTo(odds[i], within(1e-5f));
        }
      }
    }
  }

  static Stream<Arguments> samplers() {
    Stream<Arguments> systematic = all().stream()
        .map(example -> Arguments.of(example, new Gibbs(30, Gibbs.Order.SYSTEMATIC, 1)));
    // these know nothing of an energy but its log-odds: one of spins, one of bits
    Stream<Arguments> oneByOne = all().stream()
        .filter(example -> Set.of("periodic 4x3, a field", "an RBM").contains(example.name()))
        .flatMap(example -> Stream.of(new Gibbs(15, Gibbs.Order.RANDOM, 1), new Flips(20, 1))
            .map(sampler -> Arguments.of(example, sampler)));
    // needs the slope of each text
    Stream<Arguments> bySlopes = all().stream()
        .filter(example -> example.open().abilities().contains(Ability.SLOPES))
        .filter(example -> Set.of(
                "unlike neighbours, free",
                "couplings of a file",
                "an RBM",
                "a Boltzmann machine of bits",
                "a dense memory",
                "a network on spins")
            .contains(example.name()))
        .map(example -> Arguments.of(example, new GibbsWithGradients(150, 1)));
    return Stream.of(systematic, oneByOne, bySlopes).flatMap(samplers -> samplers);
  }

  /** Means of all elements, of all pairs and of U over independent chains, each within 4.5 standard errors of the sums over all states: about eighty of them, so one in two thousand such tests would fail by chance. */
  @ParameterizedTest
  @MethodSource("samplers")
  void chainsHaveTheLawThatIsCounted(Example example, Sampler sampler) {
    Potential energy = example.open();
    BinaryStates states = new BinaryStates(energy.space(), example.formula());
    int chains = 4000;
    FloatArray start = new UniformStart(1).noise(energy.space(), chains, KEY.fold("start"));
    FloatArray end;
    float[] energies;
    try (Kernel kernel = Kernel.open(energy, sampler, compute())) {
      var moved = kernel.run(
          example.parameters(), kernel.init(example.parameters(), start), 1, KEY.fold("run"));
      end = moved.state().position();
      energies = moved.state().energy().values();
    }
    int elements = energy.shape().elements();
    for (int i = 0; i < elements; i++) {
      for (int j = i; j < elements; j++) {
        int a = i;
        int b = j;
        // of a pair of the same element: its mean
        ToDoubleFunction<double[]> product = x -> a == b ? x[a] : x[a] * x[b];
        double exact = states.mean(product);
        double square = states.mean(x -> Math.pow(product.applyAsDouble(x), 2));
        double error = Math.sqrt(Math.max(square - exact * exact, 1e-6) / chains);
        double mean = 0;
        for (int chain = 0; chain < chains; chain++) {
          double[] x = row(end, chain);
          mean += product.applyAsDouble(x) / chains;
        }
        assertThat(Math.abs(mean - exact) / error).as("%d %d", a, b).isLessThan(4.5);
      }
    }
    double mean = 0;
    double squares = 0;
    for (float u : energies) {
      mean += u / chains;
      squares += (double) u * u / chains;
    }
    double error = Math.sqrt(Math.max(squares - mean * mean, 1e-9) / chains);
    assertThat(Math.abs(mean - states.meanEnergy()) / error).isLessThan(4.5);
  }

  private static double[] row(FloatArray x, int row) {
    int width = x.rowElements();
    double[] values = new double[width];
    for (int i = 0; i < width; i++) {
      values[i] = x.values()[row * width + i];
    }
    return values;
  }

  /** More chains than one word of bits holds. */
  private static Compute compute() {
    return new Compute(TORCH, Precision.FLOAT32, 1000);
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}

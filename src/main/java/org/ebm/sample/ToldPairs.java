package org.ebm.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.diagnose.Moments;
import org.ebm.energy.GivenImages;
import org.ebm.energy.Potential;
import org.ebm.files.Npz;
import org.ebm.network.Condition;
import org.ebm.report.ImageStrips;
import org.ebm.report.Portraits;
import org.ebm.run.PairsRecord;
import org.ebm.run.RunDirectory;
import org.ebm.sampler.GeneratorStart;

/**
 * Chains that are told images beside the examples that these were made of: pairs.npz, from which pairs.json (how far starts and ends are from the truth) and a picture are made. Chain k is told
 * image k modulo their number.
 */
final class ToldPairs {
  /** truth, shown, guess, open of each image; see {@link GivenImages.Pairs}. */
  static final String FILE = "pairs.npz";

  private static final int SHOWN = 16;
  private static final int DRAWS = 3;

  private final Path run;
  private final SampleRun chains;
  private final GivenImages.Pairs pairs;

  private ToldPairs(Path run, SampleRun chains, GivenImages.Pairs pairs) {
    this.run = run;
    this.chains = chains;
    this.pairs = pairs;
  }

  /** Writes what is known of the images that an energy is told, if anything is. */
  static void write(RunDirectory run, Potential energy) {
    energy.pairs().ifPresent(pairs -> {
      Map<String, FloatArray> arrays = new LinkedHashMap<>();
      arrays.put("truth", pairs.truth());
      arrays.put("shown", pairs.shown());
      arrays.put("guess", pairs.guess());
      arrays.put("open", pairs.open());
      Npz.write(run.file(FILE), arrays);
    });
  }

  /** The examples that the images were made of which chains are told, in the order of the images. */
  static Optional<FloatArray> truth(Potential energy) {
    return energy.pairs().map(GivenImages.Pairs::truth);
  }

  /** Whether all chains are told the same, and no image: then data are of their law. */
  static boolean areOfOneLaw(Potential energy) {
    return energy.dealt().isEmpty() && !energy.given().containsKey(Condition.IMAGE);
  }

  /** Those of a run that has ended or stopped; empty where nothing is known of its images, and for a shard, which has a part of the chains. */
  static Optional<ToldPairs> of(Path run) {
    if (!Files.isRegularFile(run.resolve(FILE))) {
      return Optional.empty();
    }
    Map<String, FloatArray> arrays = Npz.read(run.resolve(FILE));
    GivenImages.Pairs pairs = new GivenImages.Pairs(
        array(arrays, "truth"),
        array(arrays, "shown"),
        array(arrays, "guess"),
        array(arrays, "open"));
    SampleRun chains = SampleRun.read(run);
    return Optional.of(new ToldPairs(run, chains, pairs))
        .filter(told -> chains.config().shard().isEmpty() && chains.reached().isPresent());
  }

  private static FloatArray array(Map<String, FloatArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  private FloatArray at(int step) {
    return array(chains.samples(), StatesOverTime.STEP + step);
  }

  private int first() {
    return chains.samples().keySet().stream()
        .filter(name -> name.startsWith(StatesOverTime.STEP))
        .mapToInt(name -> Integer.parseInt(name.substring(StatesOverTime.STEP.length())))
        .min()
        .orElseThrow();
  }

  /** Writes pairs.json and, of pictures, plots/pairs.png; returns what was drawn. */
  List<Path> draw() {
    record().write(run);
    Space space = Space.of(new Shape(sizes()));
    Portraits portraits = Portraits.of(space, pairs.truth());
    if (!portraits.possible()) {
      return List.of();
    }
    List<ImageStrips.Row> rows = new ArrayList<>();
    rows.addAll(portraits.rows("condition", pairs.shown(), 1));
    rows.addAll(portraits.rows("truth", pairs.truth(), 1));
    FloatArray start = at(first());
    FloatArray end = at(chains.reached().orElseThrow());
    int images = pairs.truth().rows();
    int shown = Math.min(SHOWN, images);
    for (int draw = 0; draw < DRAWS && draw * images + shown <= start.rows(); draw++) {
      int from = draw * images;
      rows.addAll(portraits.rows(startWord(), start.slice(from, from + shown), 1));
      rows.addAll(portraits.rows("revised", end.slice(from, from + shown), 1));
    }
    Path png = run.resolve(PairsRecord.PICTURE);
    new ImageStrips(
            "What chains are told, what it was made of, and what they make of it",
            List.of(),
            rows,
            portraits.scale())
        .write(png);
    return List.of(png);
  }

  private List<Integer> sizes() {
    int[] shape = pairs.truth().shape();
    return List.of(shape[1], shape[2], shape[3]);
  }

  private String startWord() {
    return chains.config().init().filter(GeneratorStart.class::isInstance).isPresent()
        ? "draft"
        : "start";
  }

  /** What pairs.json says. */
  PairsRecord record() {
    int last = chains.reached().orElseThrow();
    FloatArray end = at(last);
    // of many large states only the first chains are held at the start
    FloatArray start = at(first());
    int images = pairs.truth().rows();
    double[] ofStart = errors(start);
    double[] ofEnd = errors(end.slice(0, start.rows()));
    double[] ofGuess = errors(pairs.guess());
    return new PairsRecord(
        PairsRecord.SCHEMA_VERSION,
        Math.min(images, start.rows()),
        start.rows(),
        startWord(),
        last,
        mean(ofStart),
        mean(ofEnd),
        mean(ofGuess),
        mean(gain(ofStart, ofEnd)),
        mean(gain(ofGuess, ofEnd)));
  }

  private static double[] gain(double[] before, double[] after) {
    double[] gain = new double[after.length];
    for (int i = 0; i < gain.length; i++) {
      gain[i] = before[i] - after[i];
    }
    return gain;
  }

  private static PairsRecord.Mean mean(double[] values) {
    Moments moments = Moments.of(values);
    return new PairsRecord.Mean(
        moments.mean(),
        Optional.of(moments.sd() / Math.sqrt(values.length)).filter(Double::isFinite));
  }

  /** Of each image: mean over its chains, and over elements that it leaves open, of |x - truth|. */
  private double[] errors(FloatArray states) {
    int images = Math.min(pairs.truth().rows(), states.rows());
    int size = pairs.truth().rowElements();
    double[] sum = new double[images];
    double[] count = new double[images];
    for (int i = 0; i < states.values().length; i++) {
      int image = i / size % images;
      int at = image * size + i % size;
      float open = pairs.open().values()[at];
      sum[image] += open * Math.abs(states.values()[i] - pairs.truth().values()[at]);
      count[image] += open;
    }
    for (int image = 0; image < images; image++) {
      sum[image] /= count[image];
    }
    return sum;
  }
}

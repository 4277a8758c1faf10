package org.ebm.energy;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.torch.Program;

/**
 * Tries a user's module before anything is begun with it: on as many examples as a run's blocks may have, one among them, and twice on the same ones. What does not give one
 * energy for each example, the same whatever was computed before and beside it, is refused here and not in mid-run, or never.
 *
 * @param shape of one example
 * @param exact whether the device computes the same bytes from the same numbers
 * @param misfit makes the error of a reason
 */
record ModuleTrial(Shape shape, boolean exact, Function<String, RuntimeException> misfit) {
  /** A method of the module's class: its raw answer and the energy, of which a gradient was taken too. */
  static final String METHOD = "try_module";

  /** Another one: 1 if its answer is complex. */
  static final String TYPE = "try_type";

  private static final RandomKey EXAMPLES = RandomKey.ofSeed(1);

  /** Rounding of a batch of three against a batch of two, even in bfloat16, stays below this part of the largest energy. */
  private static final double SAME = 0.03;

  /** Beside the three that the others are compared with: a few, the last block of 51 chains, and a block and one more. */
  private static final List<Integer> BATCHES = List.of(2, 1, 51);

  /**
   * Runs the module.
   *
   * @param program that holds {@link #METHOD}
   * @param fresh opens it anew, as it was saved; closed here
   */
  void run(Program program, Supplier<Program> fresh) {
    FloatArray most = examples(51);
    FloatArray three = most.slice(0, 3);
    byte[] saved = program.state();
    FloatArray energies = energies(program, three);
    byte[] called = program.state();
    requireRepeated(energies, energies(program, three));
    for (int batch : BATCHES) {
      requireIndependent(energies, energiesOfOtherCount(program, most.slice(0, batch)));
    }
    requireRepeated(energies, energies(program, three));
    requireReal(program, three);
    requireUnchanged(called, program.state());
    if (!Arrays.equals(saved, called)) {
      // what the first call keeps, such as a mask made once, must not be of its examples
      try (Program other = fresh.get()) {
        energies(other, most.slice(1, 3));
        requireUnchanged(called, other.state());
      }
    }
  }

  /** Uniform in [-1, 1], as pixels are. */
  private FloatArray examples(int count) {
    FloatArray examples = FloatArray.zeros(shape, count);
    var generator = EXAMPLES.generator();
    for (int i = 0; i < examples.values().length; i++) {
      examples.values()[i] = (float) (2 * generator.nextDouble() - 1);
    }
    return examples;
  }

  private FloatArray energies(Program program, FloatArray x) {
    List<FloatArray> results = program.call(METHOD, List.of(), List.of(x), 0);
    int[] given = results.get(0).shape();
    if (results.get(0).values().length != x.rows() || given.length == 0 || given[0] != x.rows()) {
      throw misfit.apply("forward gave shape " + sizes(given) + " for " + sizes(x.shape()));
    }
    return results.get(1);
  }

  /** Says that the number of examples is the problem: with three it went well. */
  private FloatArray energiesOfOtherCount(Program program, FloatArray x) {
    try {
      return energies(program, x);
    } catch (EbmException e) {
      String count = x.rows() == 1
          ? "but not one example: does the code squeeze? reshape(-1) and squeeze(-1) keep the axis of examples"
          : "but not " + x.rows() + " examples: is their number fixed in the code?";
      throw e.exitCode() == ExitCode.DAMAGED
          ? new EbmException(ExitCode.DAMAGED, e.getMessage() + "; it took 3 examples, " + count, e)
          : e;
    }
  }

  /** The engine would leave the imaginary part out. */
  private void requireReal(Program program, FloatArray x) {
    if (program.call(TYPE, List.of(), List.of(x), 0).get(0).values()[0] != 0) {
      throw misfit.apply("forward gave complex numbers; give their .real or .abs()");
    }
  }

  private void requireRepeated(FloatArray first, FloatArray again) {
    for (int i = 0; i < first.rows(); i++) {
      float before = first.values()[i];
      float after = again.values()[i];
      boolean same = exact
          ? Float.floatToIntBits(before) == Float.floatToIntBits(after)
          : !(Math.abs(before - after) > SAME * largest(first));
      if (!same) {
        throw misfit.apply(
            "forward gave " + before + " and then " + after
                + " for the same example: it is random (dropout while training: call module.eval() before saving) or remembers earlier calls");
      }
    }
  }

  private void requireIndependent(FloatArray ofThree, FloatArray beside) {
    for (int i = 0; i < Math.min(ofThree.rows(), beside.rows()); i++) {
      float with = ofThree.values()[i];
      float without = beside.values()[i];
      if (Math.abs(with - without) > SAME * largest(ofThree)) {
        throw misfit.apply(
            "the energy of an example changes from " + with + " among 3 to " + without + " among "
                + beside.rows()
                + " with another example beside it (batch normalisation while training: call module.eval() before saving)");
      }
    }
  }

  private void requireUnchanged(byte[] before, byte[] after) {
    if (!Arrays.equals(before, after)) {
      throw misfit.apply(
          "forward changes what the module holds (a parameter, buffer or attribute), so energies would depend on earlier calls; use local variables");
    }
  }

  private static double largest(FloatArray energies) {
    double largest = 0;
    for (float energy : energies.values()) {
      largest = Math.max(largest, Math.abs(energy));
    }
    return largest;
  }

  private static String sizes(int[] sizes) {
    return Arrays.stream(sizes)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}

package org.ebm.restore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.diagnose.Moments;
import org.ebm.run.RestorationRecord;
import org.ebm.run.RestorationRecord.Method;

/** Whether a posterior is as sure as it may be, and better than what needs none. */
final class Calibration {
  private static final double MIXED = 1.05;

  private Calibration() {}

  /** @param counts 1 for elements that are restored */
  static RestorationRecord of(
      Observations seen,
      Restored restored,
      Map<String, FloatArray> baselines,
      float[] counts,
      RestoreConfig config) {
    int m = seen.count();
    double[] rHat =
        Arrays.stream(restored.rHat()).filter(Double::isFinite).sorted().toArray();
    double mixed = Arrays.stream(rHat).filter(r -> r <= MIXED).count() / (double) m;
    Optional<Moments> coverage = seen.truth()
        .map(truth -> Moments.of(IntStream.range(0, m)
            .mapToDouble(i -> restored.coverage(i, truth, counts))
            .toArray()));
    return new RestorationRecord(
        RestorationRecord.SCHEMA_VERSION,
        m,
        seen.refused(),
        config.isExact()
            ? "exact observations: draws of U on the plane A x = y, which have no density in x"
            : "U(x) + |A x - y|^2 / 2 sd^2, sd " + config.noiseSd().orElseThrow(),
        restored.draws().get(0).rows(),
        rHat.length == 0 ? Optional.empty() : Optional.of(rHat[rHat.length / 2]),
        rHat.length == 0 ? Optional.empty() : Optional.of(rHat[rHat.length - 1]),
        mixed,
        IntStream.range(0, m)
            .mapToDouble(i -> restored.width(i, counts))
            .average()
            .orElseThrow(),
        coverage.map(Moments::mean),
        coverage.filter(all -> m > 1).map(all -> all.sd() / Math.sqrt(m)),
        seen.truth().map(truth -> methods(restored, baselines, truth, counts)).orElse(List.of()),
        Stream.concat(seen.remarks().stream(), remarks(mixed, m).stream()).toList());
  }

  private static List<String> remarks(double mixed, int m) {
    return mixed == 1
        ? List.of()
        : List.of(String.format(
            Locale.ROOT,
            "chains of %d of %s disagree (R-hat above 1.05): their intervals say what these chains found, not all that is possible; more steps, or another init or sampler",
            Math.round((1 - mixed) * m),
            Counted.of(m, "observation")));
  }

  private static List<Method> methods(
      Restored restored, Map<String, FloatArray> baselines, FloatArray truth, float[] counts) {
    Map<String, FloatArray> answers = new LinkedHashMap<>();
    answers.put("posterior mean", restored.mean());
    answers.put("most probable (MAP)", restored.map());
    answers.put("one draw", restored.three().get(0));
    answers.putAll(baselines);
    List<Method> methods = new ArrayList<>();
    answers.forEach((name, x) -> {
      double rmse = rmse(x, truth, counts);
      methods.add(new Method(
          name,
          rmse,
          truth.shape().length == 4 ? Optional.of(20 * Math.log10(2 / rmse)) : Optional.empty()));
    });
    return methods;
  }

  private static double rmse(FloatArray x, FloatArray truth, float[] counts) {
    double squares = 0;
    long all = 0;
    for (int i = 0; i < x.values().length; i++) {
      if (counts[i % counts.length] == 1) {
        double error = x.values()[i] - truth.values()[i];
        squares += error * error;
        all++;
      }
    }
    return Math.sqrt(squares / all);
  }
}

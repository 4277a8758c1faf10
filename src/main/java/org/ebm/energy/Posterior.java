package org.ebm.energy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Units;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.files.NoFile;
import org.ebm.files.Npy;
import org.ebm.files.Sha256;
import org.ebm.script.Method;

/**
 * U(x) + |A x - y|^2 / 2 sd^2: what an energy and an observation y = A x + noise know of x together. Of several observations chain k has number k modulo how many there are.
 * <p>Exact, for noise that is none: with P x the nearest to x on the plane A x = y, chains move on U(P x) + |x - P x|^2 / 2 sd^2. Then P x has the law of U on the plane, whatever sd is, which has no
 * density in x; sd only says how far chains stray.
 */
@Kind("posterior")
public record Posterior(
    @Key("what is known of x before") Energy of,

    @Key("A, what is seen of x") Operator operator,

    @Key("y, a .npy of one or several observations; those that are not seen may hold anything")
    Path observed,

    @Key(
        value =
            "sd of the noise in y; exact: how far chains stray from the plane, which changes no result",
        range = "> 0")
    double noiseSd,

    @Key(
        value = "y has no noise, and the chains' projections onto A x = y are the draws",
        byDefault = "false")
    boolean exact)
    implements Energy {
  @Override
  public Shape shape() {
    return of.shape();
  }

  @Override
  public Map<String, Energy> parts() {
    return Map.of("of", of);
  }

  @Override
  public Energy withParts(Map<String, Energy> others) {
    return new Posterior(others.values().iterator().next(), operator, observed, noiseSd, exact);
  }

  @Override
  public Optional<Units> units() {
    return of.units();
  }

  @Override
  public Potential open() {
    Potential before = of.open();
    Operator.Opened seen = operator.open(before.space());
    if (exact && !seen.lifts()) {
      throw new ConfigException(
          "exact",
          "needs the nearest x with A x = y, which is known for mask and block_mean; leave it out and give noise_sd");
    }
    Map<String, String> read = new TreeMap<>(seen.fingerprints());
    FloatArray y = observations(seen);
    read.put(observed.toString(), Sha256.hex(observed));
    Likelihood likelihood = new Likelihood(before.space(), seen, y, noiseSd, exact, read);
    Map<String, Potential> parts = new LinkedHashMap<>();
    parts.put("of", before);
    parts.put("likelihood", likelihood);
    return new Composed("Posterior", new Parts(parts), this::methods);
  }

  /** The observations, of which what is not seen is 0. */
  private FloatArray observations(Operator.Opened seen) {
    if (!Files.isRegularFile(observed)) {
      throw new ConfigException(
          "observed", observed + ": " + NoFile.reason(observed) + "; give a .npy file");
    }
    FloatArray read = Npy.read(observed);
    Shape one = seen.observed();
    boolean isOne =
        Arrays.equals(read.shape(), one.sizes().stream().mapToInt(s -> s).toArray());
    int rows = isOne ? 1 : read.shape().length == 0 ? 0 : read.rows();
    if (rows == 0 || !(isOne || Arrays.equals(read.shape(), one.batch(rows)))) {
      throw new ConfigException(
          "observed",
          observed + ": must be (" + one + ") or (observations, " + one + "), got " + read);
    }
    float[] values = read.values().clone();
    for (int i = 0; i < values.length; i++) {
      int element = i % one.elements();
      if (seen.seen().filter(mask -> mask.values()[element] == 0).isPresent()) {
        values[i] = 0;
      } else if (!Float.isFinite(values[i])) {
        throw EbmException.damaged(
            observed,
            "observation " + i / one.elements() + " (counted from 0) has " + values[i]
                + " at element " + element + ", which is seen");
      }
    }
    return new FloatArray(one.batch(rows), values);
  }

  private List<Method> methods(Parts.Calls calls) {
    String onPlane = exact
        ? "beside = x\nx = (self.u_likelihood).project(beside, " + calls.told("likelihood") + ")\n"
        : "";
    String flat = exact ? "g = (self.u_likelihood).flatten(g)\nx = beside\n" : "";
    return List.of(
        Method.of(
            EnergyModule.ENERGY,
            onPlane + "e = " + calls.call("of", "energy") + "\n" + (exact ? "x = beside\n" : "")
                + "return torch.add(e, " + calls.call("likelihood", "energy") + ")"),
        Method.of(
            EnergyModule.ENERGY_GRADIENT,
            onPlane + "(e, g) = " + calls.call("of", "energy_gradient") + "\n" + flat
                + "(distance, pull) = " + calls.call("likelihood", "energy_gradient")
                + "\nreturn (torch.add(e, distance), torch.add(g, pull))"),
        Method.of(
            EnergyModule.GRADIENT,
            onPlane + "g = " + calls.call("of", "gradient") + "\n" + flat + "return torch.add(g, "
                + calls.call("likelihood", "gradient") + ")"));
  }
}

package org.ebm.energy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.network.Condition;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * |A x - y|^2 / 2 sd^2 as an energy of x: what an observation y says of it. Where the nearest x with A x = y is known, its module can {@code project(x, c)} and {@code flatten(g)}, which drops the
 * part of a direction along which A x changes.
 *
 * @param observed y of each observation, (m, shape of y); of several, each chain is told one: condition {@code observed}
 * @param onPlane the energy is |x - project(x)|^2 / 2 sd^2 instead, which holds chains near the plane A x = y
 * @param fingerprints of the files that were read
 */
record Likelihood(
    Space space,
    Operator.Opened operator,
    FloatArray observed,
    double sd,
    boolean onPlane,
    Map<String, String> fingerprints)
    implements Potential {
  static final String OBSERVED = "observed";

  @Override
  public Shape shape() {
    return space.shape();
  }

  @Override
  public List<Condition> conditions() {
    return isDealt()
        ? List.of(new Condition(OBSERVED, operator.observed(), List.of(), Optional.empty()))
        : List.of();
  }

  @Override
  public Map<String, FloatArray> dealt() {
    return isDealt() ? Map.of(OBSERVED, observed) : Map.of();
  }

  private boolean isDealt() {
    return observed.rows() > 1;
  }

  @Override
  public Optional<UserCode> foreign() {
    return operator.user();
  }

  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    List<Method> methods = new ArrayList<>();
    methods.add(Method.of(EnergyModule.PREPARE, "return annotate(List[Tensor], [])"));
    methods.add(Method.of(
        "residual(x: Tensor, c: List[Tensor]) -> Tensor",
        "return torch.sub((self.operator).apply(x), " + (isDealt() ? "c[0]" : "self.observed")
            + ")"));
    if (operator.lifts()) {
      methods.add(Method.of(
          "project(x: Tensor, c: List[Tensor]) -> Tensor",
          "return torch.sub(x, (self.operator).lift(self.residual(x, c)))"));
      methods.add(Method.of(
          "flatten(g: Tensor) -> Tensor",
          "return torch.sub(g, (self.operator).lift((self.operator).apply(g)))"));
    }
    double precise = 1 / (sd * sd);
    String sum =
        "torch.mul(torch.sum(torch.pow(torch.flatten(r, 1), 2), [1]), " + precise / 2 + ")";
    String r = onPlane ? "(self.operator).lift(self.residual(x, c))" : "self.residual(x, c)";
    String slope = onPlane ? "torch.mul(r, %1$s)" : "torch.mul((self.operator).adjoint(r), %1$s)";
    slope = String.format(Locale.ROOT, slope, precise);
    methods.add(Method.of(EnergyModule.ENERGY, "r = " + r + "\nreturn " + sum));
    methods.addAll(operator.user().isPresent() ? Autograd.methods(graph) : slopes(r, sum, slope));
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    if (!isDealt()) {
      arrays.put(OBSERVED, observed);
    }
    return new EnergyModule(
        new TorchClass(
            "Likelihood", Map.of("operator", operator.script()), Map.of(), arrays, methods),
        0);
  }

  private static List<Method> slopes(String r, String sum, String slope) {
    return List.of(
        Method.of(
            EnergyModule.ENERGY_GRADIENT, "r = " + r + "\nreturn (" + sum + ", " + slope + ")"),
        Method.of(EnergyModule.GRADIENT, "r = " + r + "\nreturn " + slope));
  }
}

package org.ebm.energy;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.ConfigException.Problem;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.base.Support;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.network.Parameter;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * A restricted Boltzmann machine: visible bits v (or real numbers: {@link GaussianUnits}), hidden bits h, E(v, h) = -b'v - c'h - v'Wh. x is v, and U its free energy -b'v - sum_j softplus(c_j + (v'W)_j), whose exp(-U) is the sum over all h. A Gibbs sweep draws all hidden
 * units given the visible ones, then all visible ones given these. At a temperature T of the chain it is E, hidden units included, that is divided by T.
 * <p>Source: Smolensky (1986); Hinton (2002), Neural Computation 14(8); Hinton (2010), A practical guide to training restricted Boltzmann machines.
 *
 * @param visible shape of v: [d], or [1, height, width] for a picture
 */
@Kind("rbm")
public record Rbm(
    @Key(
        value = "shape of the visible units, that of the data: [d] or [1, height, width]",
        range = ">= 1")
    List<Integer> visible,

    @Key(value = "hidden units", range = ">= 1") int hidden,

    @Key(
        value = "standard deviation of the first weights, which are uniform; the biases begin at 0",
        range = "> 0",
        byDefault = "0.05")
    double initialSd,

    @Key(
        value =
            "what the visible units are, as the data: bit, or gaussian, real numbers that are normal given the hidden units",
        byDefault = "bit")
    Values values,

    @Key(
        value = "of gaussian units given the hidden ones, data units; has no meaning for bits",
        range = "> 0",
        byDefault = "1.0")
    double sd)
    implements SelfContained {
  /** What a visible unit is. */
  public enum Values {
    BIT,
    GAUSSIAN
  }

  /** Of bits. */
  public Rbm(List<Integer> visible, int hidden, double initialSd) {
    this(visible, hidden, initialSd, Values.BIT, 1);
  }

  public Rbm {
    visible = List.copyOf(visible);
    if (values == Values.BIT && sd != 1) {
      throw new ConfigException(
          "sd", "is that of gaussian units, got " + sd + " for bits; leave it out");
    }
  }

  /** 2^20 terms. */
  private static final int MOST_ENUMERATED = 20;

  @Override
  public Shape shape() {
    return new Shape(visible);
  }

  @Override
  public Space space() {
    return values == Values.BIT ? Space.binary(shape(), Support.BIT) : Space.of(shape());
  }

  @Override
  public Support support() {
    return values == Values.BIT ? Support.BIT : Support.REAL;
  }

  @Override
  public Set<Ability> abilities() {
    return values == Values.BIT
        ? EnumSet.of(Ability.ENERGY, Ability.CONDITIONALS, Ability.SLOPES)
        : EnumSet.of(Ability.ENERGY, Ability.CONDITIONALS, Ability.GRADIENT, Ability.CURVATURE);
  }

  @Override
  public long numbersPerExample() {
    return shape().elements() + (long) hidden;
  }

  /** W, b and c. */
  @Override
  public List<Parameter> parameters() {
    int units = shape().elements();
    return List.of(
        new Parameter("weight", Shape.of(units, hidden), Math.sqrt(3) * initialSd),
        new Parameter("visible_bias", Shape.of(units), 0),
        new Parameter("hidden_bias", Shape.of(hidden), 0));
  }

  @Override
  public List<Problem> withoutWeights(String place) {
    return List.of(new Problem(
        place + ".rbm",
        "has no weights here; give a learned one: energy: {model: runs/NAME/model}"));
  }

  /** Always float32: {@code w} is W, b, c and W transposed. */
  @Override
  public EnergyModule module(Precision precision, Graph graph) {
    if (values == Values.GAUSSIAN) {
      return gaussian().module();
    }
    List<Method> methods = List.of(
        Method.of(
            EnergyModule.PREPARE, "return [p[0], p[1], p[2], torch.contiguous(torch.t(p[0]))]"),
        Method.of(EnergyModule.TEMPERED, """
            v = torch.reshape(x, [torch.size(x, 0), -1])
            inputs = torch.addmm(w[2], v, w[0])
            hidden = torch.sum(torch.softplus(torch.mul(inputs, beta)), [1])
            return torch.neg(torch.add(hidden, torch.matmul(v, w[1]), alpha=beta))"""),
        Method.of(EnergyModule.ENERGY, "return self.tempered(x, w, c, 1.)"),
        Method.of(EnergyModule.LOG_ODDS, """
            v = torch.reshape(x, [torch.size(x, 0), -1])
            own = torch.gather(v, 1, torch.unsqueeze(site, 1))
            row = torch.index_select(w[0], 0, site)
            without = torch.sub(torch.addmm(w[2], v, w[0]), torch.mul(own, row))
            more = torch.sub(torch.softplus(torch.add(without, row)), torch.softplus(without))
            return torch.add(torch.sum(more, [1]), torch.index_select(w[1], 0, site))"""),
        EnergyModule.eachLogOdds(shape().elements()),
        Method.of(EnergyModule.SWEEPS, String.format(Locale.ROOT, """
            n = torch.size(x, 0)
            units = torch.size(w[0], 0)
            v = torch.zeros([rows, units], dtype=6, device=x.device)
            torch.copy_(torch.narrow(v, 0, 0, n), torch.reshape(x, [n, -1]))
            for sweep in range(count):
              odds = torch.div(torch.addmm(w[2], v, w[0]), temperature)
              u = torch.rand([rows, %d], generator=generator, dtype=6, device=x.device)
              h = torch.to(torch.lt(u, torch.sigmoid(odds)), 6)
              odds = torch.div(torch.addmm(w[1], h, w[3]), temperature)
              u = torch.rand([rows, units], generator=generator, dtype=6, device=x.device)
              v = torch.to(torch.lt(u, torch.sigmoid(odds)), 6)
            return torch.reshape(torch.narrow(v, 0, 0, n), torch.size(x))""", hidden)));
    return new EnergyModule(new TorchClass("Rbm", methods), 4);
  }

  private GaussianUnits gaussian() {
    return new GaussianUnits(shape().elements(), hidden, sd);
  }

  /** The probabilities of the hidden units. */
  @Override
  public List<Stage> stages() {
    return List.of(new Stage(0, "hidden", Shape.of(hidden)));
  }

  @Override
  public TorchClass features(List<Stage> read, Stage.Pool pool) {
    return new TorchClass(
        "RbmFeatures",
        List.of(
            Method.of(EnergyModule.PREPARE, "return p"),
            Method.of(
                Stages.FEATURES,
                "return torch.sigmoid(torch.addmm(w[2], torch.mul(torch.reshape(x, [torch.size(x, 0), -1]), "
                    + 1 / sd + "), w[0]))")));
  }

  /** Where one of the layers, of gaussian units the hidden one, has few units: the sum over its states, in each of which those of the other are independent. */
  @Override
  public Optional<ExactLaw> exactLaw(List<FloatArray> parameters) {
    if (values == Values.GAUSSIAN) {
      return hidden > MOST_ENUMERATED
          ? Optional.empty()
          : Optional.of(gaussian().exactLaw(parameters));
    }
    int units = shape().elements();
    if (Math.min(units, hidden) > MOST_ENUMERATED) {
      return Optional.empty();
    }
    double[][] weight = new double[units][hidden];
    for (int i = 0; i < units; i++) {
      for (int j = 0; j < hidden; j++) {
        weight[i][j] = parameters.get(0).values()[i * hidden + j];
      }
    }
    float[] b = parameters.get(1).values();
    float[] c = parameters.get(2).values();
    LayerSum sum = units <= hidden
        ? new LayerSum(b, c, (i, j) -> weight[i][j])
        : new LayerSum(c, b, (j, i) -> weight[i][j]);
    String layer = units <= hidden ? "visible" : "hidden";
    return Optional.of(
        new ExactLaw(sum.log(), OptionalDouble.empty(), "all states of the " + layer + " units"));
  }
}

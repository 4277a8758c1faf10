package org.ebm.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.data.Examples;
import org.ebm.energy.Energy;
import org.ebm.energy.Graph;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.network.Parameter;
import org.ebm.sampler.Compute;
import org.ebm.script.Method;

/**
 * Noise contrast: logistic regression that tells data from draws of a known law p_n, nu of them for each example. With h(x) = -U(x) - c - log p_n(x),
 * J = E_q[softplus(log nu - h)] + nu E_n[softplus(h - log nu)]. At its optimum exp(-U - c) is the density of the data, so c = log Z: a number of its own that is learned too.
 * <p>Source: Gutmann and Hyvarinen (2012), JMLR 13, equations 5 to 8.
 */
@Kind("noise_contrastive")
public record NoiseContrastive(
    @Key(value = "the law that data are told from", byDefault = "gaussian")
    Noise noise,

    @Key(value = "nu, draws of noise for each example", range = ">= 1", byDefault = "5")
    int ratio,

    @Key(
        value =
            "learning rate of c = log Z as a multiple of the energy's; 0: c stays 0, and the network itself must become normalized",
        range = ">= 0",
        byDefault = "10.0")
    double logNormalizerRate,

    @Key(
        value =
            "of the divergence between ratios: logistic: regression that tells data from noise; likelihood: maximum likelihood whose log Z is by importance sampling; squares: least squares of the ratio; exponential: smoothest where noise is far from data",
        byDefault = "logistic")
    Form form)
    implements Objective {
  /** The logistic form. */
  public NoiseContrastive(Noise noise, int ratio, double logNormalizerRate) {
    this(noise, ratio, logNormalizerRate, Form.LOGISTIC);
  }

  /**
   * Bregman divergences between ratios r = exp h of model to nu times noise, J = E_q[-F'(r)] + nu E_n[r F'(r) - F(r)]: all have their minimum where the model is the data's law. Source: Gutmann and Hirayama (2011), UAI,
   * section 3; the exponential one: Liu, Rosenfeld, Ravikumar and Risteski (2022), ICLR.
   */
  public enum Form {
    /** F = r log r - (1 + r) log(1 + r). */
    LOGISTIC("torch.softplus(torch.neg(%s), 1, 20)", "torch.softplus(%s, 1, 20)"),
    /** F = r log r - r. */
    LIKELIHOOD("torch.neg(%s)", "torch.exp(%s)"),
    /** F = r^2 / 2. */
    SQUARES("torch.neg(torch.exp(%s))", "torch.mul(torch.exp(torch.mul(%s, 2.)), 0.5)"),
    /** F = -2 sqrt r. */
    EXPONENTIAL("torch.exp(torch.mul(%s, -0.5))", "torch.exp(torch.mul(%s, 0.5))");

    private final String ofData;
    private final String ofNoise;

    Form(String ofData, String ofNoise) {
      this.ofData = ofData;
      this.ofNoise = ofNoise;
    }
  }

  /** What is added to the loss for the noise's own is 0, but has its gradient. */
  private static final String WITH_OWN = """
      loss = torch.add(loss, torch.sub(own, torch.detach(own)))
      return torch.stack([loss, torch.expand_as(q[0], loss), accuracy, likelihood], 1)""";

  @Override
  public List<Player> players(Shape example) {
    List<Player> all = new ArrayList<>(List.of(new Player(
        "normalizer",
        List.of(new Parameter("log_normalizer", Shape.of(1), 0)),
        logNormalizerRate)));
    all.addAll(noise.players(example));
    return all;
  }

  @Override
  public Map<String, String> fingerprints() {
    return noise.fingerprints();
  }

  @Override
  public Map<String, Energy> energies(Energy learned) {
    return noise.energies(learned);
  }

  @Override
  public int evaluations(Shape example) {
    return ratio + 1;
  }

  @Override
  public void requireLearnable(Potential energy, int batch) {
    Objective.super.requireLearnable(energy, batch);
    noise.require(energy);
  }

  @Override
  public Estimator open(Players players, Examples data, Compute compute, RandomKey key) {
    Potential energy = players.energy();
    NoiseLaw law = noise.open(energy, data, key.fold("noise"));
    return new MeanLoss(energy, players(energy.shape()), loss(law, energy), compute);
  }

  Loss loss(NoiseLaw law, Potential energy) {
    List<Method> methods = new ArrayList<>(law.methods());
    methods.add(Method.of(
        "log_odds(x: Tensor, w: List[Tensor], c: List[Tensor], log_z: Tensor, q: List[Tensor]) -> Tensor",
        String.format(Locale.ROOT, """
        energy = torch.add((self.energy).energy(x, w, c), log_z)
        density = self.log_density(torch.flatten(x, 1), q)
        return torch.sub(torch.neg(torch.add(energy, density)), %s)""", Math.log(ratio))));
    methods.add(contrast());
    List<Metric> columns = new ArrayList<>(
        List.of(Metric.LOSS, Metric.other("log_normalizer"), Metric.other("accuracy")));
    if (noise instanceof FlowNoise || noise instanceof BaseNoise) {
      columns.add(Metric.other("noise_log_likelihood"));
      methods.add(Loss.body(noise instanceof FlowNoise flow ? ofPlayer(flow) : ofBase(energy)));
    } else {
      methods.add(Loss.body("""
          (loss, accuracy) = self.contrast(x, w, c, q[0], torch.slice(q, 1), rows, generator)
          return torch.stack([loss, torch.expand_as(q[0], loss), accuracy], 1)"""));
    }
    return new Loss(columns, methods, law.arrays(), law.modules(), Graph.FAST);
  }

  /** Of each example and its draws: J, and the share that is told right. */
  private Method contrast() {
    return Method.of(
        "contrast(x: Tensor, w: List[Tensor], c: List[Tensor], log_z: Tensor, q: List[Tensor], rows: int, generator: Generator) -> Tuple[Tensor, Tensor]",
        String.format(
            Locale.ROOT,
            """
        noise = self.draw(torch.mul(rows, %1$d), q, generator)
        noise = torch.narrow(noise, 0, 0, torch.mul(torch.size(x, 0), %1$d))
        size = torch.size(x)
        size[0] = -1
        data_odds = self.log_odds(x, w, c, log_z, q)
        copied = [torch.repeat_interleave(each, %1$d, 0) for each in c]
        noise_odds = torch.reshape(self.log_odds(torch.reshape(noise, size), w, copied, log_z, q), [-1, %1$d])
        missed = %3$s
        loss = torch.add(missed, torch.sum(%4$s, [1]))
        right = torch.add(torch.to(torch.gt(data_odds, 0.), 6), torch.sum(torch.to(torch.lt(noise_odds, 0.), 6), [1]))
        return (loss, torch.div(right, %2$d))""",
            ratio,
            ratio + 1,
            String.format(Locale.ROOT, form.ofData, "data_odds"),
            String.format(Locale.ROOT, form.ofNoise, "noise_odds")));
  }

  /** The energy learns from noise that stands still, the noise its own loss. */
  private static String ofPlayer(FlowNoise flow) {
    String density = flow.broad() == 0 ? "log_density" : "own_log_density";
    String against = flow.against() == 0 ? "" : String.format(Locale.ROOT, """
        resting = [torch.detach(each) for each in w]
        (told, right) = self.contrast(x, resting, c, torch.detach(q[0]), learning, rows, generator)
        own = torch.sub(own, told, alpha=%s)
        """, flow.against());
    return String.format(Locale.ROOT, """
        learning = torch.slice(q, 1)
        still = [torch.detach(each) for each in learning]
        (loss, accuracy) = self.contrast(x, w, c, q[0], still, rows, generator)
        likelihood = self.%s(torch.flatten(x, 1), learning)
        own = torch.neg(likelihood)
        """, density) + against + WITH_OWN;
  }

  /** The same of a noise that is a part of the energy, where it stands still too. */
  private static String ofBase(Potential energy) {
    Potential base = energy.base().orElseThrow();
    return String.format(
            Locale.ROOT,
            """
        learning = torch.slice(w, 0, %1$d)
        still = [torch.detach(each) for each in torch.slice(w, 0, %2$d)]
        tilted = torch.add(still, torch.slice(w, %2$d))
        (loss, accuracy) = self.contrast(x, tilted, c, q[0], torch.slice(still, 0, %1$d), rows, generator)
        likelihood = self.log_density(torch.flatten(x, 1), learning)
        own = torch.neg(likelihood)
        """,
            base.parameters().size(),
            base.module(Precision.FLOAT32, Graph.FAST).prepared())
        + WITH_OWN;
  }
}

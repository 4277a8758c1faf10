package org.ebm.network;

import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * The last layer of an energy that is a classifier too: of numbers f_1, ..., f_K, one for each class, -T log sum_k exp(-f_k / T). With U_k = f_k / T it makes U(x) = -log sum_k exp(-U_k(x)), so that p(x) is the sum of
 * all exp(-U_k(x)) / Z, and p(k | x) = exp(U(x) - U_k(x)). Source: Grathwohl, Wang, Jacobsen, Duvenaud, Norouzi and Swersky (2020), ICLR (JEM).
 */
@Kind("free_energy")
public record FreeEnergy(
    @Key(
        value = "K, as many as there are numbers before it; labels are 0, ..., K - 1",
        range = ">= 2, <= 100000")
    int classes)
    implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    if (!input.equals(Shape.of(classes))) {
      throw new ConfigException(
          "",
          "free_energy needs one number for each of its " + classes + " classes, got " + input
              + "; put dense: {units: " + classes + "} before it");
    }
    return Shape.of(1);
  }

  @Override
  public boolean isPiecewiseLinear() {
    return false;
  }

  @Override
  public boolean givesNewOutput() {
    return true;
  }

  @Override
  public String forward(Lines lines) {
    return lines.of(
        "{out} = torch.div(torch.logsumexp(torch.mul({in}, -{scale}), [1], True), -{scale})");
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(
        lines.of("{gradIn} = torch.mul({gradOut}, torch.softmax(torch.mul({in}, -{scale}), 1))"));
  }
}

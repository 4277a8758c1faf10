package org.ebm.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.energy.Potential;
import org.ebm.energy.Precision;
import org.ebm.script.Method;
import org.ebm.script.ScriptClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/**
 * The path from a reference to a model: U_beta(x) = (1 - beta) U_0(x) + beta U(x). beta and the reference's moments are the first entries of the program's
 * list argument, so one program serves every beta.
 *
 * @param parameters of the model: {@link Potential#values}, read once
 */
record Tempered(Potential model, List<FloatArray> parameters, Reference reference)
    implements Potential {
  private static final String NAMES = "(prepare|energy_with|energy_gradient_with|gradient_with)\\(";
  private static final Pattern METHOD = Pattern.compile(NAMES);
  private static final Pattern CALL = Pattern.compile("self\\." + NAMES);

  static Tempered of(Potential model, Reference reference) {
    return new Tempered(model, model.values(), reference);
  }

  /** The list argument at a beta between 0, the reference, and 1, the model. */
  List<FloatArray> values(double beta) {
    List<FloatArray> values = new ArrayList<>(
        List.of(FloatArray.of((float) beta), reference.means(), reference.precisions()));
    values.addAll(parameters);
    return values;
  }

  @Override
  public Shape shape() {
    return model.shape();
  }

  @Override
  public byte[] archive(ScriptClass script) {
    return model.archive(script);
  }

  @Override
  public Program program(ScriptClass script, Torch torch) {
    return model.program(script, torch);
  }

  @Override
  public List<Method> methods(Precision precision) {
    List<Method> methods =
        new ArrayList<>(model.methods(precision).stream().map(Tempered::ofModel).toList());
    methods.add(Method.of("prepare(p: List[Tensor]) -> List[Tensor]", """
        return torch.add([p[0], p[1], p[2]], self.model_prepare(torch.slice(p, 3)))"""));
    methods.add(Method.of("energy_with(x: Tensor, w: List[Tensor]) -> Tensor", """
        z = torch.sub(x, w[1])
        return torch.lerp(self.half_sum(torch.mul(z, torch.mul(z, w[2]))), self.model_energy_with(x, torch.slice(w, 3)), w[0])"""));
    methods.add(0, Method.of("half_sum(z: Tensor) -> Tensor", """
        return torch.mul(torch.sum(torch.reshape(z, [torch.size(z, 0), -1]), [1]), 0.5)"""));
    methods.add(Method.of(
        "energy_gradient_with(x: Tensor, w: List[Tensor]) -> Tuple[Tensor, Tensor]", """
        (e, g) = self.model_energy_gradient_with(x, torch.slice(w, 3))
        z = torch.sub(x, w[1])
        pull = torch.mul(z, w[2])
        return (torch.lerp(self.half_sum(torch.mul(z, pull)), e, w[0]), torch.lerp(pull, g, w[0]))"""));
    methods.add(Method.of("gradient_with(x: Tensor, w: List[Tensor]) -> Tensor", """
        pull = torch.mul(torch.sub(x, w[1]), w[2])
        return torch.lerp(pull, self.model_gradient_with(x, torch.slice(w, 3)), w[0])"""));
    return methods;
  }

  /** The model's own method under another name, so that both fit into one class. */
  private static Method ofModel(Method method) {
    Matcher signature = METHOD.matcher(method.signature());
    String named = signature.lookingAt() ? "model_" + method.signature() : method.signature();
    return new Method(
        named,
        method.body().stream()
            .map(line -> CALL.matcher(line).replaceAll("self.model_$1("))
            .toList());
  }
}

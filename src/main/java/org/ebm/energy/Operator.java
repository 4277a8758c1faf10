package org.ebm.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/** What is seen of an x: y = A x; of the user's own, A(x). */
public sealed interface Operator permits BlockMean, Identity, Mask, Matrix, UserOperator {
  /**
   * Reads what files it needs.
   *
   * @param of where x lives
   * @throws org.ebm.base.EbmException bad configuration (exit 78) if it does not fit such x, damaged (exit 65) for a file that is
   */
  Opened open(Space of);

  /**
   * An operator on x of a known shape.
   *
   * @param observed shape of y
   * @param script the module: {@code apply(x) -> A x}, for a linear one {@code adjoint(r) -> A^T r}, and where it is known {@code lift(r) -> A^+ r}
   * @param lifts whether it is: x - A^+ (A x - y) is the nearest x with A x = y
   * @param user the user's code in it, whose slope is autograd's; empty for a linear one
   * @param seen 1 where an element of y says something, 0 where it does not, shape of y; empty: everywhere
   * @param fingerprints SHA-256 of what was read, by name
   */
  record Opened(
      Shape observed,
      TorchClass script,
      boolean lifts,
      Optional<UserCode> user,
      Optional<FloatArray> seen,
      Map<String, String> fingerprints) {
    static final String APPLY = "apply(x: Tensor) -> Tensor";
    static final String ADJOINT = "adjoint(r: Tensor) -> Tensor";
    static final String LIFT = "lift(r: Tensor) -> Tensor";

    /**
     * One that holds nothing.
     *
     * @param apply body that returns A x
     * @param adjoint body that returns A^T r
     * @param lift body that returns A^+ r, if it is known
     */
    static Opened of(
        Shape observed, String type, String apply, String adjoint, Optional<String> lift) {
      List<Method> methods =
          new ArrayList<>(List.of(Method.of(APPLY, apply), Method.of(ADJOINT, adjoint)));
      lift.ifPresent(body -> methods.add(Method.of(LIFT, body)));
      return new Opened(
          observed,
          new TorchClass(type, methods),
          lift.isPresent(),
          Optional.empty(),
          Optional.empty(),
          Map.of());
    }

    /** Compiles it alone. */
    public Seen compiled(Torch torch) {
      List<Method> methods = new ArrayList<>(List.of(Method.of(
          "see(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
          "return [torch.contiguous((self.operator).apply(x))]")));
      if (lifts) {
        methods.add(
            Method.of(
                "project(p: List[Tensor], x: Tensor, y: Tensor, control: Tensor) -> List[Tensor]",
                // in this order what a mask shows is y to the last bit
                "return [torch.contiguous(torch.add(torch.sub(x, (self.operator).lift((self.operator).apply(x))), (self.operator).lift(y)))]"));
      }
      if (user.isEmpty()) {
        methods.add(Method.of(
            "back(p: List[Tensor], y: Tensor, control: Tensor) -> List[Tensor]",
            "return [torch.contiguous((self.operator)." + (lifts ? "lift" : "adjoint") + "(y))]"));
      }
      byte[] archive = Archive.write(TorchClass.over("operator", script, "Seen", methods));
      return new Seen(user.map(code -> code.program(archive, torch))
          .orElseGet(() -> Program.load(archive, torch))
          .inference());
    }

    /** The same with arrays that its text reads, from files. */
    Opened holding(Map<String, FloatArray> arrays, Map<String, String> read) {
      return new Opened(observed, script.fixing(arrays), lifts, user, seen, read);
    }

    /** The same that sees some elements only. */
    Opened seeing(FloatArray where) {
      return new Opened(observed, script, lifts, user, Optional.of(where), fingerprints);
    }
  }

  /** An operator as a program: host arrays in and out, one example a row. */
  record Seen(Program program) implements AutoCloseable {
    /** A x. */
    public FloatArray of(FloatArray x) {
      return program.call("see", List.of(), List.of(x)).get(0);
    }

    /** A^+ y, the smallest x that looks so; A^T y where A^+ is not known, of a linear operator. */
    public FloatArray back(FloatArray y) {
      return program.call("back", List.of(), List.of(y)).get(0);
    }

    /** The nearest to x with A x = y, of an operator that lifts. */
    public FloatArray project(FloatArray x, FloatArray y) {
      return program.call("project", List.of(), List.of(x, y)).get(0);
    }

    @Override
    public void close() {
      program.close();
    }
  }
}

package org.ebm.energy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.files.NoFile;
import org.ebm.script.Archive;
import org.ebm.script.ForeignModule;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;

/**
 * A of the user's own: a TorchScript module whose {@code forward(x: (n, ...)) -> (n, ...)} is what is seen of each x, linear or not, differentiable. The slope of |A(x) - y|^2 is autograd's.
 * <p>TorchScript is code: it runs with the user's rights, so open modules only of people you trust.
 */
@Kind("torchscript")
public record UserOperator(
    @Key(
        "TorchScript module (.pt): forward(x) gives what is seen of each x; it is code, so only of people you trust")
    Path file,

    @Key(value = "sizes of one observation: [10], or [channels, height, width]", range = ">= 1")
    List<Integer> output)
    implements Operator {
  /** As many as show whether each is seen by itself. */
  private static final int TRIED = 3;

  public UserOperator {
    output = List.copyOf(output);
  }

  @Override
  public Opened open(Space of) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          "torchscript.file",
          file + ": " + NoFile.reason(file) + "; give the .pt that torch.jit.save wrote");
    }
    ForeignModule saved = ForeignModule.read(file);
    // a copy, so that code that works in place changes no chain
    TorchClass script = TorchClass.over(
        "user",
        saved,
        "UserOperator",
        List.of(Method.of(
            Opened.APPLY,
            "return torch.to((self.user).forward(torch.clone(x, memory_format=0)), 6)")));
    Shape observed = new Shape(output);
    return new Opened(
        observed,
        script,
        false,
        Optional.of(new Code(file, of.shape(), observed, script)),
        Optional.empty(),
        Map.of(file.toString(), saved.hash()));
  }

  private record Code(Path file, Shape x, Shape y, TorchClass script) implements UserCode {
    @Override
    public Program program(byte[] archive, Torch torch) {
      requireUsable(torch);
      return Program.load(archive, torch, this::refused);
    }

    /** Of three examples, and of the first of them alone. */
    @Override
    public void requireUsable(Torch torch) {
      ForeignCode.requireOwnDrawsAndSilence(file);
      byte[] archive = Archive.write(TorchClass.over(
          "operator",
          script,
          "Trial",
          List.of(Method.of(
              "see(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
              "return [torch.detach((self.operator).apply(x))]"))));
      try (Program program = Program.load(archive, torch, this::refused)) {
        FloatArray three = seen(program, examples());
        FloatArray one = seen(program, examples().slice(0, 1));
        for (int i = 0; i < one.values().length; i++) {
          // not a number is met where it matters, at what is restored
          if (Math.abs(one.values()[i] - three.values()[i])
              > 1e-3 * (1 + Math.abs(one.values()[i]))) {
            throw misfit("forward gave " + three.values()[i] + " for an example among three and "
                + one.values()[i] + " for it alone");
          }
        }
      }
    }

    private FloatArray seen(Program program, FloatArray examples) {
      FloatArray result = program.call("see", List.of(), List.of(examples)).get(0);
      if (!Arrays.equals(result.shape(), y.batch(examples.rows()))) {
        throw misfit("forward gave " + result + " for " + examples);
      }
      return result;
    }

    private FloatArray examples() {
      FloatArray examples = FloatArray.zeros(x, TRIED);
      for (int i = 0; i < examples.values().length; i++) {
        examples.values()[i] = (float) Math.sin(i);
      }
      return examples;
    }

    private EbmException refused(String reason) {
      return ForeignCode.lacking(file, reason)
          .map(lack -> EbmException.damaged(file, lack))
          .orElseGet(() -> misfit(reason));
    }

    private EbmException misfit(String reason) {
      return EbmException.damaged(
          file,
          reason + "; expected a module whose forward(x) takes float32 (n, " + x
              + ") and gives (n, " + y + "), each by itself; output says the sizes of one");
    }
  }
}

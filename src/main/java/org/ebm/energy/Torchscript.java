package org.ebm.energy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.Shape;
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
 * An energy of the user's own: a TorchScript module whose {@code forward(x: (n, ...)) -> (n)} is U, or -U, times the temperature. Made by {@code
 * torch.jit.script(module).save(path)} or {@code torch.jit.trace}; frozen or not.
 * <p>Positions are float32 and contiguous; any result type is cast to float32. So a module with float64 or bfloat16 weights casts x itself, or is saved
 * after {@code module.float()}. Evaluation mode holds (dropout off, batch normalisation by its saved statistics), except in a module that was traced or
 * frozen while it was trained. The gradient is autograd's.
 * <p>TorchScript is code: it runs with the user's rights, so open modules only of people you trust.
 *
 * @param file the module
 * @param input shape of one example
 * @param temperature T in U = forward(x) / T
 * @param negated true for a module that gives -U, such as a log-density
 */
@Kind("torchscript")
public record Torchscript(
    @Key(
        "TorchScript module (.pt): forward(x) gives one energy per example; it is code, so only of people you trust")
    Path file,

    @Key(value = "sizes of one example: [2] or [channels, height, width]", range = ">= 1")
    List<Integer> input,

    @Key(value = "T in U = forward(x) / T", range = "> 0", byDefault = "1.0")
    double temperature,

    @Key(value = "the module gives -U (a log-density, a score to maximise)", byDefault = "false")
    boolean negated)
    implements Energy {
  public Torchscript {
    input = List.copyOf(input);
  }

  @Override
  public Shape shape() {
    return new Shape(input);
  }

  @Override
  public Potential open() {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          "energy.torchscript.file",
          file + ": " + NoFile.reason(file) + "; give the .pt that torch.jit.save wrote");
    }
    return new Opened(this, ForeignModule.read(file));
  }

  /** The module, read and not yet tried. */
  public record Opened(Torchscript kind, ForeignModule saved) implements Potential, UserCode {
    @Override
    public Shape shape() {
      return kind.shape();
    }

    @Override
    public EnergyModule module(Precision precision, Graph graph) {
      if (precision == Precision.BFLOAT16) {
        throw new ConfigException(
            "runtime.precision",
            "bfloat16 is for networks whose layers we write; a TorchScript module computes in its own types; choose float32");
      }
      double factor = (kind.negated ? -1 : 1) / kind.temperature;
      List<Method> methods = new ArrayList<>(List.of(
          Method.of(EnergyModule.PREPARE, "return annotate(List[Tensor], [])"),
          Method.of(
              "raw(x: Tensor) -> Tensor",
              // a copy, so that code that works in place changes no chain
              "return torch.to((self.user).forward(torch.clone(x, memory_format=0)), 6)"),
          Method.of(
              EnergyModule.ENERGY,
              "return torch.mul(torch.reshape(self.raw(x), [-1]), " + factor + ")")));
      methods.addAll(Autograd.methods(graph));
      return new EnergyModule(TorchClass.over("user", saved, "Torchscript", methods), 0);
    }

    @Override
    public Map<String, String> fingerprints() {
      return Map.of(kind.file.toString(), saved.hash());
    }

    @Override
    public Optional<UserCode> foreign() {
      return Optional.of(this);
    }

    @Override
    public Program program(byte[] archive, Torch torch) {
      requireUsable(torch);
      return Program.load(archive, torch, kind::refused);
    }

    /** Tries the module, on one example and on several. */
    @Override
    public void requireUsable(Torch torch) {
      ForeignCode.requireOwnDrawsAndSilence(kind.file);
      TorchClass trial = TorchClass.over(
          "energy",
          module(Precision.FLOAT32, Graph.FAST).script(),
          "Trial",
          List.of(
              Method.of(
                  ModuleTrial.METHOD
                      + "(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
                  """
              w = annotate(List[Tensor], [])
              (e, g) = (self.energy).energy_gradient(x, w, w)
              return [torch.detach((self.energy).raw(x)), e]"""),
              Method.of(
                  ModuleTrial.TYPE
                      + "(p: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
                  """
              y = (self.energy.user).forward(torch.clone(x, memory_format=0))
              return [torch.tensor([float(torch.is_complex(y))])]""")));
      byte[] archive = Archive.write(trial);
      try (Program program = Program.load(archive, torch, kind::refused)) {
        new ModuleTrial(shape(), torch.deviceName().equals("cpu"), kind::misfit)
            .run(program, () -> Program.load(archive, torch, kind::refused));
      }
    }
  }

  /** What the engine says of code that asks for what is not here has nothing to do with the examples. */
  private EbmException refused(String reason) {
    return ForeignCode.lacking(file, reason)
        .map(lack -> EbmException.damaged(file, lack))
        .orElseGet(() -> misfit(reason));
  }

  private EbmException misfit(String reason) {
    return EbmException.damaged(
        file,
        reason + "; expected a module whose forward(x) takes float32 (n, "
            + sizes(shape().sizes())
            + ") and gives one differentiable energy per example, (n) or (n, 1)");
  }

  private static String sizes(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}

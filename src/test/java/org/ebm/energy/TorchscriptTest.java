package org.ebm.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.ebm.Nets;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Weights;
import org.ebm.script.Archive;
import org.ebm.script.ForeignModule;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.torch.Program;
import org.ebm.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules of others as energies. Files under resources are PyTorch's; small modules are written here by our own archive writer. */
class TorchscriptTest {
  private static final Torch TORCH = Torch.open("cpu", 1);

  @TempDir
  private Path folder;

  /** x = (3, 1): batch normalisation gives (1, 1), so 1 + 3 + 0.25 + 0.5 = 4.75; gradient scale_i (x_i - mean_i) / 2 = (1, 3). */
  @Test
  void evaluationModeHolds_inAModuleSavedWhileTrained() {
    Torchscript energy = new Torchscript(resource("trained.pt"), List.of(2), 2, false);
    List<FloatArray> result =
        evaluate(energy, new FloatArray(new int[] {1, 2}, new float[] {3, 1}));
    assertThat((double) result.get(0).values()[0]).isCloseTo(4.75 / 2, within(1e-6));
    assertThat((double) result.get(1).values()[0]).isCloseTo(0.5, within(1e-6));
    assertThat((double) result.get(1).values()[1]).isCloseTo(1.5, within(1e-6));
  }

  /** (0.1 + 0.2 + 0.3 + 0.4 + 0.5)^2 = 2.25, negated; gradient -2 * 1.5 everywhere. */
  @Test
  void frozenAndTraced_withConstants() {
    Torchscript energy = new Torchscript(resource("frozen.pt"), List.of(1, 2, 2), 1, true);
    FloatArray x =
        new FloatArray(new int[] {2, 1, 2, 2}, new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0, 0, 0, 0});
    List<FloatArray> result = evaluate(energy, x);
    assertThat((double) result.get(0).values()[0]).isCloseTo(-2.25, within(1e-5));
    assertThat((double) result.get(0).values()[1]).isCloseTo(-0.25, within(1e-6));
    assertThat((double) result.get(1).values()[0]).isCloseTo(-3, within(1e-5));
    assertThat(result.get(1).shape()).containsExactly(2, 1, 2, 2);
  }

  /** What we export we can read back: energy.pt of a network is an energy. */
  @Test
  void anExportedNetworkIsTheSameEnergy() {
    Network network = Nets.smooth();
    List<FloatArray> parameters = Nets.parameters(network, RandomKey.ofSeed(2));
    Map<String, FloatArray> weights = new LinkedHashMap<>();
    IntStream.range(0, parameters.size())
        .forEach(i -> weights.put(network.parameters().get(i).name(), parameters.get(i)));
    ModelDirectory.write(folder, network, new Weights(weights));
    FloatArray x = Nets.uniform(network.shape(), 4, RandomKey.ofSeed(3));
    List<FloatArray> direct;
    try (Program program = network.program(script(network), TORCH)) {
      direct = program.call("both", parameters, List.of(), List.of(x), 0);
    }
    List<FloatArray> again =
        evaluate(new Torchscript(folder.resolve("energy.pt"), List.of(2), 1, false), x);
    for (int i = 0; i < 4; i++) {
      assertThat(again.get(0).values()[i]).isCloseTo(direct.get(0).values()[i], within(1e-5f));
      assertThat(again.get(1).values()[2 * i])
          .isCloseTo(direct.get(1).values()[2 * i], within(1e-5f));
    }
  }

  /** The same module as a GPU would have saved it: its weights' place is a word in the pickle. */
  @Test
  void weightsSavedFromAnotherDeviceComeToOurs() throws IOException {
    TorchClass module = new TorchClass(
            "Held",
            List.of(forward("return torch.matmul(torch.mul(x, x), torch.detach(self.scale))")))
        .holding(Map.of("scale", FloatArray.of(2, 3)));
    ByteArrayOutputStream moved = new ByteArrayOutputStream();
    try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(Archive.write(module)));
        ZipOutputStream to = new ZipOutputStream(moved)) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        String content = new String(from.readAllBytes(), StandardCharsets.ISO_8859_1);
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(content
            .replace("X\u0003\0\0\0cpu", "X\u0006\0\0\0cuda:0")
            .getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    List<FloatArray> result = evaluate(
        new Torchscript(write("cuda.pt", moved.toByteArray()), List.of(2), 1, false),
        new FloatArray(new int[] {1, 2}, new float[] {1, 2}));
    assertThat(result.get(0).values()).containsExactly(14);
    assertThat(result.get(1).values()).containsExactly(4, 12);
  }

  @Test
  void float64ModuleThatCastsItself_isCastBack() {
    Torchscript energy = module("return torch.sum(torch.pow(torch.to(x, 7), 2), [1])");
    List<FloatArray> result =
        evaluate(energy, new FloatArray(new int[] {1, 2}, new float[] {1, 2}));
    assertThat(result.get(0).values()).containsExactly(5);
    assertThat(result.get(1).values()).containsExactly(2, 4);
  }

  @Test
  void aModuleNamedAsOurOwnDoesNotClash() {
    TorchClass same =
        new TorchClass("Both", List.of(forward("return torch.sum(torch.mul(x, x), [1])")));
    Path file = write("clash.pt", Archive.write(same));
    Path twice = write(
        "twice.pt",
        Archive.write(TorchClass.over(
            "user",
            ForeignModule.read(file),
            "Both",
            List.of(forward("return (self.user).forward(x)")))));
    List<FloatArray> result = evaluate(
        new Torchscript(twice, List.of(2), 1, false),
        new FloatArray(new int[] {1, 2}, new float[] {1, 2}));
    assertThat(result.get(0).values()).containsExactly(5);
  }

  @Test
  void wrongModulesAreDamagedFiles_thatSayWhatToDo() {
    assertRefused(
        new Torchscript(resource("trained.pt"), List.of(3), 1, false),
        "expected 2 elements" + "|running_mean should contain 3 elements",
        "takes float32 (n, 3)");
    assertRefused(
        module("return torch.mul(x, 2)"),
        "forward gave shape \\(3, 2\\) for \\(3, 2\\)",
        "expected");
    assertRefused(
        module("return torch.sum(torch.mul(x, x))"),
        "forward gave shape \\(\\) for",
        "(n) or (n, 1)");
    assertRefused(
        module("return torch.sum(torch.detach(x), [1])"),
        "does not require grad",
        "differentiable");
    assertRefused(
        module(
            "return torch.sum(torch.mul(torch.to(x, 7), torch.mm(x, torch.to(torch.mm(x, x), 7))), [1])"),
        "cannot be multiplied|same dtype",
        "expected");
    assertRefused(
        module("return torch.sum(torch.mul(torch.sub(x, torch.mean(x, [0])), x), [1])"),
        "with another example beside it",
        "module.eval()");
    Path noForward = write(
        "no-forward.pt",
        Archive.write(new TorchClass(
            "M", List.of(Method.of("energy(x: Tensor) -> Tensor", "return torch.sum(x, [1])")))));
    assertRefused(new Torchscript(noForward, List.of(2), 1, false), "'forward'", "expected");
  }

  @Test
  void onlyTheEnginesReasonIsShown() {
    assertThatThrownBy(() -> evaluate(
            new Torchscript(resource("frozen.pt"), List.of(1, 1, 1), 1, false),
            FloatArray.zeros(org.ebm.base.Shape.of(1, 1, 1), 1)))
        .isInstanceOf(EbmException.class)
        .hasMessageContaining("Kernel size can't be greater than actual input size")
        .message()
        .doesNotContain("\n")
        .doesNotContain("Traceback");
  }

  @Test
  void bfloat16IsRefused() {
    assertThatThrownBy(
            () -> module("return torch.sum(x, [1])").open().module(Precision.BFLOAT16, Graph.FAST))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("runtime.precision")
        .hasMessageContaining("float32");
  }

  @Test
  void missingFileIsAProblemOfTheConfiguration() {
    assertThatThrownBy(
            () -> new Torchscript(folder.resolve("none.pt"), List.of(2), 1, false).open())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no such file");
  }

  /** 51 chains are blocks of 50 and 1. */
  @Test
  void whatFailsForSomeNumberOfExamples_isRefusedBeforeARunBegins() {
    assertRefused(
        module("return torch.sum(torch.squeeze(torch.mul(x, x)), [1])"),
        "Dimension out of range",
        "not one example");
    assertRefused(
        module("return torch.squeeze(torch.sum(torch.mul(x, x), [1]))"),
        "gave shape \\(\\) for \\(1, 2\\)",
        "not one example");
    assertRefused(
        module(
            "return torch.sum(torch.mul(torch.slice(torch.ones([50, 2]), 0, 0, torch.size(x, 0)), x), [1])"),
        "must match",
        "not 51 examples");
  }

  @Test
  void theSameExampleTwice_mustGiveTheSameBytes() {
    assertRefused(
        module(
            "return torch.sum(torch.mul(x, torch.add(torch.ones_like(x), torch.mul(torch.rand_like(x), 1e-06))), [1])"),
        "same example",
        "random");
    assertRefused(
        module("torch.manual_seed(1)\nreturn torch.sum(torch.mul(x, torch.rand_like(x)), [1])"),
        "torch.manual_seed",
        "buffer");
  }

  /** It would spoil the answers of --json. */
  @Test
  void aForwardThatPrints_isRefused() {
    assertRefused(
        module("print(torch.size(x))\nreturn torch.sum(torch.mul(x, x), [1])"),
        "calls print",
        "take it out");
  }

  @Test
  void aForwardThatRemembers_isRefused() {
    assertRefused(
        holding(
            "torch.add_(torch.detach(self.kept), 1)\nreturn torch.mul(torch.sum(x, [1]), torch.detach(self.kept))"),
        "same example",
        "remembers");
    // energies of this one are the same at once, but chains would depend on who came first
    assertRefused(
        holding(
            "torch.copy_(torch.detach(self.kept), torch.sum(torch.detach(x)))\nreturn torch.sum(torch.mul(x, x), [1])"),
        "changes what the module holds",
        "local variables");
    assertRefused(holding("""
            kept = torch.detach(self.kept)
            if bool(torch.eq(kept, 1)):
              kept = torch.copy_(kept, torch.sum(torch.detach(x)))
            return torch.mul(torch.sum(torch.mul(x, x), [1]), kept)"""), "changes what the module holds", "local variables");
  }

  /** Their imaginary part would be lost without a word. */
  @Test
  void complexEnergies_areRefused_andAFolderIsCalledOne() throws IOException {
    assertRefused(
        module("return torch.complex(torch.sum(torch.mul(x, x), [1]), torch.sum(x, [1]))"),
        "forward gave complex numbers",
        ".real");
    Path directory = Files.createDirectory(folder.resolve("saved.pt"));
    assertThatThrownBy(() -> new Torchscript(directory, List.of(2), 1, false).open())
        .hasMessageContaining(directory + ": is a folder");
  }

  @Test
  void aForwardOfAnotherType_isToldByIt() {
    byte[] archive = Archive.write(new TorchClass(
        "Mine",
        List.of(Method.of(
            "forward(x: Tensor) -> Tuple[Tensor, Tensor]",
            "return (torch.sum(torch.mul(x, x), [1]), x)"))));
    assertRefused(
        new Torchscript(write("pair.pt", archive), List.of(2), 1, false),
        "it gives Tuple\\[Tensor, Tensor\\] where a Tensor",
        "is needed");
    byte[] two = Archive.write(new TorchClass(
        "Mine",
        List.of(Method.of(
            "forward(x: Tensor, t: Tensor) -> Tensor",
            "return torch.mul(torch.sum(torch.mul(x, x), [1]), t)"))));
    assertRefused(
        new Torchscript(write("two.pt", two), List.of(2), 1, false),
        "two.pt: Argument t not provided",
        "forward(x) takes");
  }

  /** sum x^2 of the doubled example: chains keep their positions, and the gradient is that of 4 x^2. */
  @Test
  void aForwardThatChangesItsInputInPlace_changesNoChain() {
    Torchscript energy = module("x = torch.mul_(x, 2)\nreturn torch.sum(torch.mul(x, x), [1])");
    FloatArray x = new FloatArray(new int[] {1, 2}, new float[] {1, 2});
    Potential opened = energy.open();
    TorchClass script = TorchClass.over(
        "energy",
        opened.module(Precision.FLOAT32, Graph.FAST).script(),
        "Both",
        List.of(Method.of(
            "both(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]",
            """
            (e, g) = (self.energy).energy_gradient(x, (self.energy).prepare(p), c)
            return [e, torch.contiguous(g), x]""")));
    try (Program program = opened.program(script, TORCH)) {
      List<FloatArray> result = program.call("both", List.of(), List.of(), List.of(x), 0);
      assertThat(result.get(0).values()).containsExactly(20);
      assertThat(result.get(1).values()).containsExactly(8, 16);
      assertThat(result.get(2)).isEqualTo(x);
    }
  }

  @Test
  void whatIsNotHere_isNamed_withoutAWordOnExamples() {
    assertLacking(
        module("return torch.sum_of_tomorrow(torch.mul(x, x), [1])"),
        "aten::sum_of_tomorrow",
        "libtorch " + Torch.version());
    assertLacking(
        module(
            "return torch.sum(torch.mul(torch.sub(x, torch.zeros([2], dtype=6, layout=0, device=torch.device(\"cuda:7\"), pin_memory=False)), x), [1])"),
        "cuda:7",
        "save it on the CPU");
  }

  private static void assertLacking(Torchscript energy, String what, String advice) {
    assertThatThrownBy(() -> evaluate(energy, FloatArray.zeros(energy.shape(), 1)))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageStartingWith(energy.file().toString())
        .hasMessageContaining(what)
        .hasMessageContaining(advice)
        .message()
        .doesNotContain("expected a module", "\n")
        .hasSizeLessThan(400 + energy.file().toString().length());
  }

  /** A module whose attribute {@code kept} is 1 when it is saved. */
  private Torchscript holding(String body) {
    byte[] archive = Archive.write(
        new TorchClass("Mine", List.of(forward(body))).holding(Map.of("kept", FloatArray.of(1))));
    return new Torchscript(write("holding.pt", archive), List.of(2), 1, false);
  }

  private static void assertRefused(Torchscript energy, String reason, String advice) {
    assertThatThrownBy(() -> evaluate(energy, FloatArray.zeros(energy.shape(), 1)))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageStartingWith(energy.file().toString())
        .hasMessageContaining(advice)
        .message()
        .containsPattern(reason)
        .doesNotContain("\n");
  }

  private Torchscript module(String body) {
    byte[] archive = Archive.write(new TorchClass("Mine", List.of(forward(body))));
    return new Torchscript(write("mine.pt", archive), List.of(2), 1, false);
  }

  private static Method forward(String body) {
    return Method.of("forward(x: Tensor) -> Tensor", body);
  }

  private Path write(String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TorchClass script(Potential energy) {
    Method both = Method.of(
        "both(p: List[Tensor], c: List[Tensor], x: Tensor, control: Tensor) -> List[Tensor]", """
            (e, g) = (self.energy).energy_gradient(x, (self.energy).prepare(p), c)
            return [e, torch.contiguous(g)]""");
    return TorchClass.over(
        "energy", energy.module(Precision.FLOAT32, Graph.FAST).script(), "Both", List.of(both));
  }

  private static List<FloatArray> evaluate(Energy energy, FloatArray x) {
    Potential opened = energy.open();
    try (Program program = opened.program(script(opened), TORCH)) {
      return program.call("both", List.of(), List.of(), List.of(x), 0);
    }
  }

  private static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(TorchscriptTest.class.getResource("/torchscript/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void close() {
    TORCH.close();
  }
}

package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.ebm.script.Archive;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said of chains that start badly, do not move, or have nothing to tell apart. */
class ChainMessagesTest {
  @TempDir
  private Path folder;

  /** U = -log x has no value for half of the starts. */
  @Test
  void startsWithoutAFiniteEnergy_areNamedAsSuch_andNoRunIsBegun() throws IOException {
    Path file = folder.resolve("log.pt");
    Files.write(
        file,
        Archive.write(new TorchClass(
            "Mine",
            List.of(Method.of(
                "forward(x: Tensor) -> Tensor",
                "return torch.neg(torch.sum(torch.log(x), [1]))")))));
    Path run = folder.resolve("run");
    Answer answer = Answer.of(
            "sample",
            "--set",
            "energy.torchscript={file: '" + file + "', input: [1]}",
            "--sampler=mala",
            "--step-size=0.1",
            "--init=gaussian",
            "--chains=64",
            "--steps=1000",
            "--seed=1",
            "--run-dir",
            run)
        .failsWith(4);
    assertThat(answer.err())
        .containsPattern("\\d+ of 64 chains are at non-finite energy")
        .contains("init: gaussian")
        .doesNotContain("lower");
    assertThat(run).doesNotExist();
  }

  private String points(FloatArray points) {
    Path file = folder.resolve("points.npy");
    AtomicFile.write(file, out -> Npy.write(out, points));
    return "data.arrays={file: '" + file + "', example: [2]}";
  }

  private static JsonNode json(Answer answer) {
    return JsonMapper.shared().readTree(answer.out());
  }

  private static String value(JsonNode diagnosis, String name) {
    for (JsonNode measure : diagnosis.get("measures")) {
      if (measure.get("name").stringValue().equals(name)) {
        return measure.get("value").asString();
      }
    }
    throw new AssertionError("no " + name + " in " + diagnosis);
  }

  /** A proposal of eps 1000 lies where U is half a million. */
  @Test
  void acceptanceZero_isSaidInWords() {
    Path run = folder.resolve("run");
    Answer sampled = Answer.of(
            "sample",
            "--set",
            "energy.gaussian.sd=[1,1]",
            "--set",
            points(FloatArray.zeros(Shape.of(2), 5)),
            "--init=data",
            "--sampler=mala",
            "--step-size=1000",
            "--chains=20",
            "--steps=1000",
            "--run-dir",
            run)
        .endsWith(0);
    assertThat(sampled.err()).contains("acceptance 0").contains("lower sampler step_size");
    JsonNode diagnosis =
        json(Answer.of("diagnose", run, "--set=exact=false", "--json").endsWith(5));
    assertThat(diagnosis.get("found").stringValue()).startsWith("Acceptance 0");
    assertThat(diagnosis.get("try").stringValue()).startsWith("Lower");
    assertThat(value(diagnosis, "ess_bulk")).as("null").isEmpty();
    assertThat(value(diagnosis, "acceptance")).isEqualTo("0.0");
    assertThat(diagnosis.get("density_because").stringValue()).doesNotContain("NaN");
  }

  /** One point, five times: U is 0.5 for all, and a gap in its sd is a gap in rounding errors. */
  @Test
  void dataThatAllHaveOneEnergy_giveNoVerdictFromRounding() {
    FloatArray one = new FloatArray(new int[] {5, 2}, new float[] {1, 0, 1, 0, 1, 0, 1, 0, 1, 0});
    Answer answer = Answer.of(
            "diagnose",
            "--set",
            "energy.gaussian.sd=[1,1]",
            "--set",
            points(one),
            "--set",
            "sampler.langevin.step_size=0.4",
            "--steps=1000",
            "--chains=20",
            "--json",
            "--run-dir",
            folder.resolve("run"))
        .endsWith(5);
    assertThat(json(answer).get("found").stringValue())
        .contains("The energies of the data do not vary: U is 0.5 for all 5")
        .doesNotContain("NaN");
  }

  /** x^2 / 10^80 is 0 in float32, and so is its gradient: no step is large enough. */
  @Test
  void anEnergyThatIsConstant_isCalledSo_withoutAdviceOnTraining_orNaN() {
    Answer answer = Answer.of(
            "diagnose",
            "--set",
            "energy.gaussian.sd=[1e40,1e40]",
            "--set",
            "data.gaussian_mixture={}",
            "--set",
            "sampler.langevin.step_size=0.1",
            "--steps=1000",
            "--chains=20",
            "--set=exact=false",
            "--json",
            "--run-dir",
            folder.resolve("constant"))
        .endsWith(3);
    JsonNode diagnosis = json(answer);
    assertThat(diagnosis.get("means").stringValue()).contains("the energy is constant");
    assertThat(diagnosis.get("try").stringValue()).doesNotContain("step_size", "objective.");
    assertThat(diagnosis.get("density_because").stringValue())
        .contains("do not vary")
        .doesNotContain("NaN");
    assertThat(diagnosis.has("more")).isFalse();
  }
}

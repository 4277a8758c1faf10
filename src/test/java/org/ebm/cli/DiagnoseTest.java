package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.ebm.Configs;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.ebm.sample.SampleRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ebm diagnose} as a user types it, on energies whose verdict is known: data are normal with sd 1 in both directions. */
class DiagnoseTest {
  @TempDir
  Path folder;

  @BeforeEach
  void normalData() {
    var normal = ZigguratSampler.NormalizedGaussian.of(RandomKey.ofSeed(1).generator());
    FloatArray data = FloatArray.zeros(Shape.of(2), 5000);
    for (int i = 0; i < data.values().length; i++) {
      data.values()[i] = (float) normal.sample();
    }
    AtomicFile.write(folder.resolve("data.npy"), out -> Npy.write(out, data));
  }

  /** What needs no mixing has tests of its own. */
  private static final String QUICK = "--set=exact=false";

  /** Faster in the plane; other numbers, as another seed. */
  private static final String LARGE_BLOCKS = "--set=runtime.chains_per_block=500";

  /** One test is about them. */
  private static final String NONE_FAR = "--set=overdispersed=0";

  private static final String BLOCKS = "--set=runtime.chains_per_block=50";
  private static final String ONE_START = "--set=starts=1";

  /** Where what is wrong is gross, or what is asked needs no power. */
  private static final String FEWER = "--set=chains=300";

  /** A Gaussian energy, judged by 1000 steps of eps 0.4: (s / eps)^2 is 6. */
  private Answer diagnose(String sd, Object... more) {
    return Answer.of(Stream.concat(
            Stream.of(
                "diagnose",
                "--set",
                "energy.gaussian.sd=" + sd,
                "--set",
                "data.arrays={file: '" + folder.resolve("data.npy") + "', example: [2]}",
                "--set",
                "sampler.langevin.step_size=0.4",
                "--steps",
                1000,
                "--chains",
                1000,
                "--workers",
                1,
                LARGE_BLOCKS,
                QUICK,
                NONE_FAR,
                "--run-dir",
                folder.resolve("run"),
                "--json"),
            Stream.of(more))
        .toArray());
  }

  private static JsonNode json(Answer answer) {
    return JsonMapper.shared().readTree(answer.out());
  }

  static JsonNode measure(JsonNode diagnosis, String name) {
    for (JsonNode measure : diagnosis.get("measures")) {
      if (measure.get("name").stringValue().equals(name)) {
        return measure;
      }
    }
    throw new AssertionError("no measure " + name + " in " + diagnosis);
  }

  @Test
  void theEnergyOfTheData_isConvergent() {
    JsonNode diagnosis = json(diagnose("[1, 1]").endsWith(0));
    assertThat(diagnosis.get("verdict").stringValue()).isEqualTo("convergent");
    assertThat(diagnosis.get("density").stringValue()).isEqualTo("agrees");
    assertThat(diagnosis.get("scope").stringValue()).isEqualTo("global");
    assertThat(diagnosis.has("more")).isFalse();
    assertThat(diagnosis.get("blind_to").get(0).stringValue()).contains("0.05 nats");
    // ULA's chains are hotter: U has a mean of 1 / (1 - eps^2 / 4) = 1.042 there and an sd of 1
    assertThat(measure(diagnosis, "sampler_bias").get("value").doubleValue()).isBetween(-0.1, 0.18);
    assertThat(diagnosis.get("found").stringValue()).contains("Short runs as in training were not");
    // of a Gaussian: |grad U| is |x|, whose mean is sqrt(pi / 2) here, so eps / 2 of eps sqrt(d) is
    // 0.177;
    // ULA's chains are wider by 1 / sqrt(1 - eps^2 / 4) = 1.021
    assertThat(measure(diagnosis, "displacement_share").get("value").doubleValue())
        .isBetween(0.17, 0.19);
    assertThat(measure(diagnosis, "r_hat").get("value").doubleValue()).isBetween(0.99, 1.01);
    assertThat(measure(diagnosis, "gradient_error").get("value").doubleValue()).isLessThan(0.01);
    assertThat(folder.resolve("run/diagnosis/diagnosis.json")).isNotEmptyFile();
  }

  @Test
  void aSecondStart_endsWhereTheFirstDoes() {
    JsonNode diagnosis =
        json(diagnose("[1, 1]", "--set", "second_start={uniform: {scale: 4}}").endsWith(0));
    JsonNode rHat = measure(diagnosis, "r_hat_two_starts");
    assertThat(rHat.get("value").doubleValue()).isBetween(0.99, 1.01);
    assertThat(rHat.get("passed").booleanValue()).isTrue();
    // with the noise of the first start they would end in the very states of the first chains
    FloatArray first = SampleRun.read(folder.resolve("run")).ends().orElseThrow();
    FloatArray second =
        SampleRun.read(folder.resolve("run/diagnosis/second")).ends().orElseThrow();
    assertThat(correlation(first.values(), second.values())).isBetween(-0.1, 0.1);
  }

  /** Of 2000 independent pairs it has a standard error of 0.022. */
  private static double correlation(float[] x, float[] y) {
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    return xy / Math.sqrt(xx * yy);
  }

  @Test
  void oneStart_isAboutWhereItBegan() {
    JsonNode diagnosis = json(diagnose("[1, 1]", ONE_START, FEWER).endsWith(0));
    assertThat(diagnosis.get("scope").stringValue()).isEqualTo("local");
    assertThat(diagnosis.get("blind_to").toString()).contains("weights of modes");
    assertThat(folder.resolve("run/diagnosis/second")).doesNotExist();
    assertThat(folder.resolve("run/diagnosis/overdispersed")).doesNotExist();
  }

  /** From data of the energy itself nothing is between the chains and exp(-U), and pairs of MALA steps of some eps near 1 meet within tens of steps. */
  @Test
  void coupledChains_sayHowLongIsLongEnough() {
    JsonNode diagnosis =
        json(diagnose("[1, 1]", ONE_START, FEWER, "--set", "coupled={pairs: 100, lag: 20}")
            .endsWith(0));
    assertThat(measure(diagnosis, "coupled_unmet").get("value").doubleValue()).isZero();
    assertThat(measure(diagnosis, "coupled_bound_1000").get("value").doubleValue())
        .isZero();
    double first = measure(diagnosis, "coupled_bound_10").get("value").doubleValue();
    assertThat(first)
        .isGreaterThanOrEqualTo(
            measure(diagnosis, "coupled_bound_100").get("value").doubleValue());
    assertThat(measure(diagnosis, "coupled_steps").get("value").doubleValue())
        .isBetween(0.0, 200.0);
  }

  /** A third of the model's mass lies 30 sd away, where no chain from the data or from noise of twice their sd goes. */
  @Test
  void aBasinFarAway_isSeenByChainsThatBeginThere() {
    JsonNode diagnosis = json(diagnose(
            "[1, 1]",
            "--set",
            "overdispersed=200",
            "--set",
            "energy={mixture: {weights: [1, 0.5], energies: [{gaussian: {sd: [1, 1]}}, {gaussian_mixture: {groups: 1, radius: 30, sd: 2}}]}}")
        .endsWith(0));
    assertThat(diagnosis.get("density").stringValue()).isEqualTo("agrees");
    assertThat(diagnosis.get("scope").stringValue()).isEqualTo("local");
    assertThat(measure(diagnosis, "overdispersed_elsewhere").get("value").doubleValue())
        .isGreaterThan(0.1);
    assertThat(measure(diagnosis, "starts_kl_of_regions").get("passed").booleanValue())
        .isTrue();
    assertThat(diagnosis.get("density_because").stringValue()).contains("began far from the data");
    assertThat(folder.resolve("run/diagnosis/overdispersed")).isNotEmptyDirectory();
  }

  /** Data have U of mean 1 / 0.64 and exponential law, chains of mean 1: KL = ln 0.64 + 1 / 0.64 - 1 = 0.116, and exp(-4.6 * 0.64) = 5.3 % of the data are above the chains' 99 % quantile. */
  @Test
  void anEnergyALittleTooNarrow_differs_andThatCountsWhereItIsRequired() {
    JsonNode diagnosis = json(diagnose("[0.8, 0.8]", "--require", "density").endsWith(3));
    assertThat(diagnosis.get("verdict").stringValue()).isEqualTo("convergent");
    assertThat(diagnosis.get("density").stringValue()).isEqualTo("differs");
    assertThat(measure(diagnosis, "share_above_99").get("value").doubleValue())
        .isBetween(0.035, 0.072);
    // of which ten bands keep most
    assertThat(measure(diagnosis, "kl_of_energies").get("value").doubleValue())
        .isBetween(0.06, 0.16);
  }

  @Test
  void fewChains_areUndecided_andMoreAddsWhatIsMissing() {
    JsonNode few = json(diagnose(
            "[1, 1]", "--set", "chains=100", BLOCKS, "--set", "starts=1", "--set", "examples=300")
        .endsWith(5));
    assertThat(few.get("density").stringValue()).isEqualTo("undecided");
    int chains = few.get("more").get("chains").intValue();
    int steps = few.get("more").get("steps").intValue();
    assertThat(chains > 100 || steps > 1000 || few.get("more").get("examples").intValue() > 300)
        .isTrue();
    assertThat(few.get("density_because").stringValue()).contains(Counted.of(chains, "chain"));

    JsonNode more = json(Answer.of(
        "diagnose",
        "--set",
        "energy.gaussian.sd=[1, 1]",
        "--set",
        "data.arrays={file: '" + folder.resolve("data.npy") + "', example: [2]}",
        "--set",
        "sampler.langevin.step_size=0.4",
        "--set",
        "exact=false",
        "--set",
        "starts=1",
        "--run-dir",
        folder.resolve("run"),
        "--more",
        "--json"));
    assertThat(measure(more, "chains").get("value").intValue()).isEqualTo(chains);
    assertThat(measure(more, "chain_steps").get("value").intValue()).isEqualTo(steps);
  }

  @Test
  void moreOfADecidedDiagnosis_isAUsageError() {
    Answer answer = Answer.of(
            "diagnose",
            "--set",
            "energy.gaussian.sd=[1, 1]",
            "--run-dir",
            folder.resolve("run"),
            "--more")
        .failsWith(2);
    assertThat(answer.err()).contains("--more: ").contains("has no undecided diagnosis");
  }

  /** U at data has mean 2 / (2 * 0.09) = 11.1 and sd 11.1; its own chains lie near 1: a gap of about 0.9. */
  @Test
  void anEnergyTooNarrow_isOverSaturated() {
    JsonNode diagnosis = json(diagnose("[0.3, 0.3]", ONE_START, FEWER).endsWith(3));
    assertThat(diagnosis.get("verdict").stringValue()).isEqualTo("non-convergent");
    JsonNode gap = measure(diagnosis, "gap");
    assertThat(gap.get("value").doubleValue()).isBetween(0.6, 0.95);
    assertThat(gap.get("low").doubleValue()).isGreaterThan(0.5);
    assertThat(gap.get("passed").booleanValue()).isFalse();
  }

  /** The gradient moves a chain by eps^2 / 2 * |x| / 10^8. */
  @Test
  void anEnergyThatIsFlat_hasCollapsed() {
    assertThat(json(diagnose("[10000, 10000]", ONE_START, FEWER).endsWith(3))
            .get("verdict")
            .stringValue())
        .isEqualTo("collapsed");
  }

  /** A step of eps^2 / 2 s^2 = 8 overshoots by a factor of 7: the chains leave the numbers, which is a finding. */
  @Test
  void chainsThatLeaveTheNumbers_areAVerdictAndNoError() {
    JsonNode diagnosis = json(diagnose("[0.1, 0.1]", ONE_START, FEWER).endsWith(3));
    assertThat(diagnosis.get("verdict").stringValue()).isEqualTo("non-convergent");
    assertThat(measure(diagnosis, "non_finite").get("value").doubleValue()).isPositive();
  }

  @Test
  void tooFewChains_areInconclusive() {
    JsonNode diagnosis =
        json(diagnose("[1, 1]", "--set", "chains=20", BLOCKS, ONE_START).endsWith(5));
    assertThat(diagnosis.get("verdict").stringValue()).isEqualTo("inconclusive");
  }

  @Test
  void aTrainingRunIsDiagnosed_andTheSameChainsAreNotRunTwice() throws IOException {
    Path config = Files.writeString(folder.resolve("toy.yaml"), Configs.PLANE);
    Path run = folder.resolve("train");
    Answer.of("train", "--config", config, "--run-dir", run).endsWith(0);
    Object[] words = {"diagnose", run, "--steps", 1000, "--chains", 30, ONE_START, QUICK, "--json"};
    JsonNode first = json(Answer.of(words));
    assertThat(measure(first, "kolmogorov_smirnov").get("value").doubleValue()).isBetween(0.0, 1.0);
    assertThat(measure(first, "displacement_law").get("value").doubleValue())
        .isBetween(0.0478, 0.048);
    assertThat(run.resolve("report.html"))
        .content()
        .contains(first.get("verdict").stringValue());

    Path checkpoint = run.resolve("diagnosis/checkpoints/step-001000");
    FileTime made = Files.getLastModifiedTime(checkpoint);
    assertThat(json(Answer.of(words))).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(checkpoint)).isEqualTo(made);

    Answer other = Answer.of("diagnose", run, "--steps", 1000, "--chains", 40, ONE_START, QUICK);
    assertThat(other.err()).contains("other chains than asked for");
    assertThat(other.out()).startsWith("verdict   ").contains("found     ").contains("try       ");
  }

  @Test
  void aRunOfChainsIsDiagnosedByItsOwnChains() throws IOException {
    Answer.of(
            "sample",
            "--set",
            "energy.gaussian.sd=[1, 1]",
            "--set",
            "data.arrays={file: '" + folder.resolve("data.npy") + "', example: [2]}",
            "--sampler",
            "langevin",
            "--step-size",
            0.4,
            "--steps",
            1000,
            "--chains",
            200,
            "--run-dir",
            folder.resolve("chains"))
        .endsWith(0);
    JsonNode diagnosis = json(Answer.of("diagnose", folder.resolve("chains"), QUICK, "--json"));
    assertThat(measure(diagnosis, "chain_steps").get("value").intValue()).isEqualTo(1000);
    assertThat(folder.resolve("chains/diagnosis/diagnosis.json")).isNotEmptyFile();
  }

  @Test
  void chainsFromNoise_cannotBeDiagnosed() {
    Answer.of(
            "sample",
            "--set",
            "energy.gaussian.sd=[1, 1]",
            "--sampler",
            "langevin",
            "--step-size",
            0.4,
            "--steps",
            10,
            "--run-dir",
            folder.resolve("chains"))
        .endsWith(0);
    Answer answer = Answer.of("diagnose", folder.resolve("chains")).failsWith(2);
    assertThat(answer.err()).contains("its chains did not start from data");
  }

  @Test
  void aBareEnergyNeedsDataAndASampler() {
    Answer answer = Answer.of("diagnose", "--set", "energy.gaussian.sd=[1, 1]").failsWith(78);
    assertThat(answer.err()).contains("data: required key").contains("sampler: required key");
  }
}

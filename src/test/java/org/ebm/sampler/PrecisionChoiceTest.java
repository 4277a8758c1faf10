package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ebm.Nets;
import org.ebm.energy.Energy;
import org.ebm.energy.Gaussian;
import org.ebm.energy.Precision;
import org.ebm.sampler.PrecisionChoice.Chains;
import org.ebm.sampler.PrecisionChoice.Place;
import org.ebm.torch.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionChoiceTest {
  private static final Processor NEW = new Processor(Set.of("avx512_bf16"), Optional.empty(), true);
  private static final Processor OLD = new Processor(Set.of("avx2"), Optional.empty(), true);
  private static final Place PLACE = new Place(NEW, "cpu", false);
  private static final Langevin COARSE = new Langevin(0.03, 1, true);

  private static PrecisionChoice auto(Chains chains, Place place) {
    return PrecisionChoice.of(Optional.empty(), chains, place);
  }

  private static PrecisionChoice auto(Energy energy, Sampler... samplers) {
    return auto(new Chains(energy, List.of(samplers), false), PLACE);
  }

  @Test
  void convolutionsAtACoarseEps_getBfloat16WhereItIsComputed() {
    Chains chains = new Chains(Nets.vanilla(1), List.of(COARSE), false);
    assertThat(auto(chains, PLACE).precision()).isEqualTo(Precision.BFLOAT16);
    PrecisionChoice emulated = auto(chains, new Place(OLD, "cpu", false));
    assertThat(emulated.precision()).isEqualTo(Precision.FLOAT32);
    assertThat(emulated.line())
        .isEqualTo("precision float32: this processor does not compute bfloat16 (avx2)");
  }

  @Test
  void aFinerEpsThanItResolves_inAnyOfTheChains_getsFloat32() {
    Langevin fine = new Langevin(0.0299, 1, true);
    assertThat(auto(Nets.vanilla(1), fine).precision()).isEqualTo(Precision.FLOAT32);
    assertThat(auto(Nets.vanilla(1), COARSE, fine).reason()).contains("eps 0.0299");
  }

  @Test
  void aSamplerThatRejects_inAnyOfTheChains_getsFloat32() {
    assertThat(auto(Nets.vanilla(1), COARSE, new Mala(0.1, 1)).reason()).startsWith("mala");
    assertThat(auto(Nets.vanilla(1), new RandomWalk(0.1, 1)).precision())
        .isEqualTo(Precision.FLOAT32);
  }

  @Test
  void denseNetworksAndFormulas_getFloat32() {
    assertThat(auto(Nets.toy(), COARSE).precision()).isEqualTo(Precision.FLOAT32);
    assertThat(auto(new Gaussian(List.of(1.0, 1.0)), COARSE).precision())
        .isEqualTo(Precision.FLOAT32);
  }

  @Test
  void noChains_gpus_shardsAndArrayTasks_getFloat32() {
    assertThat(auto(Nets.vanilla(1)).precision()).isEqualTo(Precision.FLOAT32);
    Chains chains = new Chains(Nets.vanilla(1), List.of(COARSE), false);
    assertThat(auto(chains, new Place(NEW, "cuda:0", false)).precision())
        .isEqualTo(Precision.FLOAT32);
    assertThat(auto(chains, new Place(NEW, "cpu", true)).precision()).isEqualTo(Precision.FLOAT32);
    Chains shard = new Chains(Nets.vanilla(1), List.of(COARSE), true);
    assertThat(auto(shard, PLACE).precision()).isEqualTo(Precision.FLOAT32);
  }

  /** The reason that a shard is given must not depend on the machine: it is part of what its run records. */
  @Test
  void aShardSaysTheSameOnAllMachines() {
    Chains shard = new Chains(Nets.vanilla(1), List.of(COARSE), true);
    assertThat(auto(shard, PLACE)).isEqualTo(auto(shard, new Place(OLD, "cpu", false)));
  }

  @Test
  void aNamedPrecisionIsTaken_whateverTheMachine() {
    Chains shard = new Chains(Nets.toy(), List.of(new Mala(0.1, 1)), true);
    PrecisionChoice choice =
        PrecisionChoice.of(Optional.of(Precision.BFLOAT16), shard, new Place(OLD, "cpu", true));
    assertThat(choice.precision()).isEqualTo(Precision.BFLOAT16);
  }

  @Test
  void bfloat16IsEmulated_onOldProcessorsOnly() {
    assertThat(new Place(OLD, "cpu", false).emulatesBfloat16()).isTrue();
    assertThat(new Place(NEW, "cpu", false).emulatesBfloat16()).isFalse();
    assertThat(new Place(OLD, "cuda:0", false).emulatesBfloat16()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SLURM_ARRAY_TASK_ID=0",
        "SLURM_ARRAY_TASK_ID=3",
        "PBS_ARRAY_INDEX=2",
        "LSB_JOBINDEX=1",
        "SGE_TASK_ID=7"
      })
  void aTaskOfAnArray_isKnownByItsScheduler(String variable) {
    String[] words = variable.split("=", 2);
    assertThat(ArrayTask.isIn(Map.of(words[0], words[1]))).isTrue();
  }

  @Test
  void aJobThatIsNoArray_isNone() {
    assertThat(ArrayTask.isIn(
            Map.of("SLURM_JOB_ID", "3", "LSB_JOBINDEX", "0", "SGE_TASK_ID", "undefined")))
        .isFalse();
  }
}

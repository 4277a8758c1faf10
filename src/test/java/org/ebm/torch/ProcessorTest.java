package org.ebm.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorTest {
  private static Processor with(String flags, Map<String, String> environment) {
    return Processor.of("processor\t: 0\nflags\t\t: fpu sse4_1 " + flags + "\n", environment);
  }

  @ParameterizedTest
  @CsvSource({
    "avx2, false",
    "avx2 avx_vnni, false",
    "avx2 avx512f avx512bw avx512vl, false",
    "avx2 avx512f avx512_bf16, true",
    "avx2 avx512f avx512_bf16 amx_tile amx_bf16, true"
  })
  void bfloat16IsComputed_byAvx512Bf16AndAmxOnly(String flags, boolean computes) {
    assertThat(with(flags, Map.of()).computesBfloat16()).isEqualTo(computes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSE41", "AVX", "AVX2", "avx2", "AVX2_VNNI_2", "AVX512_CORE"})
  void aLimitBelowBfloat16_takesItAway(String limit) {
    for (String name : new String[] {"ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"}) {
      Processor limited = with("avx512_bf16 amx_bf16", Map.of(name, limit));
      assertThat(limited.computesBfloat16()).isFalse();
      assertThat(limited.instructions()).contains("limited to " + limit.toLowerCase());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AVX512_CORE_BF16", "AVX512_CORE_AMX", "DEFAULT", "no such set"})
  void anotherLimit_leavesIt(String limit) {
    assertThat(with("avx512_bf16", Map.of("ONEDNN_MAX_CPU_ISA", limit)).computesBfloat16())
        .isTrue();
  }

  /** oneDNN asks for its present name first. */
  @Test
  void theNewNameOfTheLimitGoesBeforeTheOld() {
    Map<String, String> both = Map.of("ONEDNN_MAX_CPU_ISA", "DEFAULT", "DNNL_MAX_CPU_ISA", "AVX2");
    assertThat(with("avx512_bf16", both).computesBfloat16()).isTrue();
  }

  @Test
  void aMachineThatSaysNothing_doesNotComputeIt() {
    assertThat(Processor.of("", Map.of()).computesBfloat16()).isFalse();
    assertThat(Processor.of("", Map.of()).instructions()).isEqualTo("no AVX2 known");
  }

  @Test
  void withoutOneDnn_itIsEmulated() {
    Processor told = with("avx512f avx512_bf16", Map.of());
    Processor without = new Processor(told.flags(), told.limit(), false);
    assertThat(told.computesBfloat16()).isTrue();
    assertThat(without.computesBfloat16()).isFalse();
    assertThat(without.instructions()).isEqualTo("avx512f avx512_bf16, without oneDNN");
  }
}

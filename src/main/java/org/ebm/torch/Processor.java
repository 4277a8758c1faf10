package org.ebm.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which instructions the processor has, and how many of them the engine's convolutions may use: what decides whether bfloat16 is computed or emulated.
 *
 * @param flags as Linux names them; empty where there is no /proc/cpuinfo, or on a processor that is not x86
 * @param limit ONEDNN_MAX_CPU_ISA in lower case; oneDNN ignores a word that it does not know
 * @param usesOneDnn whether convolutions are oneDNN's: not where it computes them wrongly
 */
public record Processor(Set<String> flags, Optional<String> limit, boolean usesOneDnn) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final List<String> TOLD = List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");
  /** Values of ONEDNN_MAX_CPU_ISA under which oneDNN has no bfloat16 products. Source: its developer guide, "CPU dispatcher control". */
  private static final Set<String> BELOW_BFLOAT16 =
      Set.of("sse41", "avx", "avx2", "avx2_vnni", "avx2_vnni_2", "avx512_core", "avx512_core_vnni");

  /** What to say where convolutions are not oneDNN's. */
  public static final String WITHOUT_ONEDNN =
      "oneDNN gets convolutions wrong on this machine, whose processor does not tell the sizes of its caches; they are computed without it: right, in two or three times as long";

  /**
   * Of this machine.
   *
   * @throws org.ebm.base.EbmException if the engine does not start
   */
  public static Processor here() {
    Processor told;
    try {
      told = of(Files.readString(CPUINFO, StandardCharsets.ISO_8859_1), System.getenv());
    } catch (IOException e) {
      // not Linux: nothing is known, which counts as not computed
      told = of("", System.getenv());
    }
    return new Processor(told.flags, told.limit, EngineStart.ended().usesOneDnn());
  }

  static Processor of(String cpuinfo, Map<String, String> environment) {
    Set<String> flags = cpuinfo
        .lines()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> Arrays.stream(line.substring(line.indexOf(':') + 1).strip().split(" ", -1))
            .collect(Collectors.toUnmodifiableSet()))
        .orElse(Set.of());
    Optional<String> limit = Stream.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA")
        .filter(environment::containsKey)
        .findFirst()
        .map(name -> environment.getOrDefault(name, "").toLowerCase(Locale.ROOT));
    return new Processor(flags, limit, true);
  }

  /** Whether bfloat16 is arithmetic of the processor; it is emulated otherwise, many times slower than float32. */
  public boolean computesBfloat16() {
    return (flags.contains("avx512_bf16") || flags.contains("amx_bf16"))
        && usesOneDnn
        && limit.filter(BELOW_BFLOAT16::contains).isEmpty();
  }

  /** What matters of it here, in words: {@code avx2 avx512f}, and the limit if there is one. */
  public String instructions() {
    String known = TOLD.stream().filter(flags::contains).collect(Collectors.joining(" "));
    return (known.isEmpty() ? "no AVX2 known" : known)
        + limit.map(name -> ", limited to " + name + " by ONEDNN_MAX_CPU_ISA").orElse("")
        + (usesOneDnn ? "" : ", without oneDNN");
  }
}

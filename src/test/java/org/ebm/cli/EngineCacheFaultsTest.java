package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The half gigabyte of libraries that the engine unpacks: damaged, in places where they cannot be, and of another version. */
@Tag("faults")
class EngineCacheFaultsTest {
  private static final String ENGINE = "libtorch_cpu.so";

  @TempDir
  Path folder;

  private List<String> sample(String name) {
    return List.of(
        "sample",
        "--set",
        "energy.double_well.dimension=2",
        "--sampler",
        "langevin",
        "--step-size",
        "0.1",
        "--init",
        "gaussian",
        "--chains",
        "10",
        "--steps",
        "10",
        "--seed",
        "1",
        "--run-dir",
        folder.resolve(name).toString());
  }

  private Answer with(Map<String, String> environment, String name) throws Exception {
    return EbmProcess.answer(new EbmProcess.Launch(List.of(), 512, environment), sample(name));
  }

  private Path library(Path cache) throws IOException {
    try (Stream<Path> all = Files.walk(cache)) {
      return all.filter(path -> path.endsWith(ENGINE)).findFirst().orElseThrow();
    }
  }

  /** Cut, changed inside, gone: found before it is loaded, which would end the process without a word. What others keep there stays. */
  @Test
  void aDamagedLibrary_isReplacedBeforeItIsLoaded() throws Exception {
    Path cache = folder.resolve("cache");
    Map<String, String> there = Map.of("DJL_CACHE_DIR", cache.toString());
    Path others = Files.createDirectories(cache.resolve("pytorch/1.0.0-cpu-linux-x86_64"));
    Files.writeString(others.resolve("libtorch.so"), "another program's");
    with(there, "whole").endsWith(0);
    Path library = library(cache);
    long length = Files.size(library);
    try (RandomAccessFile file = new RandomAccessFile(library.toFile(), "rw")) {
      file.setLength(1000);
    }
    with(there, "cut").endsWith(0);
    assertThat(library).hasSize(length);
    try (RandomAccessFile file = new RandomAccessFile(library.toFile(), "rw")) {
      file.seek(length / 2);
      file.write(new byte[4096]);
    }
    Files.delete(library.resolveSibling("libc10.so"));
    with(there, "changed").endsWith(0);
    for (String run : List.of("cut", "changed")) {
      assertThat(folder.resolve(run).resolve("trace.csv"))
          .hasSameBinaryContentAs(folder.resolve("whole/trace.csv"));
    }
    assertThat(others.resolve("libtorch.so")).content().isEqualTo("another program's");
    Path stranger = Files.writeString(library.resolveSibling("notes.so"), "no library");
    assertThat(with(there, "strange").failsWith(69).err())
        .contains(library.getParent() + ": holds notes.so", "move it away");
    assertThat(stranger).exists();
  }

  @Test
  void whereTheLibrariesCannotBe_theFolderTheReasonAndTheRemedyAreSaid() throws Exception {
    try (SmallDisk disk = SmallDisk.of(50 << 10, folder.resolve("disk"))) {
      Map<String, String> there = Map.of("DJL_CACHE_DIR", disk.path().toString());
      EbmProcess.Launch launch = new EbmProcess.Launch(disk.launch().by(), 512, there);
      assertSaid(EbmProcess.answer(launch, sample("full")).failsWith(74), disk.path(), "disk full");
      disk.setWritable(false);
      assertSaid(
          EbmProcess.answer(launch, sample("ro")).failsWith(69),
          disk.path(),
          "Read-only file system");
    }
    try (SmallDisk disk = SmallDisk.of(600 << 10, folder.resolve("noexec"))) {
      Map<String, String> there = Map.of("DJL_CACHE_DIR", disk.path().toString());
      EbmProcess.Launch launch = new EbmProcess.Launch(disk.launch().by(), 512, there);
      disk.forbidPrograms();
      assertSaid(
          EbmProcess.answer(launch, sample("noexec")).failsWith(69), disk.path(), "mounted noexec");
    }
  }

  private static void assertSaid(Answer answer, Path cache, String reason) {
    // a slow disk takes longer than the silence that is allowed
    assertThat(answer.err().strip().lines().filter(line -> !line.contains(": at work for ")))
        .hasSize(1);
    assertThat(answer.err()).contains(cache.toString(), reason, "DJL_CACHE_DIR=/path");
  }

  /** It would load, and break at some operation. */
  @Test
  void anotherLibtorch_isRefusedWithBothVersions() throws Exception {
    Path lib = Files.createDirectories(folder.resolve("torch/lib"));
    Files.writeString(lib.resolve("libtorch.so"), "");
    Files.writeString(
        folder.resolve("torch/version.py"),
        "from typing import Optional\n__version__ = '2.13.0+cpu'\n");
    Map<String, String> asked = Map.of(
        "PYTORCH_LIBRARY_PATH",
        lib.toString(),
        "PYTORCH_VERSION",
        "2.7.1",
        "PYTORCH_FLAVOR",
        "cpu");
    assertThat(with(asked, "asked").failsWith(78).err())
        .contains("EBM_TORCH_LIB=" + lib + ": is PyTorch 2.13.0+cpu, and 2.7.1 is needed");
    Files.delete(folder.resolve("torch/version.py"));
    assertThat(with(asked, "unknown").failsWith(69).err())
        .contains(
            "libtorch did not start from ", "EBM_TORCH_LIB must be torch/lib of PyTorch 2.7.1");
    // not asked for: a module or an environment put it on the path of everything
    with(Map.of("LD_LIBRARY_PATH", lib.toString()), "unasked").endsWith(0);
  }
}

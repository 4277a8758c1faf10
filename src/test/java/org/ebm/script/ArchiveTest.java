package org.ebm.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives as files; that the engine reads them is tested where it does. */
class ArchiveTest {
  private static final List<Method> RUN =
      List.of(Method.of("run(x: Tensor) -> Tensor", "return (self.user).forward(x)"));
  private static final TorchClass ROOT = new TorchClass("Loop", RUN);

  private static byte[] embed(Path file) {
    return Archive.write(TorchClass.over("user", ForeignModule.read(file), "Loop", RUN));
  }

  @TempDir
  private Path folder;

  @Test
  void embedKeepsTheUsersEntries_andAddsOurClass() throws Exception {
    Path trained =
        Path.of(Objects.requireNonNull(ArchiveTest.class.getResource("/torchscript/trained.pt"))
            .toURI());
    byte[] embedded = embed(trained);
    Map<String, byte[]> entries = entries(embedded);
    assertThat(entries.keySet())
        .contains(
            "ebm/code/__torch__.py",
            "ebm/code/__torch__/ebm.py",
            "ebm/data.pkl",
            "ebm/data/0",
            "ebm/constants.pkl",
            "ebm/version")
        .noneMatch(name -> name.endsWith(".debug_pkl"));
    assertThat(new String(content(entries, "ebm/code/__torch__/ebm.py"), StandardCharsets.UTF_8))
        .startsWith("class Loop(Module):")
        .contains("  user : __torch__.Trained\n")
        .contains("def run(self: __torch__.ebm.Loop, x: Tensor)");
    assertThat(embed(trained)).as("same bytes again").isEqualTo(embedded);
  }

  @Test
  void ourNameGivesWayToTheUsers() throws IOException {
    Path first = Files.write(folder.resolve("first.pt"), Archive.write(ROOT));
    Path second = Files.write(folder.resolve("second.pt"), embed(first));
    Map<String, byte[]> entries = entries(embed(second));
    assertThat(entries.keySet())
        .contains("ebm/code/__torch__/ebm.py", "ebm/code/__torch__/ebm_.py");
    assertThat(new String(content(entries, "ebm/code/__torch__/ebm_.py"), StandardCharsets.UTF_8))
        .contains("  user : __torch__.ebm.Loop\n");
  }

  /** Their storages have names of their own, and classes of one name get numbers. */
  @Test
  void arraysAndClassesBesideTheUsers() throws Exception {
    Path trained =
        Path.of(Objects.requireNonNull(ArchiveTest.class.getResource("/torchscript/trained.pt"))
            .toURI());
    TorchClass part = new TorchClass("Part", List.of()).fixing(Map.of("scale", FloatArray.of(1)));
    Map<String, TorchModule> children = new LinkedHashMap<>();
    children.put("a", part);
    children.put("b", part);
    children.put("user", ForeignModule.read(trained));
    Map<String, byte[]> entries =
        entries(Archive.write(new TorchClass("Loop", children, Map.of(), Map.of(), RUN)));
    assertThat(entries.keySet()).contains("ebm/data/0", "ebm/data/ebm0", "ebm/data/ebm1");
    assertThat(new String(content(entries, "ebm/code/__torch__/ebm.py"), StandardCharsets.UTF_8))
        .contains("  a : __torch__.ebm.Part\n")
        .contains("  b : __torch__.ebm.Part1\n")
        .contains("__buffers__ = [\"scale\", ]");
  }

  @Test
  void twoOfTheUsersAreRefused() throws Exception {
    Path trained =
        Path.of(Objects.requireNonNull(ArchiveTest.class.getResource("/torchscript/trained.pt"))
            .toURI());
    Map<String, TorchModule> children = new LinkedHashMap<>();
    children.put("a", ForeignModule.read(trained));
    children.put("b", ForeignModule.read(trained));
    assertThatThrownBy(
            () -> Archive.write(new TorchClass("Loop", children, Map.of(), Map.of(), RUN)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("at most one torchscript");
  }

  @Test
  void otherFilesAreRefused_withTheWayOut() throws Exception {
    assertRefused(
        write(Map.of()),
        "not a TorchScript archive; save it with torch.jit.script(module).save(path)");
    assertRefused(
        Files.writeString(folder.resolve("text.pt"), "no zip"),
        "not a TorchScript archive; save it with torch.jit.script(module).save(path)");
    assertRefused(
        Path.of(Objects.requireNonNull(ArchiveTest.class.getResource("/torchscript/state_dict.pt"))
            .toURI()),
        "written by torch.save: a state_dict or a Python object");
    assertRefused(
        write(Map.of("m/../../etc/passwd", new byte[1])),
        "entry 'm/../../etc/passwd' has no place");
    assertRefused(write(Map.of("/etc/passwd", new byte[1])), "entry '/etc/passwd' has no place");
    assertRefused(
        write(Map.of(
            "m/data.pkl", "\u0080\u0002}.".getBytes(StandardCharsets.ISO_8859_1),
            "m/version", new byte[] {'3'},
            "m/code/__torch__.py", new byte[0])),
        "holds something else than a module");
  }

  /** 20 MB of zeros in a file of 20 KB. */
  @Test
  void anArchiveThatGrowsWithoutMeasureIsRefused() throws IOException {
    assertRefused(write(Map.of("m/data/0", new byte[20_000_000])), "100 times the file");
  }

  @Test
  void aChangedByteIsFound() throws IOException {
    TorchClass module =
        new TorchClass("M", List.of()).holding(Map.of("scale", FloatArray.of(1.5f)));
    byte[] archive = Archive.write(module);
    byte[] weight = {0, 0, (byte) 0xC0, 0x3F};
    int place = new String(archive, StandardCharsets.ISO_8859_1)
        .indexOf(new String(weight, StandardCharsets.ISO_8859_1));
    archive[place] = 1;
    assertRefused(
        Files.write(folder.resolve("bit.pt"), archive), "ebm/data/0 is not as it was written");
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> embed(file))
        .isInstanceOf(EbmException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  private Path write(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return Files.write(folder.resolve("made.pt"), bytes.toByteArray());
  }

  private static byte[] content(Map<String, byte[]> entries, String name) {
    return Objects.requireNonNull(entries.get(name), name);
  }

  private static Map<String, byte[]> entries(byte[] archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }
}

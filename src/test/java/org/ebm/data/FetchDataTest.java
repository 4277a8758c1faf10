package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/fetch-data against a folder in place of the network, with the checksums of small files in place of the published ones. */
class FetchDataTest {
  private static final Path SCRIPT = Path.of("scripts", "fetch-data");
  private static final List<String> FILES = List.of(
      "train-images-idx3-ubyte.gz",
      "train-labels-idx1-ubyte.gz",
      "t10k-images-idx3-ubyte.gz",
      "t10k-labels-idx1-ubyte.gz");
  private static final List<String> PUBLISHED = List.of(
      "f68b3c2dcbeaaa9fbdd348bbdeb94873",
      "d53e105ee54ea40749a09fcbcd1e9432",
      "9fb629c4189551a2d022fa330f9573f3",
      "ec29112dd5afa0611ce80d1b7f02629c");

  @TempDir
  Path folder;

  @BeforeEach
  void serveFourSmallFiles() throws IOException, NoSuchAlgorithmException {
    for (String program : List.of("sh", "curl", "md5sum")) {
      boolean found = Arrays.stream(System.getenv("PATH").split(":"))
          .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
      Assumptions.assumeTrue(found, "needs " + program);
    }
    String script = Files.readString(SCRIPT);
    Files.createDirectories(folder.resolve("server"));
    for (int i = 0; i < FILES.size(); i++) {
      byte[] content = ("content of file " + i).getBytes(StandardCharsets.UTF_8);
      Files.write(folder.resolve("server").resolve(FILES.get(i)), content);
      byte[] digest = MessageDigest.getInstance("MD5").digest(content);
      script = script.replace(PUBLISHED.get(i), HexFormat.of().formatHex(digest));
    }
    Files.writeString(folder.resolve("script"), script);
  }

  @Test
  void filesLandWhereTheDataKindLooksForThem() throws Exception {
    assertThat(fetch("mnist", "--to", "out")).isZero();
    assertThat(names()).containsExactlyInAnyOrderElementsOf(FILES);
    // a second run leaves them alone
    assertThat(fetch("mnist", "--to", "out")).isZero();
    assertThat(output()).contains("already there").doesNotContain("from file:");
  }

  @Test
  void interruptedDownload_isContinued() throws Exception {
    Path part = folder.resolve("out/mnist/train-images-idx3-ubyte.gz.part");
    Files.createDirectories(part.getParent());
    Files.writeString(part, "content of");
    assertThat(fetch("mnist", "--to", "out")).isZero();
    assertThat(folder.resolve("out/mnist/train-images-idx3-ubyte.gz"))
        .hasContent("content of file 0");
    assertThat(output()).contains("Resuming transfer from byte position 10");
  }

  @Test
  void wrongContent_isRemovedAndReported() throws Exception {
    Files.writeString(folder.resolve("server/train-labels-idx1-ubyte.gz"), "something else");
    assertThat(fetch("mnist", "--to", "out")).isEqualTo(1);
    assertThat(output()).contains("train-labels-idx1-ubyte.gz: MD5 is ", "expected");
    assertThat(names()).containsExactly("train-images-idx3-ubyte.gz");
  }

  @Test
  void unreachableFile_saysHowToContinue() throws Exception {
    Files.delete(folder.resolve("server/train-images-idx3-ubyte.gz"));
    assertThat(fetch("mnist", "--to", "out")).isEqualTo(1);
    assertThat(output()).contains("download failed; run the same command again to continue it");
  }

  @Test
  void unknownName_isAUsageError() throws Exception {
    assertThat(fetch("imagenet")).isEqualTo(2);
    assertThat(output()).contains("fetch-data: unknown name 'imagenet'", "usage:");
    assertThat(fetch()).isEqualTo(2);
  }

  private int fetch(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of("sh", "script"), Arrays.stream(arguments)).toList();
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("MNIST_URL", folder.resolve("server").toUri().toString());
    return builder.start().waitFor();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out/mnist"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}

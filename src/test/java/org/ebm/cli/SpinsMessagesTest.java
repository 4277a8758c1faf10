package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebm.base.FloatArray;
import org.ebm.files.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be done with spins and bits is said in one line, with what to do instead. */
class SpinsMessagesTest {
  @TempDir
  Path folder;

  private String refused(String energy, String... more) {
    Object[] words = new Object[9 + more.length];
    Object[] first = {
      "sample",
      "--set",
      "energy=" + energy,
      "--steps",
      3,
      "--chains",
      4,
      "--run-dir",
      folder.resolve("run")
    };
    System.arraycopy(first, 0, words, 0, 9);
    System.arraycopy(more, 0, words, 9, more.length);
    Answer answer = Answer.of(words).failsWith(78);
    assertThat(folder.resolve("run")).doesNotExist();
    return answer.err();
  }

  private Path write(String name, int rows, int columns, float... values) throws IOException {
    Path file = folder.resolve(name);
    try (var out = Files.newOutputStream(file)) {
      Npy.write(out, new FloatArray(new int[] {rows, columns}, values));
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ising: {}} | size: must be given, such as [32, 32]; or give couplings",
        "{ising: {size: [2, 2, 2, 2]}} | must be 1 to 3 axes",
        "{ising: {size: [1, 4]}} | must be >= 2",
        "{ising: {size: [4], boundary: fre}} | did you mean 'free'?",
        "{rbm: {visible: [4], hidden: 2}} | has no weights here; give a learned one",
        "{boltzmann_machine: {visible: [4]}} | has no weights here; give a learned one",
        "{sum: [{ising: {size: [4]}}]} | such an energy stands alone, change its own keys"
      })
  void energiesThatCannotBe(String energy, String message) {
    assertThat(refused(energy, "--sampler", "gibbs")).contains(message);
  }

  @Test
  void couplingsThatAreNone() throws IOException {
    Path oblong = write("oblong.npy", 2, 3, 0, 1, 2, 1, 0, 3);
    Path skew = write("skew.npy", 2, 2, 0, 1, 2, 0);
    Path own = write("own.npy", 2, 2, 1, 0, 0, 0);
    assertThat(refused(
            "{ising: {couplings: '" + folder.resolve("no.npy") + "'}}", "--sampler", "gibbs"))
        .contains("no such file");
    assertThat(refused("{ising: {couplings: '" + oblong + "'}}", "--sampler", "gibbs"))
        .contains("must be a square matrix");
    assertThat(refused("{ising: {couplings: '" + skew + "'}}", "--sampler", "gibbs"))
        .contains("got 1.0 at (0, 1) and 2.0 at (1, 0); save (J + J.T) / 2");
    assertThat(refused("{ising: {couplings: '" + own + "'}}", "--sampler", "gibbs"))
        .contains("diagonal");
    assertThat(refused("{ising: {size: [3], couplings: '" + own + "'}}", "--sampler", "gibbs"))
        .contains("lays out 3 sites");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gibbs | gaussian | is normal noise, and the x of this energy are spins, -1 or 1; choose uniform or data",
        "gibbs | data | there are no data",
        "gibbs | corrupted | there are no data",
        "mala --step-size 0.1 | uniform | mala moves x by gradients, and the x of this energy are spins, -1 or 1; choose gibbs or flips"
      })
  void chainsThatCannotBe(String sampler, String init, String message) {
    String[] words = ("--sampler " + sampler + " --init " + init).split(" ");
    assertThat(refused("{ising: {size: [4, 4]}}", words)).contains(message);
  }

  @Test
  void memoriesThatCannotBe() {
    String glyphs = "{binarized: {of: {glyphs: {size: 8, count: 10}}, values: ";
    assertThat(refused("{hopfield: {patterns: " + glyphs + "bit}}}}", "--sampler", "flips"))
        .contains("energy.hopfield.patterns: must be spins, -1 or 1, got 0.0");
    assertThat(refused(
            "{hopfield: {patterns: " + glyphs + "spin}}, count: 11}}", "--sampler", "flips"))
        .contains("must be at most the 10 patterns that there are, got 11");
    assertThat(refused("{hopfield: {patterns: rings}}", "--sampler", "flips"))
        .contains("must be a finite set of patterns");
  }

  /** Pixels between black and white are no bits: nothing rounds them silently. */
  @Test
  void dataThatAreNoBits() throws IOException {
    Path config = Files.writeString(folder.resolve("grey.yaml"), """
        seed: 1
        data: { glyphs: { size: 8, count: 20 } }
        energy: { rbm: { visible: [1, 8, 8], hidden: 4 } }
        objective: pseudo_likelihood
        optimizer: { sgd: { learning_rate: 0.1 } }
        training: { steps: 2, batch: 10 }
        """);
    Answer answer = Answer.of(
            "train", "--config", config, "--run-dir", folder.resolve("grey"), "-q")
        .failsWith(78);
    assertThat(answer.err()).contains("data: must be bits, 0 or 1, got").contains("binarized");
  }
}

package org.ebm.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is offered for pasting, read by a real shell. */
class ShellWordsTest {
  private static List<String> readByShell(String line) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\0' " + line).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return List.of(said.split("\0", -1)).subList(0, said.split("\0", -1).length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runs/plain-1", "my runs/boom", "it's", "a\"b", "$HOME", "~", "~/x", "a*b", "`id`", "",
            "#x",
        "a;b", "a&b", "{a,b}", "x=~/y", "tab\there", "ü ber", "!x", "(a)", "\\", "a\nb",
            "energy.x={y: [1]}"
      })
  void aShellReadsEachWordAsItIs(String word) throws Exception {
    assertThat(readByShell(ShellWords.ebm("train", "--run-dir", word)))
        .containsExactly("ebm", "train", "--run-dir", word);
    assertThat(readByShell(ShellWords.typed(List.of("train", word))))
        .containsExactly("ebm", "train", word);
  }

  @Test
  void wordsThatNeedNoQuotesHaveNone() {
    assertThat(ShellWords.words("--set", "a.b=1e-3", Path.of("runs/x")))
        .isEqualTo("--set a.b=1e-3 runs/x");
  }

  @Test
  void aPathNeverBecomesAnOption() {
    assertThat(ShellWords.words(Path.of("-x/y"))).isEqualTo("./-x/y");
  }
}

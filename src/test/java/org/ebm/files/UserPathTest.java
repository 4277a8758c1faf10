package org.ebm.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserPathTest {
  @Test
  void aTilde_isTheHomeFolder() {
    Path home = UserPath.home().orElseThrow();
    assertThat(UserPath.of("~")).isEqualTo(home);
    assertThat(UserPath.of("~/runs/x")).isEqualTo(home.resolve("runs/x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"~other/x", "~backup", "$HOME/x", "${TMPDIR}/x", "$x"})
  void whatOnlyAShellReplaces_isRefusedWithARemedy(String text) {
    assertThatThrownBy(() -> UserPath.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("write the whole path, or ./" + text);
    assertThat(UserPath.of("./" + text)).isEqualTo(Path.of("./" + text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/~/b", "a~", "/x/$y", "ü/ß", "a b", "."})
  void otherNamesAreTheirOwn(String text) {
    assertThat(UserPath.of(text)).isEqualTo(Path.of(text));
  }
}

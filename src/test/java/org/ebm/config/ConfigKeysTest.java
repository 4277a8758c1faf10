package org.ebm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.junit.jupiter.api.Test;

class ConfigKeysTest {
  @Test
  void of_flattensMapsAndLists() {
    assertThat(ConfigKeys.of("a: {b: 1.0e-4, c: [x, {d: 2}]}\ne: {}\nf: none\n", "file"))
        .containsExactly(
            Map.entry("a.b", "1.0e-4"),
            Map.entry("a.c[0]", "x"),
            Map.entry("a.c[1].d", "2"),
            Map.entry("e", "{}"),
            Map.entry("f", "none"));
    assertThat(ConfigKeys.of("", "file")).isEmpty();
  }

  @Test
  void differing_keepsWhatIsNotEverywhereTheSame() {
    assertThat(ConfigKeys.differing(List.of(
            Map.of("same", "1"),
            Map.of("same", "1", "more", "2"),
            Map.of("same", "1", "more", "2"))))
        .containsExactly("more");
    assertThat(ConfigKeys.differing(List.of(Map.of("a", "1"), Map.of("a", "2"))))
        .containsExactly("a");
  }

  @Test
  void aTextThatIsNoConfiguration_isDamaged() {
    for (String text : List.of("- a\n", "a: [", "a: 1\na: 2\n", "[".repeat(10_000))) {
      assertThatThrownBy(() -> ConfigKeys.of(text, "file"))
          .isInstanceOfSatisfying(
              EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
          .message()
          .startsWith("file: ");
    }
  }
}

package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebm.config.ConfigTree;
import org.junit.jupiter.api.Test;

class JournalSubjectTest {
  private static final String WELLS = """
      energy: {double_well: {}}
      data: two_moons
      seed: 3
      search: {minima: {states: 12, box: [-2, 2, -2, 2]}}
      sampler: {random_walk: {step_size: 0.1, temperature: 0.1}}
      """;

  private static JournalSubject subject(String... changes) {
    ConfigTree tree = ConfigTree.parse(WELLS, "test.yaml");
    for (String change : changes) {
      tree = tree.with(change, "test");
    }
    MapBasinsConfig config = tree.bind(MapBasinsConfig.class);
    return config.subject(config.energy().open(), config.openData());
  }

  @Test
  void aTextWithoutAKey_tellsOfItsDefault() {
    JournalSubject subject = subject();
    String text = subject.text();
    assertThat(subject.isToldBy(text)).isTrue();
    String older = text.replace("at_once: 16\n", "").replace(", factor: 1.05", "");
    assertThat(older).hasSizeLessThan(text.length() - 20);
    assertThat(subject.isToldBy(older)).isTrue();
    assertThat(subject("at_once=8").isToldBy(older)).isFalse();
    assertThat(subject("barriers.factor=1.1").isToldBy(older)).isFalse();
  }

  @Test
  void whereItIsComputed_isNoPartOfIt() {
    assertThat(subject("runtime={device: cpu, workers: 3}").isToldBy(subject().text()))
        .isTrue();
    assertThat(subject("runtime.chains_per_block=10").isToldBy(subject().text()))
        .isFalse();
  }

  @Test
  void otherSettingsDataOrText_areAnotherSubject() {
    assertThat(subject("seed=4").isToldBy(subject().text())).isFalse();
    assertThat(subject("data.two_moons.sd=0.2").isToldBy(subject().text())).isFalse();
    JournalSubject here = subject();
    JournalSubject otherFile =
        new JournalSubject(here.config(), new TreeMap<>(Map.of("data", "0")));
    assertThat(otherFile.isToldBy(here.text())).isFalse();
    assertThat(here.isToldBy("")).isFalse();
    assertThat(here.isToldBy("a: [" + here.inputs())).isFalse();
    assertThat(here.config()
            .subject(here.config().energy().open(), Optional.empty())
            .isToldBy(here.text()))
        .isFalse();
  }
}

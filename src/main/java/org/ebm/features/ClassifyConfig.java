package org.ebm.features;

import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.config.Key;
import org.ebm.data.Dataset;

/** Linear classifiers on frozen features: from how many labels, and how often. */
public record ClassifyConfig(
    @Key(
        value =
            "labelled examples that no classifier learns from, by which it is measured; auto: what data holds out",
        byDefault = "auto")
    Optional<Dataset> test,

    @Key(
        value = "labelled examples to learn from, drawn anew each time; all there are come after",
        range = ">= 1, <= 1000000",
        byDefault = "[100, 1000]")
    List<Integer> labels,

    @Key(value = "draws of the labelled examples", range = ">= 2, <= 1000", byDefault = "10")
    int draws) {
  public ClassifyConfig {
    labels = labels.stream().sorted().distinct().toList();
  }

  /** With the part that data hold out, unless another is named. */
  ClassifyConfig resolved(Optional<Dataset> data) {
    return new ClassifyConfig(test.or(() -> data.flatMap(Dataset::heldOut)), labels, draws);
  }

  /** The test part that is there. */
  public Dataset tested() {
    return test.orElseThrow(
        () -> new ConfigException(
            "classify.test",
            "the data hold nothing out to test on; give other examples: --set 'classify.test={...}', or the data's own key hold_out"));
  }
}

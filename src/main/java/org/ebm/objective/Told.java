package org.ebm.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebm.base.ConfigException;
import org.ebm.base.FloatArray;
import org.ebm.data.Batch;
import org.ebm.energy.Potential;
import org.ebm.network.Condition;

/** What an energy is told while it learns: of each example, what the data say of it. */
final class Told {
  private Told() {}

  /**
   * The energy's conditions for a batch, each (n, ...); those that no data deliver at their defaults, (1, ...).
   *
   * @throws ConfigException if the data have no labels, or one that the energy does not know
   */
  static List<FloatArray> of(Potential energy, Batch batch) {
    return of(energy.conditions(), batch);
  }

  /** The same for a network beside the energy. */
  static List<FloatArray> of(List<Condition> conditions, Batch batch) {
    List<FloatArray> told = new ArrayList<>();
    for (Condition condition : conditions) {
      told.add(
          switch (condition.name()) {
            case Condition.LABEL -> labels(condition, batch.labels());
            case Condition.IMAGE -> images(condition, batch.images());
            default ->
              condition
                  .defaultArray()
                  .orElseThrow(() -> new ConfigException(
                      "energy", "is told '" + condition.name() + "', which no data set delivers"));
          });
    }
    return told;
  }

  private static FloatArray images(Condition condition, Optional<FloatArray> images) {
    return condition.ofImages(images.orElseThrow(() -> new ConfigException(
        "data", "come without images, and the energy is told one; choose paired")));
  }

  private static FloatArray labels(Condition condition, Optional<int[]> labels) {
    int[] classes = labels.orElseThrow(
        () -> new ConfigException(
            "data",
            "have no labels, and the energy is told one; choose glyphs, mnist, cifar10 or a folder with one folder for each class"));
    return condition.ofClasses(classes);
  }

  /** The same arrays twice: for examples, and for as many samples that are compared with them. */
  static List<FloatArray> twice(List<FloatArray> told) {
    return told.stream()
        .map(each -> each.rows() == 1 ? each : FloatArray.concat(List.of(each, each)))
        .toList();
  }
}

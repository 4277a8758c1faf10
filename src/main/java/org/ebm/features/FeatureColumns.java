package org.ebm.features;

import org.ebm.energy.Stage;

/**
 * Neighbouring columns of features that come of one stage, a column for each channel.
 *
 * @param place of its part in the tree of energies; empty for a whole energy
 * @param kind of its layer; {@code inputs} of the numbers of x
 */
record FeatureColumns(String place, int layer, String kind, int width) {
  static FeatureColumns of(String place, Stage stage) {
    return new FeatureColumns(place, stage.layer(), stage.kind(), stage.width());
  }
}

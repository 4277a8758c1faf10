package org.ebm.energy;

import java.util.Map;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.network.Condition;

/** Images that chains are told as the condition {@code image}, each chain one: of m images chain k has image k modulo m. */
public sealed interface GivenImages permits ImagesOfData, ImagesOfFile {
  /**
   * Reads them.
   *
   * @param condition what the energy is told
   * @throws org.ebm.base.ConfigException below {@code image}, if they are of another shape
   */
  Opened open(Condition condition);

  /**
   * The same with what else is known of them.
   *
   * @param images (m, image)
   * @param pairs what they were made of, if that is known
   * @param fingerprints of what was read, by name
   */
  record Opened(FloatArray images, Optional<Pairs> pairs, Map<String, String> fingerprints) {}

  /**
   * Examples and what their images say of them, each (m, example).
   *
   * @param truth the examples
   * @param shown the images as pictures of the examples' size
   * @param guess what an image says at first sight: grey, the nearest neighbour, the mean picture through a hole
   * @param open 1 where an element is left open by the image, 0 where it is given
   */
  record Pairs(FloatArray truth, FloatArray shown, FloatArray guess, FloatArray open) {}
}

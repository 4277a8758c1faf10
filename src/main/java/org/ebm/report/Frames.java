package org.ebm.report;

import org.ebm.base.FloatArray;

/** Videos as rows of pictures. */
public final class Frames {
  private Frames() {}

  /**
   * The frames of one video, one after the other.
   *
   * @param videos (n, channels, time, height, width)
   * @return (time, channels, height, width)
   */
  public static FloatArray of(FloatArray videos, int row) {
    int[] shape = videos.shape();
    int channels = shape[1];
    int time = shape[2];
    int picture = shape[3] * shape[4];
    float[] frames = new float[videos.rowElements()];
    for (int channel = 0; channel < channels; channel++) {
      for (int t = 0; t < time; t++) {
        System.arraycopy(
            videos.values(),
            row * videos.rowElements() + (channel * time + t) * picture,
            frames,
            (t * channels + channel) * picture,
            picture);
      }
    }
    return new FloatArray(new int[] {time, channels, shape[3], shape[4]}, frames);
  }
}

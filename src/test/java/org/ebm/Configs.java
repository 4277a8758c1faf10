package org.ebm;

/** Configurations that tests share: small enough for a run of well under a second. */
public final class Configs {
  /** Four updates on four Gaussians in the plane; the batch takes two blocks of chains, the second one partial. */
  public static final String PLANE = """
      seed: 7
      data:
        gaussian_mixture: { groups: 4 }
      energy:
        network:
          input: [2]
          temperature: 0.005
          layers:
            - dense: { units: 8 }
            - softplus
            - dense: { units: 1 }
      objective:
        maximum_likelihood:
          sampler:
            langevin: { step_size: 0.1 }
          steps: 5
          init:
            persistent: { chains: 120 }
      optimizer:
        sgd: { learning_rate: 0.01 }
      training: { steps: 4, batch: 60, checkpoint_every: 2, picture_samples: 50 }
      runtime: { device: cpu, workers: 2 }
      """;

  private static final String IMAGES = """
      seed: 7
      data:
        %s
      energy:
        network:
          input: [%s]
          temperature: 0.005
          layers:
            - conv2d: { channels: 4, kernel: 4, stride: 4 }
            - swish
            - flatten
            - dense: { units: 1 }
      objective:
        maximum_likelihood:
          sampler:
            langevin: { step_size: 0.03 }
          steps: 5
          init:
            persistent: { chains: 60 }
      optimizer:
        adam: { learning_rate: 0.001 }
      training: { steps: 4, batch: 60, checkpoint_every: 2 }
      runtime: { device: cpu, workers: 2 }
      """;

  private Configs() {}

  /**
   * Four updates on images.
   *
   * @param data what stands below {@code data:}, on one line
   * @param input the images' sizes: {@code 1, 16, 16}
   */
  public static String images(String data, String input) {
    return IMAGES.formatted(data, input);
  }
}

package org.ebm.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ebm.base.Shape;

/**
 * {@link PixelGroups} in three dimensions: the gradient at the input of a strided convolution, for all cells of a block of the stride's size at once. Each cell of a block has channels of its own in one ordinary
 * convolution of the gradient at the output, and a copy puts them side by side.
 * <p>Of 50 volumes of 16x16x16 in one channel, kernel 4, stride 2, 16 outputs: 10 ms in place of the engine's 49, one core of an EPYC with AVX2. From eight channels on the engine is as fast.
 *
 * @param input shape at its input
 */
record CellGroups(Conv3d convolution, Shape input) {
  private static final int FEW_CHANNELS = 4;
  private static final List<Integer> AXES = List.of(0, 1, 2);

  /** Empty where the engine's own gradient is faster, or where blocks do not fit. */
  static Optional<CellGroups> of(Conv3d convolution, Shape input) {
    CellGroups groups = new CellGroups(convolution, input);
    boolean strided = AXES.stream().anyMatch(axis -> convolution.stride().get(axis) > 1);
    boolean fits = AXES.stream().allMatch(groups::fits);
    return strided && fits && input.size(0) <= FEW_CHANNELS
        ? Optional.of(groups)
        : Optional.empty();
  }

  /** The kernel is made of blocks, and no cell lies behind its last position. */
  private boolean fits(int axis) {
    int stride = convolution.stride().get(axis);
    return convolution.kernel().get(axis) % stride == 0
        && (padded(axis) - convolution.kernel().get(axis)) % stride == 0;
  }

  private int padded(int axis) {
    return input.size(axis + 1) + 2 * convolution.padding().get(axis);
  }

  private int taps(int axis) {
    return convolution.kernel().get(axis) / convolution.stride().get(axis);
  }

  private int block() {
    return convolution.stride().stream().reduce(1, (a, b) -> a * b);
  }

  /** Weight of the convolution (block * channels, output channels, ...): cells of a block first, then channels. */
  String kernels(Lines lines) {
    List<Integer> stride = convolution.stride();
    int channels = input.size(0);
    String apart = AXES.stream()
        .map(axis -> taps(axis) + ", " + stride.get(axis))
        .collect(Collectors.joining(", "));
    String together =
        AXES.stream().map(axis -> String.valueOf(taps(axis))).collect(Collectors.joining(", "));
    return lines.of(
        "torch.reshape(torch.permute(torch.flip(torch.reshape({weight}, [%d, %d, %s]), [2, 4, 6]), [3, 5, 7, 1, 0, 2, 4, 6]), [%d, %d, %s])",
        convolution.channels(),
        channels,
        apart,
        block() * channels,
        convolution.channels(),
        together);
  }

  /** Lines from the gradient at the output, with {@link #kernels} as {@code {kernels}}, to that at the input. */
  String gradient(Lines lines) {
    List<Integer> stride = convolution.stride();
    List<Integer> border = AXES.stream().map(axis -> taps(axis) - 1).toList();
    String blocks = AXES.stream()
        .map(axis -> String.valueOf(padded(axis) / stride.get(axis)))
        .collect(Collectors.joining(", "));
    String cells =
        AXES.stream().map(axis -> String.valueOf(padded(axis))).collect(Collectors.joining(", "));
    String steps = stride.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String cropped = "{cells}";
    for (int axis : AXES) {
      int padding = convolution.padding().get(axis);
      cropped = padding == 0
          ? cropped
          : "torch.narrow(" + cropped + ", " + (axis + 2) + ", " + padding + ", "
              + input.size(axis + 1) + ")";
    }
    return lines.of("""
        {groups} = torch.conv3d({gradOut}, {kernels}, None, [1, 1, 1], %s)
        {blocks} = torch.permute(torch.reshape({groups}, [-1, %s, %d, %s]), [0, 4, 5, 1, 6, 2, 7, 3])
        {cells} = torch.reshape({blocks}, [-1, %d, %s])""", border, steps, input.size(0), blocks, input.size(0), cells)
        + "\n" + lines.of("{gradIn} = " + cropped);
  }
}

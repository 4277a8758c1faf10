package org.ebm.network;

import java.util.Locale;
import java.util.Optional;
import org.ebm.base.Shape;

/**
 * The gradient at the input of a convolution, for groups of neighbouring pixels at once: each pixel of a group has channels of its own in one ordinary
 * convolution of the gradient at the output, and a copy puts them side by side.
 * <p>The engine's own gradient leaves most of a vector register empty where the input has few channels; there, this is two to three times as fast. With
 * more channels the copy costs what the convolution wins.
 *
 * @param convolution whose gradient it is
 * @param input shape at its input
 * @param side pixels along each side of a group
 */
record PixelGroups(Conv2d convolution, Shape input, int side) {
  /** The border adds (pixels + 1)^2 / pixels^2 to the work: below this, more than a quarter. */
  private static final int LEAST_PIXELS = 8;

  /** Most input channels; without stride a group's kernel is mostly zeros, which few channels outweigh. */
  private static final int FEW_CHANNELS = 4;

  private static final int FEW_CHANNELS_WITH_STRIDE = 16;

  /** Empty where the engine's own gradient is faster, or where groups do not fit. */
  static Optional<PixelGroups> of(Conv2d convolution, Shape input) {
    int stride = convolution.stride();
    int side = stride == 1 ? 2 : stride;
    Shape output = convolution.outputShape(input);
    PixelGroups groups = new PixelGroups(convolution, input, side);
    boolean large = Math.min(output.size(1), output.size(2)) >= LEAST_PIXELS;
    boolean fits = stride == 1 ? groups.fitsWithoutStride() : groups.fitsStride();
    return large && fits ? Optional.of(groups) : Optional.empty();
  }

  private boolean fitsWithoutStride() {
    return input.size(0) <= FEW_CHANNELS
        && input.size(1) % side == 0
        && input.size(2) % side == 0
        && convolution.padding() < convolution.kernel();
  }

  private boolean fitsStride() {
    return input.size(0) <= FEW_CHANNELS_WITH_STRIDE
        && convolution.kernel() % side == 0
        && isWhole(1)
        && isWhole(2);
  }

  /** No pixel lies behind the last position of the kernel. */
  private boolean isWhole(int axis) {
    return (input.size(axis) + 2 * convolution.padding() - convolution.kernel()) % side == 0;
  }

  /** Weight of the convolution (side^2 channels, output channels, ...), group by group; rows of a group first, then columns, then channels. */
  String kernels(Lines lines) {
    int channels = input.size(0);
    int outputs = convolution.channels();
    if (convolution.stride() == 1) {
      String flipped = "torch.flip(torch.transpose({weight}, 0, 1), [2, 3])";
      String pad = "torch.constant_pad_nd(" + flipped + ", %s)";
      return lines.of(
          "torch.contiguous(torch.cat([" + String.join(", ", pad, pad, pad, pad)
              + "]), memory_format=2)",
          "[0, 1, 0, 1]",
          "[1, 0, 0, 1]",
          "[0, 1, 1, 0]",
          "[1, 0, 1, 0]");
    }
    int taps = convolution.kernel() / side;
    return lines.of(
        "torch.contiguous(torch.reshape(torch.permute(torch.flip(torch.reshape({weight}, [%d, %d, %d, %d, %d, %d]), [2, 4]), [3, 5, 1, 0, 2, 4]), [%d, %d, %d, %d]), memory_format=2)",
        outputs, channels, taps, side, taps, side, side * side * channels, outputs, taps, taps);
  }

  /** Lines from the gradient at the output, with {@link #kernels} as {@code {kernels}}, to that at the input. */
  String gradient(Lines lines) {
    boolean strided = convolution.stride() > 1;
    int crop = strided ? convolution.padding() : 0;
    int height = input.size(1) + 2 * crop;
    int width = input.size(2) + 2 * crop;
    int channels = input.size(0);
    int padding = strided
        ? convolution.kernel() / side - 1
        : convolution.kernel() - 1 - convolution.padding();
    String groups = lines.of(
        """
        {groups} = torch.permute(torch.conv2d({gradOut}, {kernels}, None, %s, %s), [0, 2, 3, 1])
        {rows} = torch.permute(torch.reshape({groups}, [-1, %d, %d, %d, %d]), [0, 1, 3, 2, 4])
        {pixels} = torch.reshape({rows}, [-1, %d, %d, %d])""",
        Lines.pair(strided ? 1 : side),
        Lines.pair(padding),
        height / side,
        width / side,
        side,
        side * channels,
        height,
        width,
        channels);
    String cropped = crop == 0
        ? "{pixels}"
        : String.format(
            Locale.ROOT,
            "torch.narrow(torch.narrow({pixels}, 1, %d, %d), 2, %d, %d)",
            crop,
            input.size(1),
            crop,
            input.size(2));
    return groups + "\n" + lines.of("{gradIn} = torch.permute(" + cropped + ", [0, 3, 1, 2])");
  }
}

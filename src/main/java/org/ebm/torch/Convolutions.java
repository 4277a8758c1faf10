package org.ebm.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.jspecify.annotations.Nullable;

/**
 * Whether the engine's convolutions are right on this machine. oneDNN, which computes them, orders its copies of weights by the sizes of the processor's caches. Where the processor does not tell
 * them (some virtual machines hide them), version 3.7.1 writes zeros over part of the weights wherever channels do not fill a register: energies and gradients of ConvNets are then wrong
 * by as much as their own size, without a word. There, convolutions are computed without it.
 */
final class Convolutions {
  /** Of the switches that Python has as {@code torch.backends.mkldnn.enabled} and {@code torch.backends.nnpack.enabled}; NNPACK would be tried next, and needs to know the caches, too. */
  private static final List<String> SWITCHES =
      List.of("_ZN2at7Context20setUserEnabledMkldnnEb", "_ZN2at7Context20setUserEnabledNNPACKEb");
  /** Fill neither registers of 8 numbers nor of 16. */
  private static final int CHANNELS = 20;

  private static final int EXAMPLES = 2;
  private static final int SIDE = 6;
  private static final int KERNEL = 3;

  private Convolutions() {}

  /**
   * Tries one, and leaves oneDNN out for the whole process if it is wrong.
   *
   * @param libtorch the library that has the switches
   * @return whether oneDNN is used
   * @throws EbmException 69 if convolutions are wrong without it, too
   */
  static boolean settle(NDManager manager, Path libtorch) {
    if (areRight(manager)) {
      return true;
    }
    try {
      leaveOut(libtorch);
    } catch (UnsatisfiedLinkError e) {
      throw wrong(libtorch, "oneDNN cannot be left out: " + e.getMessage(), e);
    }
    if (!areRight(manager)) {
      throw wrong(libtorch, "with oneDNN and without", null);
    }
    return false;
  }

  private static EbmException wrong(Path libtorch, String how, @Nullable Throwable cause) {
    return new EbmException(
        ExitCode.NO_ENGINE,
        libtorch + ": computes convolutions wrongly on this processor (" + how
            + "); use another machine",
        cause);
  }

  private static void leaveOut(Path libtorch) {
    NativeLibrary library = NativeLibrary.getInstance(libtorch.toString());
    Pointer context = library.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[0]);
    for (String off : SWITCHES) {
      library.getFunction(off).invokeVoid(new Object[] {context, (byte) 0});
    }
  }

  /** Of whole numbers, whose sums are exact in any order. */
  static boolean areRight(NDManager manager) {
    float[] x = whole(EXAMPLES * CHANNELS * SIDE * SIDE);
    float[] weight = whole(CHANNELS * CHANNELS * KERNEL * KERNEL);
    try (NDManager own = manager.newSubManager()) {
      NDArray found = Conv2d.conv2d(
              own.create(x, new Shape(EXAMPLES, CHANNELS, SIDE, SIDE)),
              own.create(weight, new Shape(CHANNELS, CHANNELS, KERNEL, KERNEL)))
          .singletonOrThrow();
      return Arrays.equals(found.toFloatArray(), convolved(x, weight));
    }
  }

  /** From -3 to 3. */
  private static float[] whole(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i * 5 % 7 - 3;
    }
    return numbers;
  }

  private static float[] convolved(float[] x, float[] weight) {
    int positions = SIDE - KERNEL + 1;
    float[] sums = new float[EXAMPLES * CHANNELS * positions * positions];
    for (int i = 0; i < sums.length; i++) {
      int column = i % positions;
      int row = i / positions % positions;
      int output = i / (positions * positions) % CHANNELS;
      int example = i / (positions * positions * CHANNELS);
      for (int k = 0; k < CHANNELS * KERNEL * KERNEL; k++) {
        int channel = example * CHANNELS + k / (KERNEL * KERNEL);
        int pixel = (row + k / KERNEL % KERNEL) * SIDE + column + k % KERNEL;
        sums[i] +=
            x[channel * SIDE * SIDE + pixel] * weight[output * CHANNELS * KERNEL * KERNEL + k];
      }
    }
    return sums;
  }
}

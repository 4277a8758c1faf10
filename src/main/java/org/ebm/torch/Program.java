package org.ebm.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;

/**
 * A compiled TorchScript class. Arrays go in and come out on the host, so no native memory outlives a call; a call is long (many steps of many chains),
 * so the copies do not count. Calls may run on several threads at once.
 */
public final class Program implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  private final Torch torch;
  private final List<Copy> copies;
  private final Function<EngineException, RuntimeException> failure;
  private final boolean differentiates;

  /**
   * Host memory that a thread's calls share with the engine: argument i lies in buffer i. Fresh buffers for every call would wait for a collection of
   * the Java heap, which a program of long native calls rarely needs.
   */
  private final ThreadLocal<List<ByteBuffer>> buffers = ThreadLocal.withInitial(ArrayList::new);

  /** The program on one device. */
  private record Copy(NDManager manager, PtSymbolBlock block) {}

  private Program(
      Torch torch,
      List<Copy> copies,
      Function<EngineException, RuntimeException> failure,
      boolean differentiates) {
    this.torch = torch;
    this.copies = copies;
    this.failure = failure;
    this.differentiates = differentiates;
  }

  /** Loads an archive made by {@link org.ebm.script.Archive}; what the engine refuses is a bug of ours. */
  public static Program load(byte[] archive, Torch torch) {
    return open(archive, torch, bug -> bug);
  }

  /**
   * Loads an archive in which code of others runs.
   *
   * @param failure makes an error of the engine's reason, in one line, when it refuses to load or to run the code
   */
  public static Program load(
      byte[] archive, Torch torch, Function<String, RuntimeException> failure) {
    return open(archive, torch, e -> failure.apply(EngineReason.of(e)));
  }

  private static Program open(
      byte[] archive, Torch torch, Function<EngineException, RuntimeException> failure) {
    List<Copy> copies = new ArrayList<>();
    try {
      for (NDManager device : torch.managers()) {
        copies.add(copy(archive, device));
      }
      return new Program(torch, List.copyOf(copies), failure, true);
    } catch (EngineException e) {
      copies.forEach(copy -> copy.manager().close());
      throw failed(e, failure);
    }
  }

  /**
   * The same program, for code that asks for no gradient: the engine does not follow its operators, which saves up to a tenth of a small network's
   * step. Closing one closes both.
   */
  public Program inference() {
    return new Program(torch, copies, failure, false);
  }

  private static RuntimeException failed(
      EngineException e, Function<EngineException, RuntimeException> failure) {
    return EngineReason.isOutOfMemory(e)
        ? new EbmException(
            ExitCode.RESOURCES,
            "engine: libtorch is out of memory (" + EngineReason.of(e)
                + "); fewer chains, a smaller batch, runtime.chains_per_block or fewer workers need less",
            e)
        : failure.apply(e);
  }

  private static Copy copy(byte[] archive, NDManager device) {
    NDManager manager = device.newSubManager();
    try {
      // weights go to the manager's device, wherever they were saved from
      PtSymbolBlock block = JniUtils.loadModule(
          (PtNDManager) manager, new ByteArrayInputStream(archive), true, false);
      // a module of others may have been saved while it was trained, with dropout on
      JniUtils.enableInferenceMode(block);
      return new Copy(manager, block);
    } catch (EngineException e) {
      manager.close();
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /**
   * Calls {@code method(p: List[Tensor], arrays..., control: Tensor)}, on the running worker's device.
   *
   * @param parameters the list argument; may be empty
   * @param arrays float32 arguments, one each
   * @param control an int64 vector: seeds and counts
   * @return every array the method returns, as float32, in order
   */
  public List<FloatArray> call(
      String method, List<FloatArray> parameters, List<FloatArray> arrays, long... control) {
    return called(method, List.of(new ListArgument("p[]", parameters)), arrays, control);
  }

  /**
   * Calls {@code method(p: List[Tensor], c: List[Tensor], arrays..., control: Tensor)}.
   *
   * @param conditions the second list argument; may be empty
   */
  public List<FloatArray> call(
      String method,
      List<FloatArray> parameters,
      List<FloatArray> conditions,
      List<FloatArray> arrays,
      long... control) {
    return called(
        method,
        List.of(new ListArgument("p[]", parameters), new ListArgument("c[]", conditions)),
        arrays,
        control);
  }

  /** @param name arrays of one name that ends so become one list */
  private record ListArgument(String name, List<FloatArray> arrays) {}

  private List<FloatArray> called(
      String method, List<ListArgument> lists, List<FloatArray> arrays, long... control) {
    Copy here = copies.get(torch.here());
    try (NDManager call = here.manager().newSubManager()) {
      // the engine's default is off on the thread that loaded it and on elsewhere; programs that
      // differentiate need it on
      JniUtils.setGradMode(differentiates);
      // optimized, a program rounds otherwise than in its first call, which is not: results would
      // depend on what was called before, and on which worker came first
      JniUtils.setGraphExecutorOptimize(false);
      NDList arguments = new NDList();
      for (ListArgument list : lists) {
        for (FloatArray array : list.arrays()) {
          arguments.add(named(list.name(), array(call, array, arguments.size())));
        }
        if (list.arrays().isEmpty()) {
          arguments.add(named(list.name(), call.create(new Shape(0))));
        }
      }
      for (int i = 0; i < arrays.size(); i++) {
        arguments.add(named("array" + i, array(call, arrays.get(i), arguments.size())));
      }
      arguments.add(named("control", call.create(control)));
      arguments.add(named("module_method:" + method, call.create(0f)));
      List<FloatArray> results = new ArrayList<>();
      for (NDArray result : IValueUtils.forward(here.block(), arguments, differentiates)) {
        results.add(floatArray(result));
      }
      return results;
    } catch (EngineException e) {
      throw failed(e, failure);
    }
  }

  /** What the program and the modules in it hold now, as bytes: equal if nothing was changed in between. */
  public byte[] state() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      JniUtils.writeModule(copies.get(torch.here()).block(), bytes, true);
    } catch (EngineException e) {
      throw failed(e, failure);
    }
    return bytes.toByteArray();
  }

  private static NDArray named(String name, NDArray array) {
    array.setName(name);
    return array;
  }

  private NDArray array(NDManager call, FloatArray array, int slot) {
    int bytes = Math.multiplyExact(array.values().length, Float.BYTES);
    ByteBuffer buffer = buffer(slot, bytes);
    buffer.asFloatBuffer().put(array.values());
    long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
    return call.create(buffer, new Shape(shape), DataType.FLOAT32);
  }

  /** The slot's buffer with the given number of bytes remaining. */
  private ByteBuffer buffer(int slot, int bytes) {
    List<ByteBuffer> slots = buffers.get();
    while (slots.size() <= slot) {
      slots.add(ByteBuffer.allocateDirect(0));
    }
    if (slots.get(slot).capacity() < bytes) {
      // aligned to cache lines, as the engine's own arrays: matrix products may round otherwise
      // elsewhere
      ByteBuffer aligned = ByteBuffer.allocateDirect(bytes + 2 * ALIGNMENT).alignedSlice(ALIGNMENT);
      slots.set(slot, aligned.order(ByteOrder.nativeOrder()));
    }
    return slots.get(slot).clear().limit(bytes);
  }

  private static FloatArray floatArray(NDArray array) {
    int[] shape =
        Arrays.stream(array.getShape().getShape()).mapToInt(Math::toIntExact).toArray();
    return new FloatArray(shape, array.toFloatArray());
  }

  @Override
  public void close() {
    copies.forEach(copy -> copy.manager().close());
  }
}

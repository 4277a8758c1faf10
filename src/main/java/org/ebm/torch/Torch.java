package org.ebm.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;

/**
 * The engine as we use it: devices, and worker threads that each compute on one core for one device.
 * <p>Parallelism is over blocks of chains, never inside an operator: one intra-op thread per worker is faster here, and bfloat16 convolutions crash the
 * engine with more.
 */
public final class Torch implements AutoCloseable {
  private final List<Place> places;
  private final int workers;
  /** Which place a thread computes at; the first one for those that are no workers. */
  private final ThreadLocal<Integer> here = ThreadLocal.withInitial(() -> 0);

  /** A device, as often as it was named, with workers and memory of its own. */
  private record Place(Device device, NDManager manager, ExecutorService pool) {}

  private Torch(List<Device> devices, int workersEach) {
    List<Place> all = new ArrayList<>();
    for (Device device : devices) {
      int index = all.size();
      ExecutorService pool = Executors.newFixedThreadPool(workersEach, task -> worker(task, index));
      all.add(new Place(device, NDManager.newBaseManager(device), pool));
    }
    this.places = List.copyOf(all);
    this.workers = workersEach * places.size();
  }

  private Thread worker(Runnable task, int place) {
    Thread thread = new Thread(
        () -> {
          here.set(place);
          task.run();
        },
        "ebm-worker-" + place);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to start the engine, for who will soon open it: it takes a second, in which configuration and data can be read. */
  public static void begin() {
    EngineStart.begin();
  }

  /** After {@link #begin}, before the process ends: it may crash while the engine's libraries are being loaded. */
  public static void settle() {
    EngineStart.settle();
  }

  /**
   * Starts the engine.
   *
   * @param devices {@code cpu}, {@code cuda:0}, ..., some of these joined by commas, or {@code auto}: the first GPU if there is one
   * @param workers threads, at least 1, dealt to the devices; each has one at least. Results do not depend on it
   * @throws EbmException 69 if the engine or a device is not there, 74 if there is no room for the engine's libraries, 78 for a libtorch of another version
   */
  public static Torch open(String devices, int workers) {
    Engine engine = EngineStart.ended().engine();
    // of this thread; the workers have it by OMP_NUM_THREADS
    JniUtils.setNumThreads(1);
    List<Device> found = Stream.of(devices.split(",", -1))
        .map(name -> device(name, engine.hasCapability(StandardCapabilities.CUDA)))
        .toList();
    return new Torch(found, Math.max(1, workers / found.size()));
  }

  /** Libtorch is asked, not the driver's library: an installed PyTorch keeps that where only libtorch finds it. */
  private static Device device(String name, boolean cuda) {
    if (name.equals("cpu") || (name.equals("auto") && !cuda)) {
      return Device.cpu();
    }
    if (!cuda) {
      throw new EbmException(
          ExitCode.NO_ENGINE,
          "runtime.device: " + name + ": libtorch finds no CUDA device; "
              + (ForeignLibtorch.isGiven()
                  ? "look with nvidia-smi whether the machine does and its driver is new enough, or use cpu"
                  : "ebm's own is for CPUs: set EBM_TORCH_LIB to torch/lib of PyTorch "
                      + ForeignLibtorch.NEEDED + " for CUDA, or use cpu"));
    }
    Device device =
        Device.gpu(name.equals("auto") ? 0 : Integer.parseInt(name.substring("cuda:".length())));
    try (NDManager there = NDManager.newBaseManager(device)) {
      there.create(0f);
    } catch (EngineException e) {
      throw new EbmException(
          EngineReason.isOutOfMemory(e) ? ExitCode.RESOURCES : ExitCode.NO_ENGINE,
          "runtime.device: " + name + ": libtorch says: " + EngineReason.of(e)
              + "; use another, nvidia-smi lists them",
          e);
    }
    return device;
  }

  public int workers() {
    return workers;
  }

  /** As in the configuration: {@code cpu}, {@code cuda:0}, {@code cuda:0,cuda:1}. */
  public String deviceName() {
    return places.stream()
        .map(Place::device)
        .map(device -> device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu")
        .collect(Collectors.joining(","));
  }

  /** Version of libtorch. */
  public static String version() {
    return EngineStart.ended().engine().getVersion();
  }

  /** Of each device, in the order in which they were named. */
  List<NDManager> managers() {
    return places.stream().map(Place::manager).toList();
  }

  /** Number of the device, among {@link #managers}, that the running thread computes on. */
  int here() {
    return here.get();
  }

  /**
   * Runs task 0 .. count-1 on the workers, dealt to the devices in turn; results in that order. The first failure is thrown after all have ended.
   */
  public <T> List<T> parallel(int count, IntFunction<T> task) {
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      futures.add(places.get(i % places.size()).pool().submit(() -> task.apply(index)));
    }
    List<T> results = new ArrayList<>();
    Throwable failure = null;
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure = new IllegalStateException("interrupted while chains run", e);
      }
    }
    // also an error: memory that ran out on a worker is no bug of the worker's
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    return results;
  }

  @Override
  public void close() {
    for (Place place : places) {
      place.pool().shutdown();
      place.manager().close();
    }
  }
}

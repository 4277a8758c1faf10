package org.ebm.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;

/**
 * The engine as we use it: one device, and worker threads that each compute on one core.
 * <p>Parallelism is over blocks of chains, never inside an operator: one intra-op thread per worker is faster here, and bfloat16 convolutions crash the
 * engine with more.
 */
public final class Torch implements AutoCloseable {
  private final Device device;
  private final int workers;
  private final ExecutorService pool;
  private final NDManager manager;

  private Torch(Device device, int workers) {
    this.device = device;
    this.workers = workers;
    this.manager = NDManager.newBaseManager(device);
    this.pool = Executors.newFixedThreadPool(workers, task -> {
      Thread thread = new Thread(task, "ebm-worker");
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Starts the engine.
   *
   * @param device {@code cpu}, {@code cuda:0}, ..., or {@code auto}: the first GPU if there is one
   * @param workers threads, at least 1; results do not depend on it
   * @throws EbmException 69 if the engine or the device is not there
   */
  public static Torch open(String device, int workers) {
    try {
      Engine engine = Engine.getEngine("PyTorch");
      JniUtils.setNumThreads(1);
      return new Torch(device(device, engine.getGpuCount()), workers);
    } catch (EngineException | UnsatisfiedLinkError e) {
      throw new EbmException(
          ExitCode.NO_ENGINE,
          "engine: libtorch did not start (" + e.getMessage() + "); run: ebm doctor",
          e);
    }
  }

  private static Device device(String name, int gpus) {
    if (name.equals("cpu") || (name.equals("auto") && gpus == 0)) {
      return Device.cpu();
    }
    int index = name.equals("auto") ? 0 : Integer.parseInt(name.substring("cuda:".length()));
    if (index >= gpus) {
      throw new EbmException(
          ExitCode.NO_ENGINE,
          "runtime.device: " + name + " is not there, this machine shows " + gpus
              + " CUDA devices to libtorch; use cpu, or see: ebm doctor");
    }
    return Device.gpu(index);
  }

  public int workers() {
    return workers;
  }

  /** As in the configuration: {@code cpu}, {@code cuda:0}. */
  public String deviceName() {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }

  /** Version of libtorch. */
  public static String version() {
    return Engine.getEngine("PyTorch").getVersion();
  }

  NDManager manager() {
    return manager;
  }

  /** Runs task 0 .. count-1 on the workers; results in that order. The first failure is thrown after all have ended. */
  public <T> List<T> parallel(int count, IntFunction<T> task) {
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      futures.add(pool.submit(() -> task.apply(index)));
    }
    List<T> results = new ArrayList<>();
    RuntimeException failure = null;
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        if (failure == null) {
          failure = e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(e.getCause());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure = new IllegalStateException("interrupted while chains run", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  @Override
  public void close() {
    pool.shutdown();
    manager.close();
  }
}

package org.ebm.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.report.RunPage;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunStatus;
import org.ebm.sampler.PrecisionChoice;
import org.ebm.sampler.Shard;
import org.ebm.torch.Processor;
import org.ebm.torch.Torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open run: its directory is locked, its log is written, and run.json says how it stands and how it ended. */
final class RunScope implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunScope.class);

  private final RunDirectory directory;
  private final RunLog log;
  private Provenance provenance;
  private boolean ended;

  RunScope(RunDirectory directory, Provenance provenance) {
    this(directory, provenance, true);
  }

  private RunScope(RunDirectory directory, Provenance provenance, boolean latest) {
    this.directory = directory;
    this.provenance = provenance;
    provenance.write(directory.provenance());
    log = new RunLog(directory.log());
    if (latest) {
      markLatest();
    }
  }

  /** The folder above may not be ours to write; a run in one's own folder needs no link there. */
  private void markLatest() {
    try {
      directory.markLatest();
    } catch (EbmException e) {
      LOG.warn(e.getMessage());
    }
  }

  /** A run that may be a shard: then it is part of another one. */
  static RunScope of(Optional<Shard> shard, RunDirectory directory, Provenance provenance) {
    return new RunScope(directory, provenance, shard.isEmpty());
  }

  /** A run that is part of another one: the other is what the user began last. */
  static RunScope within(RunDirectory directory, Provenance provenance) {
    return new RunScope(directory, provenance, false);
  }

  RunDirectory directory() {
    return directory;
  }

  /** What run.json says of the engine. */
  static Map<String, String> engine(Torch torch) {
    return new TreeMap<>(Map.of(
        "libtorch",
        Torch.version(),
        "device",
        torch.deviceName(),
        "workers",
        String.valueOf(torch.workers())));
  }

  /** The same, with what chains compute in, and why. */
  static Map<String, String> engine(Torch torch, PrecisionChoice choice) {
    Map<String, String> engine = engine(torch);
    engine.put("precision", choice.name());
    engine.put("precision_reason", choice.reason());
    engine.put("instructions", Processor.here().instructions());
    return engine;
  }

  /** Ends well, or at a signal. */
  int ended(boolean finished, String signal) {
    provenance = provenance.ended(
        finished ? RunStatus.DONE : RunStatus.STOPPED, finished ? "" : "signal " + signal);
    ended = true;
    return finished ? ExitCode.OK.status() : ExitCode.STOPPED.status();
  }

  /** The same, with the run's page, which says so too. */
  int reported(boolean finished, String signal) {
    int status = ended(finished, signal);
    provenance.write(directory.provenance());
    RunPage.write(directory.path());
    return status;
  }

  /** Does the run's work while its log is open: an error is on record before it goes on its way to the user. */
  <T> T during(Supplier<T> work) {
    try {
      return work.get();
    } catch (EbmException e) {
      throw failed(e);
    } catch (OutOfMemoryError e) {
      throw failed(OutOfMemory.of(directory.path() + ": ", e));
    } catch (RuntimeException | Error e) {
      LOG.error("unexpected", e);
      throw e;
    }
  }

  private EbmException failed(EbmException e) {
    LOG.error(e.getMessage());
    provenance = provenance.ended(RunStatus.FAILED, e.getMessage());
    ended = true;
    return e;
  }

  @Override
  public void close() {
    if (!ended) {
      provenance = provenance.ended(RunStatus.FAILED, "unexpected error, see log.txt");
    }
    // a full disk that takes no run.json must still let the next writer in
    try (directory;
        log) {
      provenance.write(directory.provenance());
    }
  }
}

package org.ebm.service;

import java.util.function.Supplier;
import org.ebm.base.EbmException;
import org.ebm.report.RunPage;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.run.RunStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open run of any kind, begun or gone on with: its directory is locked, its log is written, its configuration is kept, progress.json says how far it
 * is, and run.json and its page say how it ended.
 */
final class OpenRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenRun.class);

  private final RunDirectory directory;
  private final RunKind kind;
  private final Call call;
  private final RunLog log;
  private Provenance provenance;
  private boolean ended;

  private OpenRun(RunDirectory directory, RunKind kind, Provenance provenance, Call call) {
    this.directory = directory;
    this.kind = kind;
    this.call = call;
    this.provenance = provenance;
    provenance.write(directory.provenance());
    log = new RunLog(directory.log());
    if (!call.isPart()) {
      markLatest();
    }
  }

  /** A run that begins now. From here on its directory is closed by this. */
  static OpenRun begin(
      RunDirectory directory, RunKind kind, Provenance.Subject subject, Call call) {
    return new OpenRun(directory, kind, Provenance.starting(kind, subject), call);
  }

  /** A run that goes on now. From here on its directory is closed by this. */
  static OpenRun goOn(RunDirectory directory, RunKind kind, Call call) {
    return new OpenRun(directory, kind, Provenance.of(directory.path()).restarted(kind), call);
  }

  /** The folder above may not be ours to write; a run in one's own folder needs no link there. */
  private void markLatest() {
    try {
      directory.markLatest();
    } catch (EbmException e) {
      LOG.warn(e.getMessage());
    }
  }

  RunDirectory directory() {
    return directory;
  }

  /**
   * Does the run's work. An error is on record before it goes on its way to the user.
   *
   * @param config with nothing left to choose: config.yaml
   */
  <T> Ended<T> during(Record config, Supplier<Ended<T>> work) {
    try {
      directory.keep(config);
      call.progress().keepIn(directory.progress());
      Ended<T> result = work.get();
      call.progress().leave();
      end(result.finished());
      return result;
    } catch (EbmException e) {
      throw failed(e);
    } catch (OutOfMemoryError e) {
      throw failed(OutOfMemory.of(directory.path() + ": ", e));
    } catch (RuntimeException | Error e) {
      LOG.error("unexpected", e);
      throw e;
    }
  }

  /** Well, or at a signal; the page says which. */
  private void end(boolean finished) {
    provenance = provenance.ended(
        finished ? RunStatus.DONE : RunStatus.STOPPED,
        finished ? "" : "signal " + call.signal().name());
    ended = true;
    if (kind.hasPage()) {
      provenance.write(directory.provenance());
      RunPage.write(directory.path());
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
      call.progress().leave();
      provenance.write(directory.provenance());
    }
  }
}

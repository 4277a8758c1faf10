package org.ebm.cli;

import java.util.Map;
import java.util.TreeMap;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.run.Provenance;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunStatus;
import org.ebm.torch.Torch;

/** An open run: its directory is locked, its log is written, and run.json says how it stands and how it ended. */
final class RunScope implements AutoCloseable {
  private final RunDirectory directory;
  private final RunLog log;
  private Provenance provenance;
  private boolean ended;

  RunScope(RunDirectory directory, Provenance provenance) {
    this.directory = directory;
    this.provenance = provenance;
    provenance.write(directory.provenance());
    directory.markLatest();
    log = new RunLog(directory.log());
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

  /** Ends well, or at a signal. */
  int ended(boolean finished, String signal) {
    provenance = provenance.ended(
        finished ? RunStatus.DONE : RunStatus.STOPPED, finished ? "" : "signal " + signal);
    ended = true;
    return finished ? ExitCode.OK.status() : ExitCode.STOPPED.status();
  }

  /** Ends by an error that the user is told of. */
  EbmException failed(EbmException error) {
    provenance = provenance.ended(RunStatus.FAILED, error.getMessage());
    ended = true;
    return error;
  }

  @Override
  public void close() {
    if (!ended) {
      provenance = provenance.ended(RunStatus.FAILED, "unexpected error, see log.txt");
    }
    provenance.write(directory.provenance());
    log.close();
    directory.close();
  }
}

package org.ebm.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.config.ConfigTree;
import org.ebm.data.Dataset;
import org.ebm.data.Examples;
import org.ebm.energy.Operator;
import org.ebm.energy.Potential;
import org.ebm.files.AtomicFile;
import org.ebm.files.Npy;
import org.ebm.restore.Observations;
import org.ebm.restore.Preparation;
import org.ebm.restore.Restoration;
import org.ebm.restore.RestoreConfig;
import org.ebm.run.Provenance;
import org.ebm.run.RestorationRecord;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sample.SampleConfig;
import org.ebm.sample.SampleRun;
import org.ebm.torch.Torch;

/**
 * A restoration as a resumable run in a folder of its own: {@code observed.npy}, {@code truth.npy} where it is known, {@code starts.npy}, its chains in {@code chains/}, a run of their own, and what came of them.
 *
 * @param config resolved
 */
public record RestorationRun(RestoreConfig config) {
  private static final String CHAINS = "chains";
  private static final String OBSERVED = "observed.npy";
  private static final String STARTS = "starts.npy";
  private static final String ANEW = "have other chains made: --set runtime.precision=float32";

  /**
   * What came of it.
   *
   * @param found empty if the chains were stopped
   */
  public record Result(Path run, Optional<RestorationRecord> found) {}

  /** As it begins now: with nothing left to choose. */
  public static RestorationRun of(RestoreConfig asked) {
    return new RestorationRun(asked.resolved(Seeds.draw()));
  }

  /**
   * One that goes on.
   *
   * @param directory locked
   * @param changes what was asked to be different
   * @throws EbmException if it is no restoration, or anything but device and workers would change
   */
  public static RestorationRun continued(
      RunDirectory directory, UnaryOperator<ConfigTree> changes) {
    if (RunKind.of(directory.path()).filter(RunKind.RESTORE::equals).isEmpty()) {
      throw new EbmException(
          ExitCode.USAGE, directory.path() + ": is no restoration; name the run with --run-dir");
    }
    ConfigTree tree = RunConfig.read(directory.path());
    RestoreConfig before = tree.bind(RestoreConfig.class);
    RestoreConfig now = changes.apply(tree).bind(RestoreConfig.class);
    new Continuation("restore", directory.path(), "runtime.device and runtime.workers")
        .require(before.in(now.runtime().anywhere()), now.in(now.runtime().anywhere()));
    return new RestorationRun(now);
  }

  /**
   * Begins in a new run's folder.
   *
   * @param folder makes it, once the observations are read and the chains can start
   * @param origins where the configuration's values come from
   */
  public Ended<Result> begin(
      Supplier<RunDirectory> folder, Map<String, String> origins, Call call) {
    try (Opened opened = open()) {
      Observations seen = opened.made().observations();
      FloatArray starts = opened.made().starts(seen.y());
      RunDirectory directory = folder.get();
      try (OpenRun run =
          OpenRun.begin(directory, RunKind.RESTORE, opened.subject(call, origins), call)) {
        return run.during(config, () -> {
          keep(directory, seen, starts);
          return restored(opened, seen, directory, call);
        });
      }
    }
  }

  /** Goes on with the chains, and measures. */
  public Ended<Result> goOn(RunDirectory directory, Call call) {
    try (Opened opened = open();
        OpenRun run = OpenRun.goOn(directory, RunKind.RESTORE, call)) {
      return run.during(config, () -> {
        // what was observed is read anew: chains and results are of the same files, or refused
        Observations seen = opened.made().observations();
        keep(directory, seen, opened.made().starts(seen.y()));
        return restored(opened, seen, directory, call);
      });
    }
  }

  private static void keep(RunDirectory directory, Observations seen, FloatArray starts) {
    write(directory.file(OBSERVED), seen.y());
    write(directory.file(STARTS), starts);
    seen.truth().ifPresent(truth -> write(directory.file("truth.npy"), truth));
  }

  private static void write(Path file, FloatArray array) {
    AtomicFile.write(file, out -> Npy.write(out, array));
  }

  private Ended<Result> restored(
      Opened opened, Observations seen, RunDirectory directory, Call call) {
    Path run = directory.path();
    seen.refused().forEach(line -> call.progress().say("not restored: " + line));
    call.progress()
        .say("run directory " + run + ", seed " + config.seed().orElseThrow() + ", " + seen.count()
            + " observations");
    SampleConfig asked =
        config.chains(directory.file(OBSERVED), seen.count(), directory.file(STARTS));
    Potential posterior = asked.energy().open();
    if (!moved(asked, posterior, run.resolve(CHAINS), call)) {
      return new Ended<>(new Result(run, Optional.empty()), false);
    }
    RestorationRecord found = new Restoration(
            opened.made(), seen, posterior, config.runtime().compute(opened.torch()))
        .write(run, run.resolve(CHAINS));
    return new Ended<>(new Result(run, Optional.of(found)), true);
  }

  /** To the end of the chains, or to a stop: false. */
  private boolean moved(SampleConfig asked, Potential posterior, Path folder, Call call) {
    Optional<SampleConfig> begun = SampleRun.goneOnWith(folder, asked, posterior, Optional.empty());
    Call part = call.ofPart();
    try (SamplingRun sampling =
            SamplingRun.open(begun.orElse(asked), Optional.empty(), () -> posterior);
        OpenRun run = begun.isPresent()
            ? OpenRun.goOn(RunDirectory.resume(folder), RunKind.SAMPLE, part)
            : sampling.open(RunKind.SAMPLE, RunDirectory.create(folder, true), Map.of(), part)) {
      return sampling.moveIn(run, part, ANEW);
    }
  }

  private Opened open() {
    Torch torch = config.runtime().open();
    try {
      Potential before = config.before().open();
      before.requireUsable(torch);
      Operator.Opened seen = config.operator().open(before.space());
      Optional<Examples> data = config.data().map(Dataset::open);
      return new Opened(torch, new Preparation(config, before, seen, seen.compiled(torch), data));
    } catch (RuntimeException e) {
      torch.close();
      throw e;
    }
  }

  /** What is open while it runs. */
  private record Opened(Torch torch, Preparation made) implements AutoCloseable {
    Provenance.Subject subject(Call call, Map<String, String> origins) {
      return new Provenance.Subject(
          call.commandLine(),
          made.config().seed().orElseThrow(),
          made.data().map(Examples::fingerprint).orElse(""),
          Engine.described(torch),
          origins);
    }

    @Override
    public void close() {
      made.program().close();
      torch.close();
    }
  }
}

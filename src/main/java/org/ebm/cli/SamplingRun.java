package org.ebm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.config.ConfigTree;
import org.ebm.data.Examples;
import org.ebm.run.Progress;
import org.ebm.run.Provenance;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sample.LongRun;
import org.ebm.sample.SampleConfig;
import org.ebm.sample.SamplePictures;
import org.ebm.sampler.PrecisionChoice;
import org.ebm.torch.Torch;

/** Chains as a resumable run in a folder of its own: {@code ebm sample}, and whatever else needs long chains. */
final class SamplingRun implements AutoCloseable {
  private final SampleConfig config;
  private final Optional<Examples> data;
  private final Torch torch;
  private final LongRun chains;

  private final PrecisionChoice precision;

  private SamplingRun(SampleConfig resolved, Optional<Examples> data, Torch torch) {
    this.precision = resolved.runtime().choice(resolved.precisionOf(), torch);
    this.config = resolved.in(precision);
    this.data = data;
    this.torch = torch;
    this.chains = LongRun.open(config, data, torch);
  }

  /**
   * Opens data, engine and energy, and chooses the precision; writes nothing.
   *
   * @param config resolved
   */
  static SamplingRun open(SampleConfig config) {
    Optional<Examples> data = config.openData();
    Torch torch = config.runtime().open();
    boolean opened = false;
    try {
      SamplingRun run = new SamplingRun(config, data, torch);
      opened = true;
      return run;
    } finally {
      if (!opened) {
        torch.close();
      }
    }
  }

  /** What {@link LongRun#requireFiniteStarts} asks; for who wants no folder of such chains. */
  void requireFiniteStarts() {
    chains.requireFiniteStarts();
  }

  /** What a user should know before the first step. */
  List<String> remarks(String instead) {
    List<String> remarks = new ArrayList<>(data.map(Examples::remarks).orElse(List.of()));
    remarks.add(precision.line());
    remarks.addAll(Cores.here().oversubscription(torch.workers()));
    Emulation.warning(precision, torch, instead).ifPresent(remarks::add);
    return remarks;
  }

  /**
   * The configuration with which a run goes on.
   *
   * @param directory locked
   * @param changes what was asked to be different
   * @throws EbmException if it is no sample run, or more than steps, device and workers would change
   */
  static SampleConfig resumed(RunDirectory directory, UnaryOperator<ConfigTree> changes) {
    if (!RunKind.of(directory.path()).orElseThrow().isChains()) {
      throw new EbmException(
          ExitCode.USAGE,
          directory.path() + ": is no run of chains; name the sample run with --run-dir");
    }
    ConfigTree tree = RunConfig.read(directory.path());
    SampleConfig before = tree.bind(SampleConfig.class);
    SampleConfig now = changes.apply(tree).bind(SampleConfig.class);
    new Continuation("sample", directory.path(), "steps, runtime.device and runtime.workers")
        .require(before.withBudgetsOf(now), now);
    return now;
  }

  SampleConfig config() {
    return config;
  }

  /**
   * What run.json will say of a run that starts now.
   *
   * @throws EbmException if the chains cannot start where they should
   */
  Provenance starting(RunKind kind, List<String> commandLine, Map<String, String> origins) {
    chains.requireStarts(warning -> {});
    return Provenance.starting(
        kind,
        new Provenance.Subject(
            commandLine,
            config.seed().orElseThrow(),
            data.map(Examples::fingerprint).orElse(""),
            RunScope.engine(torch, precision),
            origins));
  }

  /** Runs the chains to their end or to a stop, and draws. */
  LongRun.Result run(RunDirectory directory, Progress progress, BooleanSupplier stop) {
    directory.keep(config);
    LongRun.Result result = chains.run(directory, progress, stop);
    new SamplePictures(directory.path(), data).draw();
    return result;
  }

  @Override
  public void close() {
    chains.close();
    torch.close();
  }
}

package org.ebm.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.report.RunPage;
import org.ebm.run.RunConfig;
import org.ebm.run.RunDirectory;
import org.ebm.run.RunKind;
import org.ebm.sample.SampleConfig;
import org.ebm.sample.SamplePictures;
import org.ebm.study.SweepShards;
import org.ebm.study.SweepTable;
import org.ebm.train.Pictures;
import org.ebm.train.TrainConfig;

/** What there is to see of a run, drawn again from its files alone. */
public final class RunPictures {
  private RunPictures() {}

  /** Draws pictures and page; returns their files. */
  public static List<Path> draw(Path run) {
    RunDirectory.requireOwn(run);
    RunKind kind = RunKind.of(run).orElseGet(() -> RunKind.describedBy(RunConfig.read(run)));
    List<Path> drawn = new ArrayList<>();
    switch (kind) {
      case TRAIN ->
        drawn.addAll(
            new Pictures(run, RunConfig.read(run).bind(TrainConfig.class).data().open()).drawAll());
      case SAMPLE, DIAGNOSE ->
        drawn.addAll(
            new SamplePictures(run, RunConfig.read(run).bind(SampleConfig.class).openData())
                .draw());
      case MAP_BASINS, RESTORE, FEATURES, GENERATE -> {
        // theirs are drawn by the command, from more than they show
      }
      case SWEEP -> drawn.add(SweepTable.read(run.resolve(SweepShards.TABLE)).show(run));
      case TOY_TABLE ->
        throw new EbmException(
            ExitCode.USAGE, run + ": is a toy table, which ebm toy-table --resume draws again");
    }
    drawn.add(RunPage.write(run));
    return drawn;
  }
}

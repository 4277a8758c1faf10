package org.ebm.train;

import java.util.List;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.ShellWords;
import org.ebm.run.Checkpoints;
import org.ebm.run.Event;
import org.ebm.run.Events;
import org.ebm.run.Progress;
import org.ebm.run.RunDirectory;

/** What follows a sign of divergence, by the configured policy. */
public record Recovery(TrainConfig config, RunDirectory run) {
  /**
   * Writes the event down. After that the run is to be trained on: by a new {@link Trainer}, which goes back by what is written.
   *
   * @throws EbmException diverged (exit 4), if the policy is to stop or its rollbacks are used up
   */
  public void after(Divergence divergence, Progress progress) {
    Events events = Events.read(run.path());
    String told = "update " + divergence.update() + ": " + divergence.sign().text();
    List<Long> saved =
        new Checkpoints(run.checkpoints(), config.training().keepCheckpoints()).steps();
    if (!(config.training().onDivergence() instanceof Rollback policy)
        || events.rollbacks() >= policy.atMost()) {
      throw stopped(divergence, events, told, saved.isEmpty() ? 0 : saved.get(0));
    }
    // no checkpoint since: that one leads here
    boolean again = !saved.isEmpty()
        && events
            .lastRollback()
            .filter(event -> event.checkpoint() == saved.get(0))
            .isPresent();
    int index = policy.checkpoint() - 1 + (again ? 1 : 0);
    long back = index < saved.size() ? saved.get(index) : 0;
    long steps = (long) events.care().steps() * policy.steps();
    config.withStepsTimes(steps);
    Event.Care care =
        new Event.Care(events.care().learningRate() * policy.learningRate(), (int) steps);
    events.with(divergence.event(Event.Action.ROLLBACK, back, care), run.path());
    progress.say(told + "; rollback " + (events.rollbacks() + 1) + " of at most "
        + policy.atMost() + " to " + place(back) + ", learning rate times " + care.learningRate()
        + (care.steps() > 1 ? ", chain steps times " + care.steps() : ""));
  }

  private EbmException stopped(Divergence divergence, Events events, String told, long newest) {
    events.with(divergence.event(Event.Action.STOP, newest, events.care()), run.path());
    String left = events.rollbacks() > 0
        ? "after " + events.rollbacks()
            + " rollbacks; start a new run with a lower learning rate or step_size, or with more chain steps per update"
        : "to " + (newest == 0 ? "begin again" : "go on from there")
            + " at half the learning rate: "
            + ShellWords.ebm(
                "train",
                "--resume",
                "--run-dir",
                run.path(),
                "--set",
                "training.on_divergence=rollback");
    String kept = newest == 0 ? "before the first checkpoint" : "kept: " + place(newest);
    return new EbmException(ExitCode.DIVERGED, told + "; stopped, " + kept + "; " + left);
  }

  private static String place(long checkpoint) {
    return checkpoint == 0 ? "the start" : "the checkpoint of update " + checkpoint;
  }
}

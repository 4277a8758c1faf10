package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ebm.Configs;
import org.ebm.base.FloatArray;
import org.ebm.files.Csv;
import org.ebm.run.Checkpoints;
import org.ebm.run.Event;
import org.ebm.run.Event.Action;
import org.ebm.run.Events;
import org.ebm.service.DiagnosisSubject;
import org.ebm.study.DiagnosisConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings driven to diverge: what a user sees, what is kept, and how they go on. */
class DivergenceTest {
  private static final String ROLLBACK = "training.on_divergence.rollback.at_most=12";
  private static final String STEP_SIZE =
      "objective.maximum_likelihood.sampler.langevin.step_size=";
  private static final String RATE = "optimizer.sgd.learning_rate=";
  private static final String CHAIN_STEPS = "objective.maximum_likelihood.steps=";
  /** Goes well for five updates. */
  private static final double HIGH_RATE = 2.5;

  private static final String LATE = RATE + HIGH_RATE;

  @TempDir
  Path folder;

  private Path config;
  private Path run;

  @BeforeEach
  void writeConfig() throws IOException {
    config = Files.writeString(
        folder.resolve("toy.yaml"),
        Configs.PLANE.replace(
            "steps: 4, batch: 60, checkpoint_every: 2",
            "steps: 60, batch: 60, checkpoint_every: 3"));
    run = folder.resolve("run");
  }

  private Answer train(Path to, String... changes) {
    Stream<String> sets = Arrays.stream(changes).flatMap(change -> Stream.of("--set", change));
    return Answer.of(Stream.concat(Stream.of("train", "--config", config, "--run-dir", to), sets)
        .toArray());
  }

  private Answer resume(Path from, String... changes) {
    Stream<String> sets = Arrays.stream(changes).flatMap(change -> Stream.of("--set", change));
    return Answer.of(
        Stream.concat(Stream.of("train", "--resume", "--run-dir", from), sets).toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        STEP_SIZE + "0.7",
        STEP_SIZE + "3",
        STEP_SIZE + "30",
        RATE + "2.5",
        RATE + "5",
        RATE + "50",
        RATE + "1000",
        CHAIN_STEPS + "2 " + RATE + "5",
        CHAIN_STEPS + "1 " + RATE + "10",
        CHAIN_STEPS + "1 " + STEP_SIZE + "3",
      })
  void tenRunsDrivenToDiverge_areStoppedBeforeTheFirstNonFiniteValueIsKept(String changes) {
    Answer answer = train(run, changes.split(" ")).failsWith(4);
    List<Event> events = Events.read(run).all();
    assertThat(events).hasSize(1);
    Event stop = events.get(0);
    assertThat(stop.action()).isEqualTo(Action.STOP);
    assertThat(stop.sign()).as(answer.err()).isNotEqualTo("non_finite");
    assertThat(answer.err()).contains("update " + stop.update() + ": " + stop.sign());
    Csv metrics = Csv.read(run.resolve("metrics.csv"));
    assertThat(metrics.rows()).isEqualTo((int) stop.update() - 1);
    metrics
        .columns()
        .forEach(
            name -> assertThat(Arrays.stream(metrics.column(name))).allMatch(Double::isFinite));
    assertThat(new Checkpoints(run.resolve("checkpoints"), 3)
            .newest(warning -> {}).stream()
                .flatMap(loaded -> loaded.checkpoint().arrays().values().stream())
                .map(Map::values)
                .flatMap(Collection::stream))
        .allMatch(FloatArray::isFinite);
  }

  /** Else the numbers of a run would depend on how fast the machine was. */
  @Test
  void aRollback_doesNotFollowTheClock() {
    Path often = folder.resolve("often");
    train(run, LATE, ROLLBACK).endsWith(0);
    train(often, LATE, ROLLBACK, "training.checkpoint_minutes=1e-9").endsWith(0);
    assertThat(Events.read(run).rollbacks()).isPositive();
    for (String file : List.of("metrics.csv", "model/weights.safetensors")) {
      assertThat(often.resolve(file)).hasSameBinaryContentAs(run.resolve(file));
    }
  }

  @Test
  void theLineThatAStoppedRunSuggests_recoversIt() {
    String said = train(run, LATE).failsWith(4).err().strip();
    List<String> line =
        List.of(said.substring(said.indexOf("ebm train --resume") + 4).split(" "));
    assertThat(line).contains(run.toString(), "training.on_divergence=rollback");
    Answer answer = Answer.of(line.toArray()).endsWith(0);
    Events events = Events.read(run);
    assertThat(events.all().get(0).action()).isEqualTo(Action.STOP);
    assertThat(events.rollbacks()).isPositive();
    assertThat(answer.out()).contains("rollbacks      " + events.rollbacks() + "\n");
    assertThat(answer.err()).contains("; rollback 1 of at most 5 to ");
    assertThat(run.resolve("report.html")).content().contains("Divergences", "back to ");
    Csv metrics = Csv.read(run.resolve("metrics.csv"));
    assertThat(metrics.rows()).isEqualTo(60);
    assertThat(metrics.column("learning_rate")[59])
        .isEqualTo(HIGH_RATE * Math.pow(0.5, events.rollbacks()));
  }

  @Test
  void aRollback_goesBackToTheNewestCheckpoint_andOneMoreEachTimeItGetsNoFurther() {
    train(run, LATE, ROLLBACK).endsWith(0);
    List<Event> events = Events.read(run).all();
    assertThat(events).isNotEmpty();
    long newest = (events.get(0).update() - 1) / 3 * 3;
    assertThat(events.get(0).checkpoint()).isEqualTo(newest);
    for (int i = 1; i < events.size(); i++) {
      long before = events.get(i - 1).checkpoint();
      newest = (events.get(i).update() - 1) / 3 * 3;
      assertThat(events.get(i).checkpoint())
          .isEqualTo(newest > before ? newest : Math.max(0, before - 3));
    }
  }

  @Test
  void chainSteps_growWithEachRollback() {
    train(run, LATE, "training.on_divergence.rollback={learning_rate: 0.2, steps: 2}")
        .endsWith(0);
    Events events = Events.read(run);
    assertThat(events.care().steps()).isEqualTo((int) Math.pow(2, events.rollbacks()));
    DiagnosisConfig asLearned = DiagnosisSubject.of(run).defaults().bind(DiagnosisConfig.class);
    assertThat(asLearned.shortRun())
        .hasValueSatisfying(
            chains -> assertThat(chains.steps()).isEqualTo(5 * events.care().steps()));
  }

  @Test
  void rollbacks_areUsedUp() {
    Answer answer = train(
            run, STEP_SIZE + "30", "training.on_divergence.rollback={learning_rate: 1, at_most: 2}")
        .failsWith(4);
    assertThat(answer.err()).contains("after 2 rollbacks; start a new run");
    assertThat(Events.read(run).all().stream().map(Event::action))
        .containsExactly(Action.ROLLBACK, Action.ROLLBACK, Action.STOP);
  }

  /** Stopped right after the event was written, before anything was given up; and at any update later. */
  @Test
  void aRolledBackRun_isExactlyResumable() throws IOException {
    train(run, LATE, ROLLBACK).endsWith(0);
    long reached = Events.read(run).all().get(0).update() - 1;
    Path killed = folder.resolve("killed");
    train(killed, LATE, "training.steps=" + reached).endsWith(0);
    Files.copy(run.resolve("events.csv"), killed.resolve("events.csv"));
    Path cut = folder.resolve("cut");
    copy(killed, cut);
    resume(killed, "training.steps=60", ROLLBACK).endsWith(0);
    for (int steps = (int) reached; steps <= 60; steps += 10) {
      resume(cut, "training.steps=" + steps, ROLLBACK).endsWith(0);
    }
    resume(cut, "training.steps=60", ROLLBACK).endsWith(0);
    for (String file : List.of(
        "metrics.csv",
        "density.csv",
        "events.csv",
        "model/weights.safetensors",
        "checkpoints/step-000060/chains.safetensors")) {
      assertThat(killed.resolve(file)).hasSameBinaryContentAs(run.resolve(file));
      assertThat(cut.resolve(file)).hasSameBinaryContentAs(run.resolve(file));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(from, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
          throws IOException {
        Files.createDirectories(to.resolve(from.relativize(dir)));
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        Files.copy(file, to.resolve(from.relativize(file)));
        return FileVisitResult.CONTINUE;
      }
    });
  }

  @Test
  void chainStepsCannotGrow_whereThereAreNoChains() {
    Answer answer = train(
            run, "objective=score_matching", "training.on_divergence.rollback.steps=2")
        .failsWith(78);
    assertThat(answer.err()).contains("training.on_divergence.rollback.steps: must be 1");
  }
}

package org.ebm.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ebm.objective.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every optimizer, schedule and guard of divergence must keep; a new one fails here until it has an example. */
class RulesContractTest {
  private static final Map<Class<?>, Optimizer> OPTIMIZERS =
      Map.of(Sgd.class, new Sgd(0.05, 0.5, 0), Adam.class, new Adam(0.05, 0.9, 0.999, 1e-8, 0));
  private static final Map<Class<?>, Schedule> SCHEDULES = Map.of(
      Constant.class,
      new Constant(),
      Exponential.class,
      new Exponential(0.9, 0),
      Linear.class,
      new Linear(0.1));
  private static final Map<Class<?>, OnDivergence> GUARDS =
      Map.of(Rollback.class, new Rollback(1, 0.5, 1, 5, 10, 10), Stop.class, new Stop(10, 10));

  static Collection<Optimizer> optimizers() {
    return OPTIMIZERS.values();
  }

  static Collection<Schedule> schedules() {
    return SCHEDULES.values();
  }

  static Collection<OnDivergence> guards() {
    return GUARDS.values();
  }

  @Test
  void everyMemberHasAnExample() {
    assertThat(OPTIMIZERS.keySet()).isEqualTo(Set.of(Optimizer.class.getPermittedSubclasses()));
    assertThat(SCHEDULES.keySet()).isEqualTo(Set.of(Schedule.class.getPermittedSubclasses()));
    assertThat(GUARDS.keySet()).isEqualTo(Set.of(OnDivergence.class.getPermittedSubclasses()));
  }

  private static List<float[]> slots(Optimizer rule) {
    return rule.slots().stream().map(name -> new float[2]).toList();
  }

  /** Descends p^2 / 2 along each axis, whose gradient is p, from the given update on. */
  private static void descend(
      Optimizer rule, float[] p, List<float[]> slots, int from, int updates) {
    for (int step = from; step < from + updates; step++) {
      rule.update(p, p.clone(), slots, new Optimizer.Clock(rule.learningRate(), step));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aBowlIsDescended(Optimizer rule) {
    float[] p = {1, -2};
    descend(rule, p, slots(rule), 1, 1);
    assertThat(p[0]).isBetween(0f, 0.999f);
    assertThat(p[1]).isBetween(-1.999f, 0f);
    descend(rule, p, slots(rule), 1, 400);
    assertThat(DoubleStream.of(p[0], p[1]).map(Math::abs).max().orElseThrow()).isLessThan(0.1);
  }

  /** A checkpoint holds the slots and nothing else of a rule. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void itsSlotsAreAllThatItRemembers(Optimizer rule) {
    assertThat(rule.slots()).doesNotHaveDuplicates();
    float[] whole = {1, -2};
    List<float[]> kept = slots(rule);
    descend(rule, whole, kept, 1, 3);
    float[] resumed = whole.clone();
    List<float[]> saved = kept.stream().map(float[]::clone).toList();
    descend(rule, whole, kept, 4, 3);
    descend(rule, resumed, saved, 4, 3);
    assertThat(resumed).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void withoutGradientOrRate_nothingMoves(Optimizer rule) {
    float[] p = {1, -2};
    rule.update(p, new float[2], slots(rule), new Optimizer.Clock(0.05, 1));
    rule.update(p, new float[] {3, 4}, slots(rule), new Optimizer.Clock(0, 1));
    assertThat(p).containsExactly(1, -2);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void aScheduleBeginsAtTheInitialRate_neverRises_andScalesWithIt(Schedule schedule) {
    assertThat(schedule.rate(0.4, 1, 100)).isEqualTo(0.4);
    double last = 0.4;
    for (int step = 2; step <= 100; step++) {
      double rate = schedule.rate(0.4, step, 100);
      assertThat(rate).isBetween(0.0, last);
      assertThat(schedule.rate(0.8, step, 100)).isEqualTo(2 * rate);
      last = rate;
    }
  }

  @ParameterizedTest
  @MethodSource("guards")
  void aGuardSeesALeapAfterItsWindow_andNoneInASteadyRun(OnDivergence rule) {
    assertThat(rule.window()).isGreaterThanOrEqualTo(10);
    assertThat(rule.factor()).isGreaterThan(1);
    Guard guard = new Guard(
        rule,
        List.of(
            new Metric("loss", Metric.Role.LEVEL),
            new Metric("gradient_norm", Metric.Role.GRADIENT_NORM)),
        Optional.empty());
    Stream.iterate(0, i -> i + 1)
        .limit(rule.window())
        .forEach(i -> assertThat(guard.judge(new double[] {5 + i % 2, 2})).isEmpty());
    assertThat(guard.judge(new double[] {5, 2 * rule.factor() * 100})).isPresent();
    assertThat(guard.judge(new double[] {Double.NaN, 2})).isPresent();
  }
}

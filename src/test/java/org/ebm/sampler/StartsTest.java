package org.ebm.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.data.Examples;
import org.ebm.data.Glyphs;
import org.ebm.data.MixtureDraws;
import org.ebm.diagnose.Moments;
import org.ebm.sampler.Persistent.Fill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where chains start. Tolerances are four standard errors at N independent numbers, unless said otherwise. */
class StartsTest {
  private static final RandomKey KEY = RandomKey.ofSeed(21);
  private static final int ROWS = 10_000;
  private static final double N = 2 * ROWS;

  /** One Gaussian at the origin. */
  private static final Examples DATA = MixtureDraws.ring(1, 0, 0.3).open();

  private static Moments moments(Init init) {
    return moments(init.open(DATA.space(), Optional.of(DATA), KEY.fold("open"))
        .draw(ROWS, KEY.fold("draw"))
        .position());
  }

  private static Moments moments(FloatArray position) {
    assertThat(position.shape()).containsExactly(ROWS, 2);
    return Moments.of(position.values());
  }

  private static void assertGaussian(Moments moments, double sd) {
    // standard errors: sd / sqrt(N) of the mean, sd / sqrt(2 N) of the sd
    assertThat(moments.mean()).isCloseTo(0, within(4 * sd / Math.sqrt(N)));
    assertThat(moments.sd()).isCloseTo(sd, within(4 * sd / Math.sqrt(2 * N)));
  }

  private static void assertUniform(Moments moments, double scale) {
    // variance c^2 / 3; that of x^2 is c^4 (1/5 - 1/9) = 4 c^4 / 45, so the variance's standard
    // error is 2 c^2 / sqrt(45 N)
    assertThat(moments.mean()).isCloseTo(0, within(4 * scale / Math.sqrt(3 * N)));
    assertThat(moments.sd() * moments.sd())
        .isCloseTo(scale * scale / 3, within(4 * 2 * scale * scale / Math.sqrt(45 * N)));
  }

  @Test
  void gaussianStarts() {
    assertGaussian(moments(new GaussianStart(2)), 2);
  }

  @Test
  void uniformStarts() {
    assertUniform(moments(new UniformStart(2)), 2);
    float[] values = new UniformStart(2)
        .open(DATA.space(), Optional.of(DATA), KEY)
        .draw(ROWS, KEY)
        .position()
        .values();
    for (float value : values) {
      assertThat(value).isBetween(-2f, 2f);
    }
  }

  @Test
  void dataStarts() {
    assertGaussian(moments(new DataStart()), 0.3);
  }

  /** The variance is 256^t, t uniform, and the data's .09: its mean is 255 / log 256 + .09 = 46.08. */
  @Test
  void overdispersedStarts_haveAWidthOfTheirOwnEach() {
    FloatArray position = new OverdispersedStart(1, 16)
        .open(DATA.space(), Optional.of(DATA), KEY.fold("open"))
        .draw(ROWS, KEY.fold("draw"))
        .position();
    double[] squares = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      float x = position.values()[2 * row];
      float y = position.values()[2 * row + 1];
      squares[row] = (x * x + y * y) / 2;
    }
    Moments found = Moments.of(squares);
    assertThat(found.mean()).isCloseTo(46.08, within(4 * found.sd() / Math.sqrt(ROWS)));
    // the mean of 1 - exp(-1 / variance), by quadrature; a standard error of sqrt(.14 .86 / 10000)
    long near = Arrays.stream(squares).filter(square -> square < 1).count();
    assertThat(near / (double) ROWS).isCloseTo(0.1388, within(4 * 0.0035));
  }

  @Test
  void persistentStarts() {
    assertUniform(moments(new Persistent(Fill.UNIFORM, ROWS, 2)), 2);
    assertGaussian(moments(new Persistent(Fill.GAUSSIAN, ROWS, 2)), 2);
    assertGaussian(moments(new Persistent(Fill.DATA, ROWS, 2)), 0.3);
  }

  @Test
  void replayStarts() {
    assertUniform(moments(new Replay(ROWS, 0.5, Replay.WriteBack.RING, 2)), 2);
  }

  private static Starts replay(double rejuvenation, Replay.WriteBack writeBack) {
    return new Replay(10, rejuvenation, writeBack, 1).open(DATA.space(), Optional.of(DATA), KEY);
  }

  private static FloatArray bank(Starts starts) {
    FloatArray bank = Objects.requireNonNull(starts.state().get("bank"));
    return new FloatArray(bank.shape(), bank.values().clone());
  }

  /** A start that is in no row of the buffer is fresh: a share of 0.3 of 4000, with a standard error of sqrt(0.3 0.7 / 4000) = 0.0072. */
  @Test
  void aReplayedChainBeginsAnew_withTheProbabilityOfRejuvenation() {
    Starts starts = replay(0.3, Replay.WriteBack.SAME_ROWS);
    FloatArray bank = bank(starts);
    FloatArray position = starts.draw(4000, KEY.fold("draw")).position();
    long fresh = IntStream.range(0, 4000)
        .filter(i -> IntStream.range(0, 10)
            .noneMatch(row -> bank.slice(row, row + 1).equals(position.slice(i, i + 1))))
        .count();
    assertThat(fresh / 4000.0).isCloseTo(0.3, within(4 * 0.0072));
  }

  @Test
  void endsGoToTheRowsTheyWereDrawnFrom_freshOnesToo() {
    Starts starts = replay(1, Replay.WriteBack.SAME_ROWS);
    FloatArray before = bank(starts);
    Starts.Draw draw = starts.draw(3, KEY.fold("draw"));
    FloatArray ends = new FloatArray(new int[] {3, 2}, new float[] {5, 5, 6, 6, 7, 7});
    starts.store(draw, ends);
    FloatArray after = bank(starts);
    for (int row = 0; row < 10; row++) {
      int at = row;
      int last = IntStream.range(0, 3).filter(i -> draw.rows()[i] == at).max().orElse(-1);
      FloatArray expected = last < 0 ? before.slice(row, row + 1) : ends.slice(last, last + 1);
      assertThat(after.slice(row, row + 1)).isEqualTo(expected);
    }
  }

  /** Seven ends three times: rows 0 to 6, then 7 to 9 and 0 to 3, and after a restart 4 to 9 and 0. */
  @Test
  void aRingWritesOverTheOldest_andGoesOnWhereItWas() {
    Starts starts = replay(0, Replay.WriteBack.RING);
    for (int round = 1; round <= 3; round++) {
      float[] values = new float[14];
      Arrays.fill(values, round);
      if (round == 3) {
        Starts again = replay(0, Replay.WriteBack.RING);
        again.restore(starts.state());
        starts = again;
      }
      starts.store(starts.draw(7, KEY.fold(round)), new FloatArray(new int[] {7, 2}, values));
    }
    float[] first = new float[10];
    FloatArray bank = bank(starts);
    for (int row = 0; row < 10; row++) {
      first[row] = bank.values()[2 * row];
    }
    assertThat(first).containsExactly(3, 2, 2, 2, 3, 3, 3, 3, 3, 3);
  }

  /** The same images are drawn with and without noise, so the difference is the noise alone. */
  @Test
  void dataNoiseHasTheStandardDeviationAskedFor() {
    Examples noisy = new Glyphs(16, 10, 50, 0.06, 0).open();
    Examples clean = new Glyphs(16, 10, 50, 0, 0).open();
    float[] noise = new DataStart()
        .open(noisy.space(), Optional.of(noisy), KEY)
        .draw(100, KEY)
        .position()
        .values();
    float[] images = new DataStart()
        .open(clean.space(), Optional.of(clean), KEY)
        .draw(100, KEY)
        .position()
        .values();
    for (int i = 0; i < noise.length; i++) {
      noise[i] -= images[i];
    }
    double n = noise.length;
    assertThat(n).isEqualTo(100 * 256);
    assertThat(Moments.of(noise).mean()).isCloseTo(0, within(4 * 0.06 / Math.sqrt(n)));
    assertThat(Moments.of(noise).sd()).isCloseTo(0.06, within(4 * 0.06 / Math.sqrt(2 * n)));
  }

  @Test
  void startsThatKeepNothing_haveNoStateAndNoLimit() {
    Starts starts = new GaussianStart(1).open(DATA.space(), Optional.of(DATA), KEY);
    assertThat(starts.state()).isEmpty();
    assertThat(starts.limit()).isEqualTo(Integer.MAX_VALUE);
    assertThat(starts.draw(3, KEY).rows()).isEmpty();
  }

  @Test
  void anotherKey_isAnotherDraw() {
    Starts starts = new UniformStart(1).open(DATA.space(), Optional.of(DATA), KEY);
    FloatArray first = starts.draw(5, KEY.fold(1)).position();
    assertThat(starts.draw(5, KEY.fold(1)).position()).isEqualTo(first);
    assertThat(starts.draw(5, KEY.fold(2)).position()).isNotEqualTo(first);
  }

  private static Starts bank(int chains) {
    return new Persistent(Fill.UNIFORM, chains, 1)
        .open(DATA.space(), Optional.of(DATA), KEY.fold("bank"));
  }

  /** A copy of what the bank holds. */
  private static FloatArray held(Starts starts) {
    return Objects.requireNonNull(starts.state().get("bank")).slice(0, starts.limit());
  }

  @Test
  void aDrawFromTheBank_isWithoutReplacement_andACopy() {
    Starts starts = bank(20);
    FloatArray before = held(starts);
    Starts.Draw draw = starts.draw(20, KEY);
    assertThat(Arrays.stream(draw.rows()).sorted())
        .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
    for (int i = 0; i < 20; i++) {
      int row = draw.rows()[i];
      assertThat(draw.position().slice(i, i + 1)).isEqualTo(before.slice(row, row + 1));
    }
    Arrays.fill(draw.position().values(), 9);
    assertThat(held(starts)).isEqualTo(before);
  }

  /** 400 draws of 10 from 20: a row is drawn 200 times, give or take sqrt(400 / 4) = 10. */
  @Test
  void everyChainOfTheBankIsDrawnEquallyOften() {
    Starts starts = bank(20);
    int[] counts = new int[20];
    for (int i = 0; i < 400; i++) {
      for (int row : starts.draw(10, KEY.fold(i)).rows()) {
        counts[row]++;
      }
    }
    for (int count : counts) {
      assertThat(count).isBetween(160, 240);
    }
  }

  @Test
  void endsReturnToTheRowsTheyCameFrom_andNowhereElse() {
    Starts starts = bank(20);
    FloatArray before = held(starts);
    Starts.Draw draw = starts.draw(7, KEY);
    FloatArray end = new FloatArray(new int[] {7, 2}, new float[14]);
    for (int i = 0; i < 14; i++) {
      end.values()[i] = 100 + i;
    }
    starts.store(draw, end);
    FloatArray after = held(starts);
    for (int i = 0; i < 7; i++) {
      int row = draw.rows()[i];
      assertThat(after.slice(row, row + 1).values()).containsExactly(100 + 2 * i, 101 + 2 * i);
    }
    for (int row = 0; row < 20; row++) {
      int current = row;
      if (Arrays.stream(draw.rows()).noneMatch(drawn -> drawn == current)) {
        assertThat(after.slice(row, row + 1)).isEqualTo(before.slice(row, row + 1));
      }
    }
  }

  @Test
  void aRestoredBank_drawsTheSame() {
    Starts first = bank(20);
    first.store(first.draw(7, KEY), FloatArray.zeros(DATA.shape(), 7));
    Starts second = new Persistent(Fill.GAUSSIAN, 20, 3)
        .open(DATA.space(), Optional.of(DATA), KEY.fold("other"));
    second.restore(Map.of("bank", held(first)));
    assertThat(second.draw(20, KEY).position()).isEqualTo(first.draw(20, KEY).position());
  }

  @Test
  void aBankOfAnotherSize_isDamage() {
    assertThatThrownBy(() -> bank(20).restore(Map.of("bank", held(bank(19)))))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
        .hasMessageStartingWith("chains.safetensors: no bank of shape float32[20, 2]");
    assertThatThrownBy(() -> bank(20).restore(Map.of()))
        .hasMessageStartingWith("chains.safetensors: no bank");
  }

  @Test
  void moreThanTheBankHolds_cannotBeDrawn() {
    assertThatThrownBy(() -> bank(20).draw(21, KEY))
        .isInstanceOfSatisfying(
            EbmException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG))
        .hasMessageContaining("a batch of 21 cannot be drawn from 20 chains");
  }

  @ParameterizedTest
  @EnumSource(Fill.class)
  void theFirstBankDependsOnItsKeyOnly(Fill fill) {
    Persistent persistent = new Persistent(fill, 20, 1);
    FloatArray one = held(persistent.open(DATA.space(), Optional.of(DATA), KEY.fold(1)));
    assertThat(held(persistent.open(DATA.space(), Optional.of(DATA), KEY.fold(1))))
        .isEqualTo(one);
    assertThat(held(persistent.open(DATA.space(), Optional.of(DATA), KEY.fold(2))))
        .isNotEqualTo(one);
  }
}

package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArraysTest {
  private static final FloatArray POINTS =
      new FloatArray(new int[] {3, 2}, new float[] {1, 2, 3, 4, 5, 6});

  @TempDir
  Path folder;

  private Arrays saved(Map<String, FloatArray> arrays, String name) {
    Path file = folder.resolve("points.npz");
    Npz.write(file, arrays);
    return new Arrays(file, List.of(2), name.isEmpty() ? Optional.empty() : Optional.of(name), 0);
  }

  @Test
  void drawsAreRowsOfTheFile() {
    Examples examples = saved(Map.of("x", POINTS), "").open();
    FloatArray draws = examples.batch(50, RandomKey.ofSeed(1));
    for (int i = 0; i < 50; i++) {
      float first = draws.values()[2 * i];
      assertThat(first).isIn(1f, 3f, 5f);
      assertThat(draws.values()[2 * i + 1]).isEqualTo(first + 1);
    }
    assertThat(examples.first(2)).isEqualTo(POINTS.slice(0, 2));
    // extent 4, a tenth of it on each side
    assertThat(examples.box()).contains(new Box(0.6, 5.4, 1.6, 6.4));
  }

  @Test
  void anArrayOfSeveralMustBeNamed() {
    Map<String, FloatArray> two = new LinkedHashMap<>();
    two.put("x", POINTS);
    two.put("y", POINTS);
    assertThat(saved(two, "y").open().size()).hasValue(3);
    assertThatThrownBy(() -> saved(two, "").open())
        .hasMessageContaining("it has [x, y]; set data.arrays.array");
  }

  @Test
  void otherShapesAndNonFiniteValuesAreRefused() {
    FloatArray images = new FloatArray(new int[] {1, 2, 2}, new float[4]);
    assertThatThrownBy(() -> saved(Map.of("x", images), "").open())
        .isInstanceOf(EbmException.class)
        .hasMessageContaining("float32[1, 2, 2]")
        .hasMessageContaining("each example is 2");
    FloatArray nan = new FloatArray(new int[] {1, 2}, new float[] {0, Float.NaN});
    assertThatThrownBy(() -> saved(Map.of("x", nan), "").open())
        .hasMessageContaining("NaN or infinite");
  }

  @Test
  void aFileThatIsNoArrayIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("points.npy"), "hello");
    assertThatThrownBy(() -> new Arrays(file, List.of(2), Optional.empty(), 0).open())
        .hasMessageContaining("points.npy");
  }
}

package org.ebm.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.ebm.config.Key;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of data describes itself. */
class DatasetContractTest {
  static Stream<Class<?>> kinds() {
    return Arrays.stream(Dataset.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isARecordWhoseComponentsAreKeys(Class<?> kind) {
    assertThat(kind.isRecord()).isTrue();
    for (RecordComponent component : kind.getRecordComponents()) {
      assertThat(component.getAnnotation(Key.class)).as(component.getName()).isNotNull();
    }
  }
}

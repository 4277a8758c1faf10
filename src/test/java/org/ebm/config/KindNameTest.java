package org.ebm.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KindNameTest {
  @Test
  void snakeCase_breaksBeforeUpperCaseOnly() {
    assertThat(KindName.snakeCase("MaxPool2d")).isEqualTo("max_pool2d");
    assertThat(KindName.snakeCase("LeakyRelu")).isEqualTo("leaky_relu");
    assertThat(KindName.snakeCase("Cifar10")).isEqualTo("cifar10");
    assertThat(KindName.snakeCase("NonLocal")).isEqualTo("non_local");
    assertThat(KindName.snakeCase("stepSize")).isEqualTo("step_size");
  }

  @Test
  void of_namesClassesAndConstants() {
    assertThat(KindName.of(Example.Conv2d.class)).isEqualTo("conv2d");
    assertThat(KindName.of(Example.Precision.BFLOAT16)).isEqualTo("bfloat16");
  }
}

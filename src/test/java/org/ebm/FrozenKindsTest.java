package org.ebm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ebm.basin.MapBasinsConfig;
import org.ebm.config.KindName;
import org.ebm.evaluate.EvalConfig;
import org.ebm.sample.SampleConfig;
import org.ebm.study.DiagnosisConfig;
import org.ebm.study.SweepConfig;
import org.ebm.study.ToyTableConfig;
import org.ebm.train.TrainConfig;
import org.junit.jupiter.api.Test;

/** Every family of kinds and its names, which stand in files of users: a name may be added here, none may go or change. */
class FrozenKindsTest {
  private static final Map<String, Set<String>> NAMES = Map.ofEntries(
      names(
          "Dataset",
          "arrays checkerboard cifar10 gaussian_mixture glyphs image_folder mnist pinwheel rings swiss_roll two_moons"),
      names(
          "Energy",
          "double_well funnel gaussian gaussian_mixture model mueller_brown network rosenbrock torchscript"),
      names("Init", "data file gaussian persistent replay uniform"),
      names("LadderReference", "gaussian none"),
      names(
          "Layer",
          "avg_pool2d conv2d dense elu flatten leaky_relu max_pool2d noise_level_embedding non_local relu residual softplus swish tanh"),
      names("Noise", "gaussian mixture"),
      names(
          "Objective",
          "conditional_noise_contrastive denoising_score_matching maximum_likelihood noise_contrastive score_matching sliced_score_matching"),
      names("OnDivergence", "rollback stop"),
      names("Operator", "block_mean identity mask matrix torchscript"),
      names("Optimizer", "adam sgd"),
      names("Sampler", "hmc langevin mala nuts random_walk underdamped"),
      names("Schedule", "constant exponential linear"),
      names("Search", "metastable minima"));

  private static Map.Entry<String, Set<String>> names(String family, String kinds) {
    return Map.entry(family, new TreeSet<>(Set.of(kinds.split(" "))));
  }

  @Test
  void familiesAndKindsHaveTheNamesOfBefore() {
    Map<String, Set<String>> found = new TreeMap<>();
    Set<Class<?>> walked = new HashSet<>();
    for (Class<?> root : Set.of(
        TrainConfig.class,
        SampleConfig.class,
        MapBasinsConfig.class,
        DiagnosisConfig.class,
        EvalConfig.class,
        SweepConfig.class,
        ToyTableConfig.class)) {
      walk(root, walked, found);
    }
    assertThat(found.keySet()).containsAll(NAMES.keySet());
    NAMES.forEach((family, names) -> assertThat(found.get(family)).as(family).containsAll(names));
  }

  private static void walk(Type type, Set<Class<?>> walked, Map<String, Set<String>> found) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments())
          .forEach(argument -> walk(argument, walked, found));
    } else if (type instanceof Class<?> known && walked.add(known)) {
      if (known.isRecord()) {
        for (RecordComponent component : known.getRecordComponents()) {
          walk(component.getGenericType(), walked, found);
        }
      } else if (known.isSealed() && known.isInterface()) {
        kinds(
            known,
            found.computeIfAbsent(known.getSimpleName(), family -> new TreeSet<>()),
            walked,
            found);
      }
    }
  }

  /** Families within a family are spread out, as in a configuration. */
  private static void kinds(
      Class<?> family, Set<String> names, Set<Class<?>> walked, Map<String, Set<String>> found) {
    for (Class<?> member : family.getPermittedSubclasses()) {
      if (member.isInterface()) {
        kinds(member, names, walked, found);
      } else {
        names.add(KindName.of(member));
        walk(member, walked, found);
      }
    }
  }
}

package org.ebm.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.ebm.Configs;
import org.ebm.Nets;
import org.ebm.base.FloatArray;
import org.ebm.base.RandomKey;
import org.ebm.base.Shape;
import org.ebm.files.AtomicFile;
import org.ebm.files.Folders;
import org.ebm.files.Npy;
import org.ebm.files.Npz;
import org.ebm.run.Event;
import org.ebm.run.Events;

/**
 * Small runs and data sets of every kind, made once.
 *
 * @param folder where they lie; the copy that a case mutates is a folder beside them
 */
record MutationWorld(Path folder) {
  private static final String SAMPLED = """
      seed: 3
      energy: {gaussian: {sd: [1, 0.5]}}
      data: {gaussian_mixture: {groups: 4}}
      sampler: {langevin: {step_size: 0.3}}
      init: {data: {}}
      steps: 60
      chains: 20
      trace_every: 20
      checkpoint_every: 20
      keep: 20
      runtime: {device: cpu, workers: 1, chains_per_block: 10}
      """;

  private static final String MAPPED = """
      seed: 1
      energy: {double_well: {barrier: 3}}
      search: {minima: {states: 6, box: [-2, 2, -2, 2]}}
      sampler: {random_walk: {step_size: 0.1, temperature: 0.1}}
      force: 2
      resolution: 0.2
      barriers: {factor: 1.5, trials: 1}
      runtime: {device: cpu, workers: 1}
      """;

  private static final String DIAGNOSED = """
      seed: 1
      energy: {gaussian: {sd: [1, 1]}}
      data: {gaussian_mixture: {groups: 4}}
      sampler: {langevin: {step_size: 0.4}}
      steps: 1000
      chains: 50
      runtime: {device: cpu, workers: 1}
      """;

  private static final String EVALUATED = """
      seed: 1
      energy: {gaussian: {sd: [1, 1]}}
      data: {gaussian_mixture: {groups: 4}}
      draws: 200
      grid: 30
      runtime: {device: cpu, workers: 1}
      """;

  private static final String GRID =
      "sweep: {grids: [{inits: [gaussian], step_sizes: [0.1], steps: [3]}]}\n";

  /** The folder of one case: its copy lies in there, and a run's link {@code latest} comes to lie beside that. */
  Path scene() {
    return folder.resolve("case");
  }

  /** The copy that a case mutates. */
  Path mutated() {
    return scene().resolve("run");
  }

  /** One of the things made. */
  Path at(String name) {
    return folder.resolve(name);
  }

  private Path config(String name, String yaml) {
    Path file = at("configs").resolve(name + ".yaml");
    AtomicFile.write(file, yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return file;
  }

  /** Runs every command once, unharmed. */
  void make(Path presets) throws IOException {
    Folders.copy(presets, at("presets"));
    Path train = config("train", Configs.PLANE);
    Answer.of(
            "train",
            "--config",
            train,
            "--run-dir",
            at("trained"),
            "--set",
            "training.pictures_every=2",
            "-q")
        .endsWith(0);
    // a run that stopped once and went on
    new Events(List.of())
        .with(
            new Event(3, "energy_gap", 9, 8, Event.Action.STOP, 2, Event.Care.NONE), at("trained"));
    Answer.of("eval", "--model", at("trained"), "-q", "--set", "grid=30", "--set", "draws=200")
        .endsWith(0);
    Answer.of("sample", "--config", config("sample", SAMPLED), "--run-dir", at("sampled"), "-q")
        .endsWith(0);
    for (int shard = 0; shard < 2; shard++) {
      Answer.of(
              "sample",
              "--config",
              config("sample", SAMPLED),
              "--shard",
              (shard + 1) + "/2",
              "--run-dir",
              at("shards").resolve("" + shard),
              "-q")
          .endsWith(0);
      Answer.of(
              "sweep",
              "--config",
              config("sweep", Configs.PLANE + GRID.replace("[3]", "[3, 4]")),
              "--shard",
              (shard + 1) + "/2",
              "--run-dir",
              at("cells").resolve("" + shard),
              "-q")
          .endsWith(0);
    }
    Answer.of(
            "sweep",
            "--config",
            config("sweep", Configs.PLANE + GRID),
            "--run-dir",
            at("swept"),
            "-q")
        .endsWith(0);
    Answer.of("map-basins", "--config", config("map", MAPPED), "--run-dir", at("mapped"), "-q")
        .endsWith(0);
    Answer diagnosed = Answer.of(
        "diagnose", "--config", config("diagnose", DIAGNOSED), "--run-dir", at("diagnosed"), "-q");
    diagnosed.endsWith(diagnosed.status() == 3 ? 3 : 5);
    Answer.of("diagnose", at("trained"), "--steps", 1000, "--chains", 20, "-q");
    Answer.of("eval", "--config", config("eval", EVALUATED), "-q").endsWith(0);
    Folders.delete(at("latest"));
    Folders.delete(at("shards").resolve("latest"));
    makeData();
    for (MutationTarget target : MutationTargets.of(this)) {
      if (target.candidates().isEmpty()) {
        throw new IllegalStateException("nothing to mutate for " + target);
      }
    }
  }

  private void makeData() throws IOException {
    Path data = Files.createDirectories(at("data"));
    FloatArray points = Nets.uniform(Shape.of(2), 40, RandomKey.ofSeed(2));
    AtomicFile.write(data.resolve("points.npy"), out -> Npy.write(out, points));
    Npz.write(data.resolve("points.npz"), Map.of("x", points));
    byte[] images = ByteBuffer.allocate(16 + 3 * 28 * 28)
        .putInt(0x803)
        .putInt(3)
        .putInt(28)
        .putInt(28)
        .array();
    byte[] labels = ByteBuffer.allocate(8 + 3).putInt(0x801).putInt(3).array();
    Files.createDirectories(data.resolve("plain"));
    Files.write(data.resolve("plain/train-images-idx3-ubyte"), images);
    Files.write(data.resolve("plain/train-labels-idx1-ubyte"), labels);
    Files.createDirectories(data.resolve("gz"));
    gzip(data.resolve("gz/train-images-idx3-ubyte.gz"), images);
    gzip(data.resolve("gz/train-labels-idx1-ubyte.gz"), labels);
    Files.createDirectories(data.resolve("cifar"));
    Files.write(data.resolve("cifar/data_batch_1.bin"), new byte[2 * 3073]);
    Files.createDirectories(data.resolve("images"));
    BufferedImage image = new BufferedImage(20, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 600; i++) {
      image.setRGB(i % 20, i / 20, i * 7919);
    }
    ImageIO.write(image, "png", data.resolve("images/a.png").toFile());
    ImageIO.write(image, "jpg", data.resolve("images/b.jpg").toFile());
    imageConfig(
        "plain", "mnist: { folder: " + mutated().resolve("plain") + ", size: 16 }", "1, 16, 16");
    imageConfig("gz", "mnist: { folder: " + mutated().resolve("gz") + ", size: 16 }", "1, 16, 16");
    imageConfig(
        "cifar", "cifar10: { folder: " + mutated().resolve("cifar") + ", size: 16 }", "3, 16, 16");
    imageConfig(
        "images",
        "image_folder: { folder: " + mutated().resolve("images") + ", size: 16 }",
        "3, 16, 16");
  }

  private void imageConfig(String name, String data, String input) {
    config(name, Configs.images(data, input));
  }

  private static void gzip(Path file, byte[] content) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
  }
}

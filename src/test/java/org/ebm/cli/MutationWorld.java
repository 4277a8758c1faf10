package org.ebm.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

/**
 * Small runs and data sets of every kind, made once, and what may be mutated of them.
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

  private Path at(String name) {
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
    for (MutationTarget target : targets()) {
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

  /** What is mutated and read, most of it by commands that need no engine. */
  List<MutationTarget> targets() {
    List<MutationTarget> targets = new ArrayList<>();
    targets.add(MutationTarget.of(at("presets"), "*.yaml", 3000));
    for (String name : List.of("train", "sample", "map", "sweep", "diagnose", "eval")) {
      targets.add(MutationTarget.of(at("configs"), name + ".yaml", 20, ownConfig(name)));
    }
    Stream.of("plain", "gz", "cifar", "images")
        .forEach(name -> targets.add(MutationTarget.of(
            at("data"),
            name + "/*",
            20,
            "train",
            "--dry-run",
            "--config",
            at("configs").resolve(name + ".yaml"))));
    for (String file : List.of("points.npy", "points.npz")) {
      Path points = mutated().resolve(file);
      targets.add(MutationTarget.of(
          at("data"),
          file,
          20,
          "train",
          "--dry-run",
          "--config",
          at("configs/train.yaml"),
          "--set",
          "data={arrays: {file: " + points + ", example: [2]}}"));
      targets.add(MutationTarget.of(
          at("data"),
          file,
          10,
          "sample",
          "--config",
          at("configs/sample.yaml"),
          "--init",
          points,
          "--steps",
          5,
          "--run-dir",
          out(),
          "-q"));
      targets.add(MutationTarget.of(
          at("data"),
          file,
          10,
          "eval",
          "--config",
          at("configs/eval.yaml"),
          "--samples",
          points,
          "-q"));
    }
    addTrained(targets);
    addOtherRuns(targets);
    return targets;
  }

  private Object[] ownConfig(String name) {
    Path file = mutated().resolve(name + ".yaml");
    return switch (name) {
      case "train" -> new Object[] {"train", "--dry-run", "--config", file};
      case "map" -> new Object[] {"map-basins", "--config", file, "--run-dir", out(), "-q"};
      case "eval" -> new Object[] {"eval", "--config", file, "-q"};
      default -> new Object[] {name, "--config", file, "--run-dir", out(), "-q"};
    };
  }

  private Path out() {
    return mutated().resolve("out");
  }

  private void addTrained(List<MutationTarget> targets) {
    Path run = at("trained");
    Path mutated = mutated();
    targets.add(MutationTarget.of(
        run,
        "model/{network.yaml,weights.safetensors}",
        25,
        "export",
        "--model",
        mutated,
        "--to",
        out()));
    targets.add(MutationTarget.of(
        run,
        "{config.yaml,model/network.yaml,model/weights.safetensors}",
        25,
        "sample",
        "--model",
        mutated,
        "--steps",
        5,
        "--chains",
        10,
        "--run-dir",
        out(),
        "-q"));
    targets.add(MutationTarget.of(
        run,
        "model/energy.pt",
        15,
        "sample",
        "--set",
        "energy.torchscript={file: " + mutated.resolve("model/energy.pt") + ", input: [2]}",
        "--sampler",
        "langevin",
        "--step-size",
        0.1,
        "--steps",
        5,
        "--chains",
        10,
        "--run-dir",
        out(),
        "-q"));
    targets.add(MutationTarget.of(
        run,
        "{config.yaml,metrics.csv,density.csv,times.csv,run.json,progress.json}",
        45,
        "train",
        "--resume",
        "--run-dir",
        mutated,
        "--steps",
        6,
        "-q"));
    targets.add(MutationTarget.of(
        run, "checkpoints/*/*", 45, "train", "--resume", "--run-dir", mutated, "--steps", 6, "-q"));
    targets.add(MutationTarget.of(run, "{run.json,progress.json}", 40, "status", mutated));
    targets.add(MutationTarget.of(
        run,
        "{config.yaml,run.json,metrics.csv,density.csv,times.csv,probe.csv,eval.json,diagnosis/diagnosis.json,samples/*.npz,checkpoints/*/*}",
        50,
        "report",
        mutated));
    targets.add(MutationTarget.of(
        run,
        "{config.yaml,run.json,metrics.csv,density.csv,times.csv,eval.json,diagnosis/diagnosis.json,samples/*.npz}",
        50,
        "compare",
        mutated,
        "--to",
        out(),
        "--json"));
    targets.add(MutationTarget.of(
        run,
        "{config.yaml,checkpoints/*/*,model/weights.safetensors}",
        20,
        "eval",
        "--model",
        mutated,
        "-q",
        "--set",
        "grid=30",
        "--set",
        "draws=200"));
    targets.add(MutationTarget.of(
        run,
        "{config.yaml,diagnosis/*,diagnosis/checkpoints/*/*}",
        20,
        "diagnose",
        mutated,
        "--steps",
        1000,
        "--chains",
        20,
        "-q"));
  }

  private void addOtherRuns(List<MutationTarget> targets) {
    Path mutated = mutated();
    targets.add(MutationTarget.of(
        at("sampled"),
        "{config.yaml,*.json,trace.csv,*.npy,checkpoints/*/*}",
        35,
        "sample",
        "--resume",
        "--run-dir",
        mutated,
        "--steps",
        100,
        "-q"));
    targets.add(MutationTarget.of(
        at("sampled"), "{config.yaml,*.json,trace.csv,*.npy,*.npz}", 25, "report", mutated));
    targets.add(MutationTarget.of(
        at("sampled"),
        "{config.yaml,trace.csv,*.npy,*.npz,checkpoints/*/*}",
        15,
        "diagnose",
        mutated,
        "-q"));
    targets.add(MutationTarget.of(
        at("shards"),
        "0/{config.yaml,run.json,trace.csv,*.npy,samples.npz,checkpoints/*/*}",
        30,
        "merge",
        mutated.resolve("0"),
        mutated.resolve("1"),
        "--run-dir",
        out(),
        "-q"));
    targets.add(MutationTarget.of(
        at("cells"),
        "0/{config.yaml,run.json,sweep.csv}",
        25,
        "merge",
        mutated.resolve("0"),
        mutated.resolve("1"),
        "--run-dir",
        out(),
        "-q"));
    targets.add(MutationTarget.of(at("swept"), "{config.yaml,sweep.csv}", 25, "report", mutated));
    targets.add(MutationTarget.of(
        at("swept"),
        "{config.yaml,sweep.csv,run.json,cells/*/config.yaml,cells/*/metrics.csv,cells/*/run.json}",
        15,
        "sweep",
        "--resume",
        "--run-dir",
        mutated,
        "-q"));
    targets.add(MutationTarget.of(
        at("mapped"), "{config.yaml,journal.bin,run.json}", 25, "map-basins", mutated, "-q"));
    targets.add(MutationTarget.of(
        at("mapped"),
        "{config.yaml,basins.json,basins.npz,barriers.csv,run.json,journal.bin}",
        25,
        "report",
        mutated));
    targets.add(MutationTarget.of(
        at("diagnosed"),
        "{diagnosis.json,diagnosis/*.json,*.npz,trace.csv,run.json}",
        25,
        "report",
        mutated));
  }
}

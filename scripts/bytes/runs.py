"""The runs of compare-bytes: small, and together through every part that computes."""
import dataclasses

PLANE = """
seed: 7
data:
  gaussian_mixture: { groups: 4 }
energy:
  network:
    input: [2]
    temperature: 0.005
    layers:
      - dense: { units: 8 }
      - softplus
      - dense: { units: 1 }
objective:
  maximum_likelihood:
    sampler:
      langevin: { step_size: 0.1 }
    steps: 5
    init:
      persistent: { chains: 120 }
optimizer:
  sgd: { learning_rate: 0.01 }
training: { steps: 20, batch: 60, checkpoint_every: 10, picture_samples: 50 }
probe: { every: 10, steps: 10, chains: 30, sampler: { langevin: { step_size: 0.05 } } }
runtime: { device: cpu, workers: 2, precision: float32 }
"""

IMAGES = """
seed: 7
data:
  glyphs: { count: 200, noise: 0.03 }
energy:
  network:
    input: [1, 16, 16]
    temperature: 0.005
    layers:
      - conv2d: { channels: 4, kernel: 3, padding: 1 }
      - leaky_relu: { slope: 0.05 }
      - max_pool2d: { kernel: 2 }
      - non_local
      - conv2d: { channels: 8, kernel: 4, stride: 2, padding: 1 }
      - swish
      - residual:
          layers:
            - conv2d: { channels: 8, kernel: 3, padding: 1 }
            - tanh
      - avg_pool2d: { kernel: 2 }
      - flatten
      - dense: { units: 6 }
      - elu
      - dense: { units: 1 }
objective:
  maximum_likelihood:
    sampler:
      langevin: { step_size: 0.03 }
    steps: 4
    init:
      persistent: { chains: 60 }
optimizer:
  adam: { learning_rate: 0.001 }
training: { steps: 4, batch: 60, checkpoint_every: 2, picture_samples: 16 }
runtime: { device: cpu, workers: 2, precision: float32 }
"""

SWEEP = PLANE.replace("steps: 20", "steps: 4").split("probe:")[0] + """
runtime: { device: cpu, workers: 1, precision: float32 }
sweep:
  jobs: 1
  grids:
    - inits: [gaussian, { persistent: { chains: 120 } }]
      step_sizes: [0.1]
      steps: [3]
"""

METASTABLE = """
seed: 5
energy: { model: golden-bank/model }
data: { gaussian_mixture: { groups: 4 } }
search:
  metastable: { states: 8, init: data, steps: 10 }
sampler:
  langevin: { step_size: 0.02, temperature: 0.1 }
force: 2
patience: 20
steps: 40
repeats: 0
barriers: { factor: 2, trials: 1, nearest: 2 }
at_once: 4
runtime: { device: cpu, workers: 2, precision: float32, chains_per_block: 4 }
"""

MINIMA = """
seed: 5
energy: { mueller_brown: {} }
search:
  minima: { states: 8, box: [-1.5, 1.2, -0.2, 2.0] }
sampler:
  random_walk: { step_size: 0.02, temperature: 1 }
force: 10
resolution: 0.05
steps: 300
repeats: 0
barriers: { factor: 2, trials: 2, nearest: 2 }
runtime: { device: cpu, workers: 2, precision: float32 }
"""

CONFIGS = {
    "plane.yaml": PLANE,
    "images.yaml": IMAGES,
    "sweep.yaml": SWEEP,
    "metastable.yaml": METASTABLE,
    "minima.yaml": MINIMA,
}


# copied from BEFORE into both folders
COPIED = ["src/test/resources/torchscript/trained.pt"]


@dataclasses.dataclass(frozen=True)
class Run:
    """words: of the command line, without run directory; exits: that are no failure (a diagnosis may say that nothing converged)."""

    words: tuple
    needs: tuple = ()
    exits: tuple = (0,)


ADAM = "optimizer={adam: {learning_rate: 0.01}}"
MILD = "energy.network.temperature=1"
ONE = "objective.maximum_likelihood.init="
# the kinds of GoldenRunTest, by the same changes to the same configuration
GOLDEN = {
    "bank": ["training.pictures_every=10"],
    "momentum": ["optimizer={sgd: {learning_rate: 0.01, momentum: 0.5}}", ONE + "data", "schedule={linear: {last: 0.1}}"],
    "adam": [ADAM, ONE + "gaussian"],
    "cd": [ONE + "{data: {same_batch: true}}"],
    "replay": [ONE + "{replay: {size: 100, rejuvenation: 0.2, write_back: ring}}"],
    "score": [MILD, ADAM, "objective=score_matching"],
    "denoising": [MILD, ADAM, "objective={denoising_score_matching: {noise: 0.1}}"],
    "sliced": [MILD, ADAM, "objective={sliced_score_matching: {projection: sphere}}"],
    "noise-levels": [
        MILD, ADAM, "objective=denoising_score_matching", "energy.network.noise_levels={largest: 1, smallest: 0.1}",
        "probe.annealing={steps: 2, step_size: 0.05}"],
    "noise": [MILD, ADAM, "objective={noise_contrastive: {noise: mixture, ratio: 2}}"],
    "conditional-noise": [MILD, ADAM, "objective={conditional_noise_contrastive: {noise: 0.3, copies: 2}}"],
}


def sets(changes):
    return [word for change in changes for word in ("--set", change)]


def train(name, config, *changes):
    return Run(("train", "--config", config, "--run-dir", name, *sets(changes)))


def sample(name, model, *words):
    common = ("--seed", "3", "--chains", "120", "--steps", "60", "--run-dir", name)
    return Run(("sample", "--model", model + "/model", *common, *words), (model,))


def bare(name, energy, *words):
    return Run(("sample", "--set", energy, "--seed", "3", "--chains", "60", "--steps", "40", "--device", "cpu", "--run-dir", name, *words))


RUNS = {f"golden-{name}": train(f"golden-{name}", "plane.yaml", *changes) for name, changes in GOLDEN.items()}
RUNS.update({
    "images": train("images", "images.yaml"),
    "images-bfloat16": train("images-bfloat16", "images.yaml", "runtime.precision=bfloat16", "training.steps=1", "training.checkpoint_every=1"),
    "images-noise-levels": train(
        "images-noise-levels", "images.yaml", MILD, "objective=denoising_score_matching",
        "energy.network.noise_levels={largest: 1, smallest: 0.1}",
        "energy.network.layers=[{conv2d: {channels: 4, kernel: 4, stride: 4}}, noise_level_embedding, swish, flatten, {dense: {units: 1}}]"),
    "images-sliced": train("images-sliced", "images.yaml", MILD, "objective=sliced_score_matching",
        "energy.network.layers=[{conv2d: {channels: 4, kernel: 4, stride: 4}}, swish, flatten, {dense: {units: 1}}]"),
    "train-hmc": train("train-hmc", "plane.yaml", "objective.maximum_likelihood.sampler={hmc: {step_size: 0.02, leapfrog_steps: 3}}"),
    "resume": Run(("train", "--resume", "--run-dir", "golden-adam", "--steps", "24"), ("golden-adam",)),
    "sample": sample("sample", "golden-bank", "--keep", "20"),
    "sample-bank": sample("sample-bank", "golden-bank", "--init", "bank"),
    "sample-mala": sample("sample-mala", "golden-score", "--sampler", "mala", "--step-size", "0.1", "--init", "gaussian"),
    "sample-hmc": sample("sample-hmc", "golden-score", "--sampler", "hmc", "--step-size", "0.1", "--set", "warm_up={steps: 40}"),
    "sample-walk": sample("sample-walk", "golden-score", "--sampler", "random_walk", "--step-size", "0.1"),
    "sample-annealed": sample(
        "sample-annealed", "golden-noise-levels", "--sampler", "langevin", "--step-size", "0.05", "--set",
        "annealing={steps: 3, step_size: 0.05}"),
    "sample-images": sample("sample-images", "images"),
    "sample-funnel": bare("sample-funnel", "energy.funnel={}", "--sampler", "mala", "--step-size", "0.1"),
    "sample-torchscript": bare(
        "sample-torchscript", "energy.torchscript={file: trained.pt, input: [2]}",
        "--sampler", "langevin", "--step-size", "0.1"),
    "shard-1": sample("shard-1", "golden-bank", "--shard", "1/2", "--keep", "20"),
    "shard-2": sample("shard-2", "golden-bank", "--shard", "2/2", "--keep", "20"),
    "merge": Run(("merge", "shard-1", "shard-2", "--run-dir", "merge"), ("shard-1", "shard-2")),
    "diagnose": Run(
        ("diagnose", "golden-bank", "--steps", "1000", "--chains", "40", "--set", "second_start=gaussian"), ("golden-bank",), (0, 3, 4)),
    "map": Run(
        ("map-basins", "golden-bank", "--set", "seed=5", "--set", "search.minima.states=12", "--set", "steps=200", "--set", "barriers={factor: 2, trials: 2}"),
        ("golden-bank",)),
    "map-metastable": Run(("map-basins", "--config", "metastable.yaml", "--run-dir", "map-metastable"), ("golden-bank",)),
    "map-minima": Run(("map-basins", "--config", "minima.yaml", "--run-dir", "map-minima")),
    "eval": Run(
        ("eval", "--model", "golden-score/model", "--json", "--set", "seed=5", "--set", "grid=50", "--set", "draws=500", "--set",
         "pair_draws=100", "--levels", "20", "--chains", "20"),
        ("golden-score",)),
    "export": Run(("export", "--model", "golden-bank/model", "--to", "export", "--kernel"), ("golden-bank",)),
    "export-images": Run(("export", "--model", "images/model", "--to", "export-images", "--kernel"), ("images",)),
    "sweep": Run(("sweep", "--config", "sweep.yaml", "--run-dir", "sweep")),
})

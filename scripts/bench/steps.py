#!/usr/bin/env python3
"""Times Langevin steps of 100 chains: ours against eager PyTorch on the same weights. See README.md beside this file.

    python scripts/bench/steps.py --rounds 5

Prints a Markdown table and writes the numbers of every run as JSON. Needs torch, numpy and safetensors, and a JDK as `ebm` does.
"""

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

HERE = Path(__file__).resolve().parent
HOME = HERE.parent.parent
CHAINS = 100
STEP_SIZE = 0.01
# |mean gradient norm, ours / peer - 1| at the same start: float32 rounds at 6e-8, bfloat16 at 4e-3 and in other places than autocast
AGREE = {"float32": 1e-4, "bfloat16": 3e-2}


def dense(units):
    return {"dense": {"units": units}}


def conv(channels, kernel, stride, padding):
    return {"conv2d": {"channels": channels, "kernel": kernel, "stride": stride, "padding": padding}}


def with_leaks(*layers):
    """A leaky_relu after every layer but the last."""
    return [part for layer in layers for part in (layer, {"leaky_relu": {"slope": 0.05}})][:-1]


NETWORKS = {
    "toy": ([2], with_leaks(dense(32), dense(64), dense(64), dense(64), dense(1))),
    "vanilla": ([3, 32, 32], with_leaks(conv(32, 3, 1, 1), conv(64, 4, 2, 1), conv(128, 4, 2, 1), conv(256, 4, 2, 1), conv(1, 4, 1, 0))),
}
# network -> our precisions -> peers to compare with: (form, precision)
CASES = {
    "toy": {"float32": [("conv1x1", "float32"), ("linear", "float32")]},
    "vanilla": {
        "float32": [("conv", "float32"), ("channels_last", "float32")],
        "bfloat16": [("conv", "float32"), ("conv", "bfloat16"), ("channels_last", "bfloat16")],
    },
}
STEPS_PER_CALL = {"toy": 100, "vanilla": 10}


def write_model(folder, name):
    """The network, random weights and the chains' start, in a folder that both sides read. JSON is YAML."""
    shape, layers = NETWORKS[name]
    # T = eps^2 / 2 makes our step  x - grad f + eps z, the peers'
    network = {"input": shape, "temperature": STEP_SIZE**2 / 2, "layers": layers}
    (folder / "network.yaml").write_text(json.dumps({"energy": {"network": network}}))
    random = np.random.default_rng(0)
    weights, channels = {}, shape[0]
    for index, layer in enumerate(layers):
        (kind, options), = layer.items()
        units = options.get("units") or options.get("channels")
        if units:
            kernel = [options["kernel"]] * 2 if kind == "conv2d" else []
            bound = 1 / math.sqrt(channels * math.prod(kernel))
            weights[f"{kind}_{index}_weight"] = random.uniform(-bound, bound, [units, channels, *kernel]).astype(np.float32)
            weights[f"{kind}_{index}_bias"] = random.uniform(-bound, bound, [units]).astype(np.float32)
            channels = units
    save_file(weights, folder / "weights.safetensors")
    np.save(folder / "start.npy", random.uniform(-1, 1, [CHAINS, *shape]).astype(np.float32))


def one_line(command, threads, environment=None):
    """Runs a program and reads the JSON line it prints."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **(environment or {}), "OMP_NUM_THREADS": str(threads)})
    if done.returncode != 0:
        sys.exit(f"steps: {' '.join(map(str, command[:3]))} ... ended with status {done.returncode}")
    return json.loads(done.stdout.splitlines()[-1])


# as our launcher sets them: glibc keeps freed memory
ALLOCATOR = {"MALLOC_TRIM_THRESHOLD_": "1000000000", "MALLOC_MMAP_THRESHOLD_": "33554432", "MALLOC_TOP_PAD_": "67108864"}
# points: one block per worker is fastest (runtime.chains_per_block); images: the default
BLOCK = {"toy": 100, "vanilla": 50}


def ours(folder, name, precision, options):
    java = str(Path(os.environ["JAVA_HOME"], "bin", "java")) if "JAVA_HOME" in os.environ else "java"
    classes = os.pathsep.join(str(HOME / "target" / part) for part in ("classes", "test-classes", "lib/*"))
    command = [java, "-XX:+UseSerialGC", "-Dai.djl.offline=true", "-cp", classes, "org.ebm.bench.StepBench"]
    # our threads are workers, each with one thread inside an operator
    return one_line([*command, str(folder), precision, str(options.threads), str(STEPS_PER_CALL[name]), str(options.seconds), str(BLOCK[name] // options.threads)], 1, ALLOCATOR)


def peer(folder, form, precision, options):
    command = [sys.executable, str(HERE / "peer.py"), str(folder), form, precision, str(options.threads), str(options.seconds)]
    return one_line(command, options.threads)


def measure(name, precision, options):
    """All rounds of a case: ours and every peer take turns, and every second round goes backwards."""
    runs = {side: [] for side in ["ours", *CASES[name][precision]]}
    with tempfile.TemporaryDirectory() as folder:
        write_model(Path(folder), name)
        for number in range(options.rounds):
            for side in list(runs)[:: 1 if number % 2 == 0 else -1]:
                run = ours(folder, name, precision, options) if side == "ours" else peer(folder, *side, options)
                runs[side].append(run)
                print(f"{name} {precision} round {number + 1}: {side if side == 'ours' else ' '.join(side)} {run['ms']:.4g} ms", file=sys.stderr)
    return runs


def check_same(name, runs, precision):
    """Both sides must compute the same thing: the gradient at the start, on the same weights."""
    for side in list(runs)[1:]:
        off = abs(runs["ours"][0]["gradient_norm"] / runs[side][0]["gradient_norm"] - 1)
        if not off <= AGREE[precision]:
            sys.exit(f"steps: {name} {precision}: gradient norms of ours and {side} differ by {off:.1e} (limit {AGREE[precision]:.0e})")


def spread(values):
    return f"{statistics.median(values):.3g} ({min(values):.3g}-{max(values):.3g})"


def row(name, precision, side, runs):
    """One peer: ms per step of both, and the rounds' ratios by the clock and by CPU time."""
    mine, theirs = runs["ours"], runs[side]
    ratios = {unit: spread([b[unit] / a[unit] for a, b in zip(mine, theirs)]) for unit in ("ms", "cpu_ms")}
    cells = [name, precision, " ".join(side), spread([run["ms"] for run in mine]), spread([run["ms"] for run in theirs]), ratios["ms"], ratios["cpu_ms"]]
    return "| " + " | ".join(cells) + " |"


def said(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=HOME)
    return (done.stdout.splitlines() or ["unknown"])[0]


def machine(options):
    models = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "cpu": models[0] if models else platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "load_average_before": os.getloadavg()[0],
        "system": platform.platform(),
        "python": platform.python_version(),
        "java": said("java", "-version"),
        "commit": said("git", "describe", "--always", "--dirty"),
        "chains": CHAINS,
        "threads": options.threads,
        "rounds": options.rounds,
        "seconds": options.seconds,
    }


def parsed():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="runs of each program (default 5)")
    parser.add_argument("--only", choices=CASES, help="one network")
    parser.add_argument("--threads", type=int, default=1, help="workers of ours, intra-op threads of the peers (default 1)")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a measurement after warm-up (default 2)")
    parser.add_argument("--json", type=Path, default=Path("steps.json"), help="file for every run's numbers (default steps.json)")
    return parser.parse_args()


def main():
    options = parsed()
    if not (HOME / "target/test-classes/org/ebm/bench/StepBench.class").is_file():
        sys.exit("steps: our side is not built; run: mvn -q -DskipTests package")
    header, results, rows, engines = machine(options), [], [], set()
    for name in [options.only] if options.only else CASES:
        for precision in CASES[name]:
            runs = measure(name, precision, options)
            check_same(name, runs, precision)
            rows += [row(name, precision, side, runs) for side in list(runs)[1:]]
            engines |= {run["engine"] for side in runs.values() for run in side}
            results.append({"network": name, "precision": precision, "runs": {" ".join(side) if side != "ours" else side: run for side, run in runs.items()}})
    header |= {"engines": sorted(engines), "load_average_after": os.getloadavg()[0]}
    options.json.write_text(json.dumps({"machine": header, "results": results}, indent=1) + "\n")
    print("\n".join(f"{key}: {value if not isinstance(value, list) else ', '.join(value)}  " for key, value in header.items()))
    print("\n| network | ours in | peer | ours, ms/step | peer, ms/step | peer / ours | by CPU time |\n|---|---|---|---|---|---|---|")
    print("\n".join(rows))


if __name__ == "__main__":
    main()

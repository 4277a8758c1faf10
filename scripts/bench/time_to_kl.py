#!/usr/bin/env python3
"""How soon 8gaussians-convergent is learned: `ebm train` against the published form in eager PyTorch. See README.md beside this file.

    python scripts/bench/time_to_kl.py --seeds 3

Prints a Markdown table and writes every KL with its time as JSON; seeds that are in the file already are not run again. Needs torch, numpy and
safetensors, and a JDK as `ebm` does.
"""

import argparse
import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch
from safetensors.torch import load_file

from eager import network
from machine import HOME, machine
from networks import NETWORKS
from published import MARKS, STEP_SIZE, first_at, ring_kl


def said(command, environment=None):
    """What a program prints; ends with its status if it fails."""
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})
    if done.returncode != 0:
        sys.exit(f"time_to_kl: {' '.join(map(str, command[:3]))} ... ended with status {done.returncode}; seeds that are done are kept: run the command again")
    return done.stdout


def ours(seed, options):
    """KL after every some updates, from the weights of checkpoints, and when each was written; the clock starts with the process."""
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder, "run")
        settings = {"steps": options.updates, "checkpoint_every": options.every, "keep_checkpoints": options.updates, "picture_samples": 100}
        sets = [word for name, value in settings.items() for word in ("--set", f"training.{name}={value}")]
        workers = ["--set", f"runtime.workers={options.workers}"]
        begin = time.time()
        command = [HOME / "ebm", "train", "--config", "8gaussians-convergent", "--seed", str(seed), "--device", "cpu", "--run-dir", run]
        said([*command, *sets, *workers])
        rows = []
        for checkpoint in sorted(run.glob("checkpoints/step-*")):
            weights = checkpoint / "weights.safetensors"
            net = network(NETWORKS["toy"][1], load_file(weights), "linear")
            kl = ring_kl(lambda points: net(points).flatten() * (2 / STEP_SIZE**2))
            rows.append({"update": int(checkpoint.name[5:]), "seconds": weights.stat().st_mtime - begin, "kl": kl})
        check_same(rows[-1], run / "density.csv")
    return {"rows": rows}


def check_same(row, density):
    """Our KL of the last weights must be the one `ebm train` wrote."""
    written = list(csv.DictReader(density.open()))[-1]
    if int(written["step"]) != row["update"] or not abs(float(written["kl"]) - row["kl"]) < 1e-3 * abs(row["kl"]):
        sys.exit(f"time_to_kl: KL of update {row['update']} is {row['kl']:.6f} here, {written['kl']} of update {written['step']} in density.csv")


def peer(seed, options):
    command = [sys.executable, Path(__file__).with_name("published.py"), seed, options.threads, options.every, options.updates]
    begin = time.time()
    result = json.loads(said(command, {"OMP_NUM_THREADS": str(options.threads)}).splitlines()[-1])
    return result | {"rows": [{"update": row["update"], "seconds": row["at"] - begin, "kl": row["kl"]} for row in result["rows"]]}


def cpu_seconds():
    """Of all programs that ended so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(seed, options):
    """Both sides one after the other; every second seed the other way round."""
    result = {}
    sides = {"ours": ours, "eager": peer}
    for side in list(sides)[:: 1 if seed % 2 else -1]:
        load, cpu = os.getloadavg()[0], cpu_seconds()
        result[side] = sides[side](seed, options)
        # start and end of the process included
        result[side] |= {"load_average": load, "cpu_seconds_per_update": (cpu_seconds() - cpu) / result[side]["rows"][-1]["update"]}
        print(f"seed {seed}, {side}: {[first_at(result[side]['rows'], mark) for mark in MARKS]}", file=sys.stderr)
    return result


def seconds_per_update(result):
    first, last = result["rows"][0], result["rows"][-1]
    return (last["seconds"] - first["seconds"]) / (last["update"] - first["update"])


def compared(numbers, show):
    """Ours, eager PyTorch's and their ratio as cells, and the ratio; dashes for what is missing."""
    mine, theirs = numbers
    ratio = theirs / mine if mine and theirs else None
    return [show(mine) if mine else "-", show(theirs) if theirs else "-", f"{ratio:.1f}" if ratio else "-"], ratio


def columns(result):
    """For a seed: seconds an update, CPU seconds an update, and the seconds to each mark."""
    sides = [result[side] for side in ("ours", "eager")]
    yield compared([seconds_per_update(side) for side in sides], "{:.3g}".format)
    yield compared([side["cpu_seconds_per_update"] for side in sides], "{:.3g}".format)
    for mark in MARKS:
        yield compared([(first_at(side["rows"], mark) or {}).get("seconds") for side in sides], "{:.1f}".format)


def table(results):
    names = ["s/update", "CPU s/update", *(f"s to KL {level}" + (f", median of {looks} looks" if looks > 1 else ", one look") for level, looks in MARKS)]
    lines = ["| seed |" + "".join(f" {name}: ours | eager | ratio |" for name in names), "|---" * (3 * len(names) + 1) + "|"]
    rows = {seed: list(columns(result)) for seed, result in results.items()}
    lines += [f"| {seed} | " + " | ".join(word for words, _ in row for word in words) + " |" for seed, row in rows.items()]
    ratios = [[ratio for _, ratio in column] for column in zip(*rows.values())]
    medians = ["-" if None in column else f"{statistics.median(column):.1f}" for column in ratios]
    return "\n".join(lines + ["| median |" + "".join(f" | | {median} |" for median in medians)])


def parsed():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3, help="runs of both sides, seeds 1, 2, ... (default 3; 5 to 20 minutes each)")
    parser.add_argument("--updates", type=int, default=3000, help="the most updates of a run (default 3000)")
    parser.add_argument("--every", type=int, default=25, help="updates between two looks at KL (default 25)")
    parser.add_argument("--workers", default="auto", help="workers of ours (default auto: one per core)")
    parser.add_argument("--threads", type=int, default=1, help="threads of eager PyTorch (default 1, which is its best here)")
    parser.add_argument("--json", type=Path, default=Path("time_to_kl.json"), help="file for all numbers (default time_to_kl.json)")
    return parser.parse_args()


def main():
    options = parsed()
    torch.set_num_threads(1)
    # builds if need be: a build is no part of the measurement
    said([HOME / "ebm", "--version"])
    header = machine() | {name: getattr(options, name) for name in ("updates", "every", "workers", "threads")}
    file = json.loads(options.json.read_text()) if options.json.is_file() else {"machine": header, "seeds": {}}
    if file["machine"] != header:
        sys.exit(f"time_to_kl: {options.json} was measured otherwise, got {header}; there {file['machine']}; name another file with --json")
    for seed in range(1, options.seeds + 1):
        if str(seed) not in file["seeds"]:
            file["seeds"][str(seed)] = measure(seed, options)
            options.json.write_text(json.dumps(file, indent=1) + "\n")
    print("  \n".join(f"{key}: {value}" for key, value in header.items()) + "\n\n" + table(file["seeds"]))


if __name__ == "__main__":
    main()

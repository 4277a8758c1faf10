#!/usr/bin/env python3
"""Times Langevin steps: ours against eager PyTorch on the same weights, and prints one table. See README.md beside this file.

    python scripts/bench/steps.py --quick
    python scripts/bench/steps.py

Every finished cell goes to the JSON file at once; started again, the command goes on where it stopped. Needs torch, numpy and safetensors, and a JDK
as `ebm` does.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from machine import HOME, computes_bfloat16, machine
from networks import NETWORKS, step_flops, write_model
from programs import peaks, run, variants

CHAINS = (1, 10, 100, 1000, 10000)
BEST = "bfloat16" if computes_bfloat16() else "float32"
PRECISIONS = ("float32", "bfloat16")
QUICK = [("toy", 100, "float32"), ("mnist16", 100, BEST), ("vanilla", 100, BEST), ("nonlocal", 10, "float32")]
# |gradients - ours| / |ours|, all chains' numbers as one vector. float32 rounds at 6e-8, bfloat16 at 4e-3 in every layer, and a unit that rounds to the
# other side of 0 has another slope; a wrong layer or weight is off by about 1
AGREE = {"float32": 1e-4, "bfloat16": 0.2}
# a step of so many seconds is measured twice, not in every round
SLOW_STEP = 2.0


ALL = [(network, chains, precision) for network in NETWORKS for chains in CHAINS for precision in PRECISIONS]


def cells(options):
    wanted = [dict(zip(("network", "chains", "precision"), cell)) for cell in (QUICK if options.quick else ALL)]
    wanted = [cell for cell in wanted if all(getattr(options, key) in (None, value) for key, value in cell.items())]
    return [cell for cell in wanted if cell["precision"] in options.precisions]


def name_of(cell):
    return f"{cell['network']} {cell['chains']} {cell['precision']}"


def contenders(ways, first):
    """Of each side, with one thread and with all, the fastest in the first round and those within a tenth of it."""
    groups = {}
    for way in ways:
        if "ms" in first[way]:
            groups.setdefault((way[0], way[2]), []).append(way)
    return [way for group in groups.values() for way in group if first[way]["ms"] <= 1.1 * min(first[other]["ms"] for other in group)]


def one_round(ways, cell, folder, options):
    """Runs the ways in turn, and compares every gradient with ours."""
    entries = {}
    for way in ways:
        entries[way] = run(way, cell, folder, options.seconds)
        text = "{ms:.4g} ms".format(**entries[way]) if "ms" in entries[way] else entries[way]["failed"]
        print(f"{name_of(cell)}: {' '.join(map(str, way))}: {text}", file=sys.stderr)
    gradients = {way: entry.pop("gradient") for way, entry in entries.items() if "gradient" in entry}
    reference = next(gradient for way, gradient in gradients.items() if way[0] == "ours")
    for way, gradient in gradients.items():
        error = float(np.linalg.norm(gradient - reference) / np.linalg.norm(reference))
        entries[way]["gradient_error"] = error
        if not error <= AGREE[cell["precision"]]:
            sys.exit(f"steps: {name_of(cell)}: gradients of ours and of {' '.join(map(str, way))} differ by {error:.1e} "
                     f"(limit {AGREE[cell['precision']]:.0e}): the two sides do not compute the same")
    return entries


def measure(cell, options):
    """All runs of a cell: in the first round every way, then those that may be the fastest; every second round goes backwards."""
    ways = variants(cell, len(os.sched_getaffinity(0)), options.quick)
    with tempfile.TemporaryDirectory() as folder:
        write_model(Path(folder), cell["network"], cell["chains"])
        rounds = [one_round(ways, cell, Path(folder), options)]
        best = contenders(ways, rounds[0])
        slow = any(rounds[0][way]["ms"] > 1e3 * SLOW_STEP for way in best)
        for number in range(1, 2 if slow else options.rounds):
            rounds.append(one_round(best[:: -1 if number % 2 else 1], cell, Path(folder), options))
    ways_run = [{"side": way[0], "detail": way[1], "threads": way[2], "runs": [entries[way] for entries in rounds if way in entries]} for way in ways]
    return cell | {"ways": ways_run}


def median(way, key="ms"):
    return statistics.median(run[key] for run in way["runs"])


def fastest(result, side, threads=None):
    """Of the ways that ran in every round."""
    most = max(len(way["runs"]) for way in result["ways"])
    those = [way for way in result["ways"] if way["side"] == side and len(way["runs"]) == most and threads in (None, way["threads"])]
    those = [way for way in those if all("ms" in run for run in way["runs"])]
    return min(those, key=median) if those else None


def ratio(mine, theirs, key="ms"):
    """Median and extremes of the rounds' ratios."""
    values = [b[key] / a[key] for a, b in zip(mine["runs"], theirs["runs"])]
    return f"{statistics.median(values):.3g} ({min(values):.3g}-{max(values):.3g})"


def row(result, peak):
    """One line of the table; a dash where eager PyTorch failed."""
    words = [result["network"], f"{result['chains']:,}".replace(",", " "), result["precision"]]
    mine, theirs = fastest(result, "ours", 1), fastest(result, "eager", 1)
    of_peak = step_flops(result["network"]) * result["chains"] / (median(mine, "cpu_ms") / 1e3) / 1e9 / peak[result["precision"]]
    words += [f"{median(mine):.3g}", f"{100 * of_peak:.0f} %"]
    words += [f"{median(theirs):.3g}, {theirs['detail']}", ratio(mine, theirs), ratio(mine, theirs, "cpu_ms")] if theirs else ["-"] * 3
    mine, theirs = fastest(result, "ours"), fastest(result, "eager")
    words += [f"{median(mine):.3g}"]
    words += [f"{median(theirs):.3g}, {theirs['detail']}", f"**{ratio(mine, theirs)}**"] if theirs else ["-"] * 2
    words += [f"{median(mine, 'peak_mb'):.0f} / " + (f"{median(theirs, 'peak_mb'):.0f}" if theirs else "-")]
    return "| " + " | ".join(words) + " |"


def table(file):
    peak = {precision: max(engine[precision] for engine in file["peaks"]) for precision in PRECISIONS if precision in file["peaks"][0]}
    columns = ["network", "chains", "precision", "one core: ours, ms/step", "of peak", "eager, ms/step", "eager / ours", "by CPU time"]
    columns += ["all cores: ours, ms/step", "eager, ms/step", "eager / ours", "memory, MB"]
    lines = [f"{key}: {value}  " for key, value in file["machine"].items()]
    for engine in file["peaks"]:
        figures = ", ".join(f"{precision} {engine[precision]}" for precision in peak)
        lines += [f"matrix product, one core, {engine['engine']}: {figures} GFLOP/s  "]
    loads = [run["load_average"] for result in file["cells"].values() for way in result["ways"] for run in way["runs"] if "ms" in run]
    lines += [f"load average: median {statistics.median(loads):.1f}, highest {max(loads):.1f}  "] if loads else []
    lines += ["", "| " + " | ".join(columns) + " |", "|---" * len(columns) + "|"]
    done = [file["cells"][name] for name in (" ".join(map(str, cell)) for cell in ALL) if name in file["cells"]]
    return "\n".join(lines + [row(result, peak) for result in done])


def parsed():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="four cells, the likely ways, two rounds of a third of a second: two minutes on two cores")
    parser.add_argument("--network", choices=NETWORKS, help="only cells of this network")
    parser.add_argument("--chains", type=int, choices=CHAINS, help="only cells of so many chains")
    parser.add_argument("--precision", choices=PRECISIONS, help="only cells of this precision of ours; bfloat16 is left out where it is emulated, unless named here")
    parser.add_argument("--rounds", type=int, help="runs of each program (default 5; --quick: 2)")
    parser.add_argument("--seconds", type=float, help="length of a measurement after warm-up (default 1.5; --quick: 0.3)")
    parser.add_argument("--json", type=Path, default=Path("steps.json"), help="file for every run's numbers; cells in it are not measured again")
    options = parser.parse_args()
    options.rounds = options.rounds or (2 if options.quick else 5)
    options.seconds = options.seconds or (0.3 if options.quick else 1.5)
    options.precisions = PRECISIONS if computes_bfloat16() else (options.precision or "float32",)
    return options


def main():
    options = parsed()
    # the launcher builds what is older than its sources: both sides of this benchmark come from one tree
    subprocess.run([HOME / "ebm", "--version"], stdout=subprocess.DEVNULL, check=True)
    header = machine() | {"rounds": options.rounds, "seconds": options.seconds}
    file = json.loads(options.json.read_text()) if options.json.is_file() else {"machine": header, "peaks": peaks(options.precisions, 5e9 if options.quick else 5e10), "cells": {}}
    if file["machine"] != header:
        sys.exit(f"steps: {options.json} was measured otherwise: {file['machine']}; now {header}; name another file with --json")
    if not computes_bfloat16() and options.precision is None:
        print("steps: this processor emulates bfloat16, so its cells are left out; --precision bfloat16 measures them, for hours", file=sys.stderr)
    for cell in cells(options):
        if name_of(cell) not in file["cells"]:
            file["cells"][name_of(cell)] = measure(cell, options)
            options.json.write_text(json.dumps(file, indent=1) + "\n")
    print(table(file))


if __name__ == "__main__":
    main()

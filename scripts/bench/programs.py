"""Runs the programs that steps.py compares, each measurement in a process of its own."""

import json
import os
import subprocess
import sys

import numpy as np

from machine import HERE, HOME
from networks import step_flops

# as our launcher sets them: glibc keeps freed memory
ALLOCATOR = {"MALLOC_TRIM_THRESHOLD_": "1000000000", "MALLOC_MMAP_THRESHOLD_": "33554432", "MALLOC_TOP_PAD_": "67108864"}
LARGEST_BLOCK = 1000
# steps of a call of ours: training asks for 100 and more; fewer if that is more arithmetic than this (a second or so). A call ends with the energies of
# its last state, half a step's work: with fewer than 5 they would count for more than a tenth
MOST_STEPS, FEWEST_STEPS, CALL_FLOPS = 100, 5, 1e11


def one_line(command, environment):
    """Runs a program and reads the JSON line it prints; adds the most memory it held. A program that fails gives its status in place of numbers."""
    load = os.getloadavg()[0]
    with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}) as process:
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        return {"failed": f"ended with status {process.returncode}"}
    return json.loads(said.splitlines()[-1]) | {"peak_mb": round(usage.ru_maxrss / 1024), "load_average": load}


def java(program, *arguments):
    command = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    classes = os.pathsep.join(str(HOME / "target" / part) for part in ("classes", "test-classes", "lib/*"))
    line = [command, "-XX:+UseSerialGC", "-Dai.djl.offline=true", "--enable-native-access=ALL-UNNAMED", "-cp", classes, program, *arguments]
    # our threads are workers, each with one thread inside an operator
    entry = one_line(line, {**ALLOCATOR, "OMP_NUM_THREADS": "1"})
    if "failed" in entry:
        sys.exit(f"steps: {program} {' '.join(map(str, arguments))} {entry['failed']}")
    return entry


def python(threads, *arguments):
    return one_line([sys.executable, HERE / "peer.py", *arguments], {"OMP_NUM_THREADS": str(threads)})


def peaks(precisions, flops):
    """GFLOP per CPU second of matrix products on one core, of both engines; flops: arithmetic of a measurement, of which there are 15."""
    return [java("org.ebm.bench.PeakBench", flops, *precisions), python(1, "peak", flops, *precisions)]


def variants(cell, cores, quick):
    """All ways to run a cell, as (side, detail, threads): detail is our block of chains, or the form and precision of eager PyTorch.

    quick: our default block, and the form of eager PyTorch that was fastest in every table of README.md.
    """
    threads = [1] if cores == 1 else [1, cores]
    if quick:
        form = "linear" if cell["network"] == "toy" else "channels_last"
        ways = [("ours", f"blocks of {min(50, cell['chains'])}", count) for count in threads]
        return ways + [("eager", f"{form} {cell['precision']}", count) for count in threads]
    ways = []
    for workers in threads if cell["chains"] > 1 else [1]:
        whole = min(LARGEST_BLOCK, -(-cell["chains"] // workers))
        ways += [("ours", f"blocks of {block}", workers) for block in sorted({whole, min(50, whole)})]
    forms = ["conv1x1", "linear"] if cell["network"] == "toy" else ["conv", "channels_last"]
    precisions = ["float32"] if cell["precision"] == "float32" else ["bfloat16", "float32"]
    return ways + [("eager", f"{form} {precision}", count) for count in threads for form in forms for precision in precisions]


def run(way, cell, folder, seconds):
    """One measurement; its entry holds the gradient of the first chains at the start until steps.py has compared it."""
    side, detail, threads = way
    if side == "ours":
        steps = max(FEWEST_STEPS, min(MOST_STEPS, int(CALL_FLOPS / (cell["chains"] * step_flops(cell["network"])))))
        entry = java("org.ebm.bench.StepBench", folder, cell["precision"], threads, detail.split()[-1], steps, seconds)
    else:
        entry = python(threads, folder, *detail.split(), threads, seconds)
    if "failed" not in entry:
        with np.load(folder / "gradient.npz") as arrays:
            gradient = arrays["gradient"].astype(np.float64)
        entry["gradient"] = gradient.reshape(len(gradient), -1)
    return entry

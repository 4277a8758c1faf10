"""The other side of steps.py: the same Langevin steps in eager PyTorch, timed; prints one line of JSON.

    python peer.py FOLDER FORM PRECISION THREADS SECONDS
    python peer.py peak

FORM is one of eager.FORMS. PRECISION is float32 or bfloat16 (autocast, as a user gets it on a CPU). At least one step to warm up and two to measure,
however long they take. `peak` measures square matrix products on one core instead, in GFLOP per CPU second.
"""

import contextlib
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from eager import gradient, laid_out, network
from networks import STEP_SIZE

SHOWN = 8


def steps_for(net, x, autocast, limits):
    """Steps, wall and CPU seconds of at least the given seconds and steps."""
    seconds, fewest = limits
    steps, cpu, begin = 0, time.process_time(), time.perf_counter()
    while steps < fewest or time.perf_counter() - begin < seconds:
        with autocast():
            g = gradient(net, x)
        x.data += -g + STEP_SIZE * torch.randn_like(x)
        steps += 1
    return steps, time.perf_counter() - begin, time.process_time() - cpu


def step(folder, form, precision, seconds):
    layers = json.loads((folder / "network.yaml").read_text())["energy"]["network"]["layers"]
    net = network(layers, load_file(folder / "weights.safetensors"), form).requires_grad_(False)
    x = laid_out(torch.from_numpy(np.load(folder / "start.npy")), form).clone().requires_grad_()

    def autocast():
        return torch.autocast("cpu", torch.bfloat16) if precision == "bfloat16" else contextlib.nullcontext()

    few = x[:SHOWN].detach().requires_grad_()
    with autocast():
        # of U = f / T, as ours
        np.savez(folder / "gradient.npz", gradient=gradient(net, few).float().contiguous().numpy() * (2 / STEP_SIZE**2))
    steps_for(net, x, autocast, (seconds / 4, 1))
    steps, wall, cpu = steps_for(net, x, autocast, (seconds, 2))
    return {"ms": 1e3 * wall / steps, "cpu_ms": 1e3 * cpu / steps, "steps": steps}


def peak(dtype, flops):
    """The most GFLOP per CPU second of some sizes and repeats; as PeakBench on our side."""
    highest = 0
    for size in (512, 1024, 2048):
        a = torch.full((size, size), 1 / size, dtype=dtype)
        c = a @ a
        products = max(1, int(flops / (2 * size**3)))
        for _ in range(5):
            begin = time.process_time()
            for _ in range(products):
                torch.mm(a, a, out=c)
            highest = max(highest, products * 2 * size**3 / (time.process_time() - begin) / 1e9)
    return round(highest, 1)


def main():
    if sys.argv[1] == "peak":
        torch.set_num_threads(1)
        flops, precisions = float(sys.argv[2]), sys.argv[3:]
        result = {precision: peak(getattr(torch, precision), flops) for precision in precisions}
    else:
        folder, form, precision, threads, seconds = Path(sys.argv[1]), *sys.argv[2:4], int(sys.argv[4]), float(sys.argv[5])
        torch.set_num_threads(threads)
        result = step(folder, form, precision, seconds)
    print(json.dumps(result | {"engine": f"PyTorch {torch.__version__}"}))


if __name__ == "__main__":
    main()

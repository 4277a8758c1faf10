#!/usr/bin/env python3
"""Runs an exported chain on a GPU in plain PyTorch: checks it against the CPU, and times it. See README.md beside this file.

    ebm export --model runs/ring --kernel
    python scripts/bench/gpu.py runs/ring/export

Without a GPU it does the same on the CPU, and says so. Needs torch, numpy, safetensors and pyyaml; no Java. Exit status 1 if a check fails.
"""

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import torch
import yaml
from safetensors.torch import load_file

from eager import gradient, laid_out, network

# float32 sums in another order; products on the GPU are kept in float32 as well (no TF32)
SAME = 1e-4
# chains of `sample` per call, at most a block of the CPU's; calls and steps of the statistics
BLOCK, CALLS, STEPS = 50, 10, 50
STANDARD_ERRORS = 4


def relative_error(found, expected):
    def norms(array):
        return array.reshape(len(array), -1).norm(dim=1)

    return float(norms(found.cpu() - expected).max() / norms(expected).max())


def weights(kernel):
    return [parameter.detach() for parameter in kernel.parameters()]


def chain_means(kernel, x, first_seed):
    """Energy and mean gradient norm of independent chains after some steps: a mean and its squared standard error each."""
    ends = [kernel.sample(x, STEPS, first_seed + call) for call in range(CALLS)]
    # the calls share their starts: their means are what is independent
    return [(means.mean().item(), (means.var() / CALLS).item()) for means in (torch.stack([end[i].cpu().mean() for end in ends]) for i in (1, 3))]


def checks(reference, kernel, on_cpu, device):
    """Lines that say what agrees with the CPU, and whether all does."""
    x = reference["x"][:BLOCK]
    energy, grad = kernel.energy_gradient_with(reference["x"].to(device), kernel.prepare(weights(kernel)))
    found = [("energy", relative_error(energy, reference["energy"]), SAME), ("gradient", relative_error(grad, reference["gradient"]), SAME)]
    for name, (a, a_error), (b, b_error) in zip(("energy", "gradient norm"), chain_means(kernel, x.to(device), 0), chain_means(on_cpu, x, CALLS)):
        found.append((f"chains' mean {name}, {a:.4g} against {b:.4g}, in standard errors", abs(a - b) / (a_error + b_error) ** 0.5, STANDARD_ERRORS))
    lines = [f"{'ok  ' if value <= limit else 'FAIL'}  {name}: {value:.2g} (limit {limit:g})" for name, value, limit in found]
    return lines, all(value <= limit for _, value, limit in found)


def langevin(on_cpu, x):
    """eps and the drift of the exported loop, from one of its steps: x' - x = eps z - drift g, whose noise z is known from the seed."""
    x = x[:BLOCK]
    g = on_cpu.energy_gradient_with(x, on_cpu.prepare(weights(on_cpu)))[1]
    z = on_cpu.noise(x, BLOCK, torch.Generator().manual_seed(0))
    columns = torch.stack([z.flatten(), -g.flatten()], 1).double()
    moved = (on_cpu.sample(x, 1, 0)[0] - x).flatten().double()
    numbers = torch.linalg.lstsq(columns, moved[:, None]).solution[:, 0]
    if not (columns @ numbers - moved).norm() <= SAME * moved.norm():
        sys.exit("gpu: kernel.pt holds another sampler than langevin, which is what eager PyTorch does here; export a model trained with langevin")
    return numbers.tolist()


def ours(kernel, x, numbers):
    """A function that runs the given number of steps of the exported loop, on all chains in one block."""
    p = weights(kernel)
    arg = torch.tensor(numbers, device=x.device)
    state = [x, *kernel.energy_gradient_with(x, kernel.prepare(p))]

    def steps(count):
        state[:] = kernel.run(p, *state, arg, torch.tensor([count, count, len(x)]))[:3]

    return steps


def replayed(kernel, x, numbers):
    """The same step recorded once as a CUDA graph and replayed; the noise is PyTorch's own generator's, which graphs can replay."""
    eps, drift = numbers
    w = kernel.prepare(weights(kernel))
    x, g = x.clone(), kernel.gradient_with(x, w).contiguous()

    def step():
        x.sub_(g, alpha=drift).add_(torch.randn_like(x), alpha=eps)
        g.copy_(kernel.gradient_with(x, w))

    # a graph cannot hold what a first call does: compiling, choosing algorithms
    aside = torch.cuda.Stream()
    aside.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(aside):
        for _ in range(5):
            step()
    torch.cuda.current_stream().wait_stream(aside)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()

    def steps(count):
        for _ in range(count):
            graph.replay()

    return steps


def eager(net, x, scale, numbers):
    """The loop as a careful user writes it; net is f, compiled or not, scale turns its gradient into the step's drift."""
    eps, x = numbers[0], x.clone().requires_grad_()

    def steps(count):
        for _ in range(count):
            g = gradient(net, x)
            x.data += -scale * g + eps * torch.randn_like(x)

    return steps


def programs(folder, kernel, numbers, chains):
    """All that is timed, by name; numbers are those of langevin()."""
    device = next(kernel.parameters()).device
    description = yaml.safe_load((folder / "network.yaml").read_text())["energy"]["network"]
    scale = numbers[1] / description["temperature"]
    x = 2 * torch.rand(chains, *description["input"], device=device) - 1
    form = "channels_last" if x.dim() == 4 else "linear"
    net = network(description["layers"], load_file(folder / "weights.safetensors"), form).requires_grad_(False).to(device)
    start = laid_out(x, form)
    result = {"ours": ours(kernel, x, numbers)}
    if device.type == "cuda":
        result["ours, graph replay"] = replayed(kernel, x, numbers)
    # compiled anew for every number of chains, as it would be for one that does not change
    torch._dynamo.reset()
    return result | {"eager": eager(net, start, scale, numbers), "torch.compile": eager(torch.compile(net), start, scale, numbers)}


def milliseconds(steps, device, seconds):
    """Per step, over at least the given seconds."""

    def timed(count):
        if device.type == "cuda":
            torch.cuda.synchronize()
        begin = time.perf_counter()
        steps(count)
        if device.type == "cuda":
            torch.cuda.synchronize()
        return time.perf_counter() - begin

    timed(3)
    count = max(5, min(1000, int(seconds / (timed(3) / 3))))
    return 1e3 * timed(count) / count


def timings(kernel, numbers, device, options):
    """For every number of chains, each program's rounds in ms per step; every second round goes backwards."""
    results = {}
    for chains in options.chains or ([100, 1000, 10000] if device.type == "cuda" else [100, 1000]):
        runs = programs(options.folder, kernel, numbers, chains)
        results[chains] = {name: [] for name in runs}
        for number in range(options.rounds):
            for name in list(runs)[:: -1 if number % 2 else 1]:
                results[chains][name].append(milliseconds(runs[name], device, options.seconds))
                print(f"{chains} chains, {name}: {results[chains][name][-1]:.4g} ms", file=sys.stderr)
    return results


def table(results):
    names = list(next(iter(results.values())))
    lines = ["| chains | " + " | ".join(f"{name}, ms/step" for name in names) + " | eager / ours | torch.compile / ours |", "|---" * (len(names) + 3) + "|"]
    for chains, runs in results.items():
        medians = [f"{statistics.median(runs[name]):.3g}" for name in names]
        # the faster of our two, and the rounds' ratios
        best = min((name for name in names if name.startswith("ours")), key=lambda name: statistics.median(runs[name]))
        ratios = [f"{statistics.median(b / a for a, b in zip(runs[best], runs[name])):.3g}" for name in ("eager", "torch.compile")]
        lines.append("| " + " | ".join([str(chains), *medians, *ratios]) + " |")
    return "\n".join(lines)


def parsed():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="EXPORT_DIR")
    parser.add_argument("--chains", type=int, nargs="+", help="numbers of chains (default 100 1000, on a GPU also 10000)")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each program (default 5)")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of a measurement (default 1)")
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--json", type=Path, default=Path("gpu.json"), help="file for every run's numbers (default gpu.json)")
    return parser.parse_args()


def main():
    options = parsed()
    missing = [name for name in ("kernel.pt", "network.yaml", "reference.npz", "weights.safetensors") if not (options.folder / name).is_file()]
    if missing:
        sys.exit(f"gpu: {options.folder}: no {', '.join(missing)} here; write them with: ebm export --kernel --to {options.folder}")
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    # blocks of chains on the CPU have a core each; so has this comparison
    torch.set_num_threads(1)
    device = torch.device(options.device)
    name = torch.cuda.get_device_name() if device.type == "cuda" else "CPU, one thread" + ("" if torch.cuda.is_available() else " (no GPU here)")
    print(f"device: {name}, PyTorch {torch.__version__}")
    kernel, on_cpu = (torch.jit.load(options.folder / "kernel.pt", map_location=place) for place in (device, "cpu"))
    reference = {name: torch.from_numpy(array) for name, array in np.load(options.folder / "reference.npz").items()}
    lines, passed = checks(reference, kernel, on_cpu, device)
    print("\n".join(lines) + "\n")
    if not passed:
        sys.exit(1)
    with torch.jit.optimized_execution(False):
        results = timings(kernel, langevin(on_cpu, reference["x"]), device, options)
    options.json.write_text(json.dumps({"device": name, "engine": f"PyTorch {torch.__version__}", "checks": lines, "ms": results}, indent=1) + "\n")
    print(table(results))


if __name__ == "__main__":
    main()

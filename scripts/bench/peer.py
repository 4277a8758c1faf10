"""The other side of steps.py: the same Langevin steps in eager PyTorch, timed; prints one line of JSON.

    python peer.py FOLDER FORM PRECISION THREADS SECONDS

FORM says how a careful user would write the network: `conv1x1` (the published toy code: points as 1x1 images), `linear`, `conv`, or `channels_last`
(`conv` with weights and chains in that memory layout). PRECISION is float32 or bfloat16 (autocast, as a user gets it on a CPU).
"""

import contextlib
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

STEP_SIZE = 0.01


def module(kind, options, weight, bias, form):
    """One layer of network.yaml with its weights."""
    if kind == "leaky_relu":
        return torch.nn.LeakyReLU(options["slope"])
    if kind == "conv2d" or form == "conv1x1":
        weight = weight if weight.dim() == 4 else weight[:, :, None, None]
        layer = torch.nn.Conv2d(weight.shape[1], weight.shape[0], weight.shape[2], options.get("stride", 1), options.get("padding", 0))
    else:
        layer = torch.nn.Linear(weight.shape[1], weight.shape[0])
    layer.load_state_dict({"weight": weight, "bias": bias})
    return layer


def network(folder, form):
    layers = json.loads((folder / "network.yaml").read_text())["energy"]["network"]["layers"]
    weights = load_file(folder / "weights.safetensors")
    modules = []
    for index, layer in enumerate(layers):
        (kind, options), = layer.items()
        name = f"{kind}_{index}_"
        modules.append(module(kind, options, weights.get(name + "weight"), weights.get(name + "bias"), form))
    return torch.nn.Sequential(*modules).requires_grad_(False)


def gradient(net, x):
    return torch.autograd.grad(net(x).sum(), x)[0]


def steps_for(net, x, autocast, seconds):
    """Steps, wall and CPU seconds of at least the given wall seconds."""
    steps, cpu, begin = 0, time.process_time(), time.perf_counter()
    while time.perf_counter() - begin < seconds:
        with autocast():
            g = gradient(net, x)
        x.data += -g + STEP_SIZE * torch.randn_like(x)
        steps += 1
    return steps, time.perf_counter() - begin, time.process_time() - cpu


def main():
    folder, form, precision, threads, seconds = Path(sys.argv[1]), *sys.argv[2:4], int(sys.argv[4]), float(sys.argv[5])
    torch.set_num_threads(threads)
    net, x = network(folder, form), torch.from_numpy(np.load(folder / "start.npy"))
    if form == "conv1x1":
        x = x[:, :, None, None]
    if form == "channels_last":
        net, x = net.to(memory_format=torch.channels_last), x.contiguous(memory_format=torch.channels_last)
    x = x.clone().requires_grad_()

    def autocast():
        return torch.autocast("cpu", torch.bfloat16) if precision == "bfloat16" else contextlib.nullcontext()

    with autocast():
        norm = gradient(net, x).float().flatten(1).norm(dim=1).mean().item()
    steps_for(net, x, autocast, seconds / 4)
    steps, wall, cpu = steps_for(net, x, autocast, seconds)
    print(json.dumps({"ms": 1e3 * wall / steps, "cpu_ms": 1e3 * cpu / steps, "steps": steps, "gradient_norm": norm, "engine": f"PyTorch {torch.__version__}"}))


if __name__ == "__main__":
    main()

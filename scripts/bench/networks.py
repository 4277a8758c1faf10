"""The networks that both sides are timed on: layers as network.yaml has them, random weights, and the arithmetic of a step."""

import json
import math

import numpy as np
from safetensors.numpy import save_file

STEP_SIZE = 0.01


def dense(units):
    return {"dense": {"units": units}}


def conv(channels, kernel, stride=1, padding=0):
    return {"conv2d": {"channels": channels, "kernel": kernel, "stride": stride, "padding": padding}}


LEAK = {"leaky_relu": {"slope": 0.05}}
POOL = {"max_pool2d": {"kernel": 2, "stride": 2}}
NON_LOCAL = {"non_local": {}}


def with_leaks(*layers):
    """A leaky_relu after every layer but the last."""
    return [part for layer in layers for part in (layer, LEAK)][:-1]


# name -> shape of one example, layers
NETWORKS = {
    "toy": ([2], with_leaks(dense(32), dense(64), dense(64), dense(64), dense(1))),
    "mnist16": ([1, 16, 16], with_leaks(conv(16, 3, 1, 1), conv(32, 4, 2, 1), conv(64, 4, 2, 1), conv(1, 4))),
    "vanilla": ([3, 32, 32], with_leaks(conv(32, 3, 1, 1), conv(64, 4, 2, 1), conv(128, 4, 2, 1), conv(256, 4, 2, 1), conv(1, 4))),
    "nonlocal": (
        [3, 32, 32],
        [conv(32, 3, 1, 1), LEAK, POOL, NON_LOCAL, conv(64, 3, 1, 1), LEAK, POOL, NON_LOCAL, conv(128, 3, 1, 1), LEAK, POOL, {"flatten": {}}]
        + with_leaks(dense(256), dense(1)),
    ),
}


def parameters(kind, options, shape):
    """Shapes of a layer's learned arrays by name, biases after the weights they belong to."""
    channels = shape[0]
    if kind == "non_local":
        inner = max(1, channels // 2)
        parts = {part + "_": (inner, channels, 1, 1) for part in ("theta", "phi", "g")} | {"out_": (channels, inner, 1, 1)}
    elif kind == "conv2d":
        parts = {"": (options["channels"], channels, options["kernel"], options["kernel"])}
    elif kind == "dense":
        parts = {"": (options["units"], channels)}
    else:
        parts = {}
    return {part + name: size for part, weight in parts.items() for name, size in (("weight", weight), ("bias", weight[:1]))}


def output_shape(kind, options, shape):
    if kind == "dense":
        return [options["units"]]
    if kind == "flatten":
        return [math.prod(shape)]
    if kind in ("conv2d", "max_pool2d"):
        size = (shape[1] + 2 * options.get("padding", 0) - options["kernel"]) // options["stride"] + 1
        return [options.get("channels", shape[0]), size, size]
    return shape


def layers_with_shapes(name):
    """(index, kind, options, shape of the input) of every layer."""
    shape, layers = NETWORKS[name]
    for index, layer in enumerate(layers):
        (kind, options), = layer.items()
        yield index, kind, options, shape
        shape = output_shape(kind, options, shape)


def step_flops(name):
    """Floating-point operations of the matrix products in one chain's step: forward, and the same again for the gradient at the input."""
    total = 0
    for _, kind, options, shape in layers_with_shapes(name):
        weights = sum(math.prod(size) for part, size in parameters(kind, options, shape).items() if part.endswith("weight"))
        pixels = math.prod(output_shape(kind, options, shape)[1:])
        total += 2 * 2 * weights * pixels
        if kind == "non_local":
            # scores and their use: two products of pixels x inner x pooled pixels, each with two in the gradient
            total += 3 * 2 * 2 * pixels * (pixels // 4) * max(1, shape[0] // 2)
    return total


def write_model(folder, name, chains):
    """The network, random weights and the chains' start, in a folder that both sides read. JSON is YAML."""
    shape, layers = NETWORKS[name]
    # T = eps^2 / 2 makes our step  x - grad f + eps z, the peers'
    network = {"input": shape, "temperature": STEP_SIZE**2 / 2, "layers": layers}
    (folder / "network.yaml").write_text(json.dumps({"energy": {"network": network}}))
    random = np.random.default_rng(0)
    weights = {}
    for index, kind, options, at in layers_with_shapes(name):
        bound = 0
        for part, size in parameters(kind, options, at).items():
            bound = 1 / math.sqrt(math.prod(size[1:])) if part.endswith("weight") else bound
            weights[f"{kind}_{index}_{part}"] = random.uniform(-bound, bound, size).astype(np.float32)
    save_file(weights, folder / "weights.safetensors")
    np.save(folder / "start.npy", random.uniform(-1, 1, [chains, *shape]).astype(np.float32))

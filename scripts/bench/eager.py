"""Our networks in eager PyTorch, as a careful user would write them."""

import torch
from torch.nn import functional

# how the network is written: points as 1x1 images (the published toy code) or as vectors; images in either memory layout
FORMS = ("conv1x1", "linear", "conv", "channels_last")


class NonLocal(torch.nn.Module):
    """Every pixel looks at a pooled version of all pixels; the result is added to the input (Wang et al. 2018)."""

    def __init__(self, channels):
        super().__init__()
        inner = max(1, channels // 2)
        self.theta, self.phi, self.g = (torch.nn.Conv2d(channels, inner, 1) for _ in range(3))
        self.out = torch.nn.Conv2d(inner, channels, 1)

    def forward(self, x):
        n, _, height, width = x.shape
        theta = self.theta(x).flatten(2)
        phi = functional.max_pool2d(self.phi(x), 2).flatten(2)
        g = functional.max_pool2d(self.g(x), 2).flatten(2)
        attention = torch.softmax(theta.transpose(1, 2) @ phi, dim=-1)
        return x + self.out((g @ attention.transpose(1, 2)).reshape(n, -1, height, width))


def weighted_layer(kind, options, weights, form):
    weight = weights.get("weight")
    if kind == "non_local":
        layer = NonLocal(weights["theta_weight"].shape[1])
        weights = {name.replace("_weight", ".weight").replace("_bias", ".bias"): value for name, value in weights.items()}
    elif kind == "conv2d":
        layer = torch.nn.Conv2d(weight.shape[1], weight.shape[0], weight.shape[2], options.get("stride", 1), options.get("padding", 0))
    elif form == "conv1x1":
        layer = torch.nn.Conv2d(weight.shape[1], weight.shape[0], 1)
        weights = weights | {"weight": weight[:, :, None, None]}
    else:
        layer = torch.nn.Linear(weight.shape[1], weight.shape[0])
    layer.load_state_dict(weights)
    return layer


def module(kind, options, weights, form):
    """One layer of network.yaml with its weights."""
    if kind == "leaky_relu":
        return torch.nn.LeakyReLU(options["slope"])
    if kind == "max_pool2d":
        return torch.nn.MaxPool2d(options.get("kernel", 2), options.get("stride", 2))
    if kind == "flatten":
        return torch.nn.Flatten()
    if kind not in ("conv2d", "dense", "non_local"):
        raise ValueError(f"network.yaml: no eager form of the layer {kind} here; known: conv2d, dense, flatten, leaky_relu, max_pool2d, non_local")
    return weighted_layer(kind, options, weights, form)


def network(layers, weights, form):
    """f, the raw output, of shape (n, 1) or (n, 1, 1, 1). Layers as in network.yaml, weights by our names."""
    modules = []
    for index, layer in enumerate(layers):
        (kind, options), = layer.items() if isinstance(layer, dict) else [(layer, {})]
        prefix = f"{kind}_{index}_"
        own = {name.removeprefix(prefix): weight for name, weight in weights.items() if name.startswith(prefix)}
        modules.append(module(kind, options or {}, own, form))
    whole = torch.nn.Sequential(*modules)
    return whole.to(memory_format=torch.channels_last) if form == "channels_last" else whole


def laid_out(x, form):
    """The chains as the form has them."""
    if form == "conv1x1":
        return x[:, :, None, None]
    return x.contiguous(memory_format=torch.channels_last) if form == "channels_last" else x


def gradient(net, x):
    """df/dx of every chain."""
    return torch.autograd.grad(net(x).sum(), x)[0]

"""Writes the three .pt files beside it (made with PyTorch 2.13.0 on a CPU): python make.py"""

import torch


class Scale(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = torch.nn.Parameter(torch.tensor([1.0, 3.0]))

    def forward(self, x):
        return self.scale * x * x


class Trained(torch.nn.Module):
    """sum_i scale_i ((x_i - mean_i) / 2)^2 + offset, in evaluation mode; nested, with a buffer and a constant, saved in training mode."""

    def __init__(self):
        super().__init__()
        self.norm = torch.nn.BatchNorm1d(2, eps=0.0, affine=False)
        self.norm.running_mean.copy_(torch.tensor([1.0, -1.0]))
        self.norm.running_var.fill_(4.0)
        self.drop = torch.nn.Dropout(0.5)
        self.scale = Scale()
        self.register_buffer("offset", torch.tensor(0.25))

    def forward(self, x):
        return torch.sum(self.scale(self.drop(self.norm(x))), 1) + self.offset + torch.tensor(0.5)


class Pixels(torch.nn.Module):
    """(sum of pixels + 1/2)^2, shape (n, 1, 1, 1)."""

    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(1, 1, 2)
        self.conv.weight.data.fill_(1.0)
        self.conv.bias.data.fill_(0.5)

    def forward(self, x):
        return self.conv(x) ** 2


trained = Trained()
assert trained.training
torch.jit.script(trained).save("trained.pt")
pixels = Pixels().eval()
torch.jit.freeze(torch.jit.trace(pixels, torch.zeros(5, 1, 2, 2))).save("frozen.pt")
torch.save(trained.state_dict(), "state_dict.pt")

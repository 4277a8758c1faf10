"""Trains 8gaussians-convergent in eager PyTorch in the published form, and prints one line of JSON: when which KL was reached. See time_to_kl.py.

    python published.py SEED THREADS EVERY UPDATES

The published form: points as 1x1 images, layers as 1x1 convolutions, all weights in the graph of every chain step, one record of the gradient's norm
a step. Nothing else is done in the loop. The clock starts with the process and stands still while KL is computed.
"""

import json
import math
import statistics
import sys
import time

import torch

from eager import gradient

# the numbers of configs/8gaussians-convergent.yaml
STEP_SIZE, CHAIN_STEPS, BANK, BATCH, RATE = 0.125, 500, 10000, 100, 0.1
GROUPS, RADIUS, SD = 8, 1.0, 0.15
# the grid that `ebm train` sums over for density.csv
GRID, HALF_WIDTH = 200, RADIUS + 4 * SD
# KL at or below the first number in the median of so many looks in a row. KL goes up and down by a factor of two between looks, and the median of three
# stays above 0.1 for thousands of updates: there the first look counts
MARKS = ((0.18, 3), (0.1, 1))


def means():
    angle = 2 * math.pi * torch.arange(GROUPS, dtype=torch.float64) / GROUPS
    return RADIUS * torch.stack([angle.cos(), angle.sin()], 1)


def ring_kl(energy):
    """KL(truth | model) in nats, exact by sums over the grid; energy maps points (n, 2) to U (n)."""
    side = (torch.arange(GRID, dtype=torch.float64) + 0.5) * (2 * HALF_WIDTH / GRID) - HALF_WIDTH
    points = torch.cartesian_prod(side, side)
    truth = torch.logsumexp(-((points[:, None] - means()) ** 2).sum(2) / (2 * SD**2), 1).log_softmax(0)
    with torch.no_grad():
        model = -energy(points.float()).double()
    return float((truth.exp() * (truth - model.log_softmax(0))).sum())


def first_at(rows, mark):
    """The first row at which the mark is reached; None if none is."""
    level, looks = mark
    for i in range(looks, len(rows) + 1):
        if statistics.median(row["kl"] for row in rows[i - looks : i]) <= level:
            return rows[i - 1]
    return None


def network():
    widths = [2, 32, 64, 64, 64, 1]
    layers = [torch.nn.Conv2d(a, b, 1) for a, b in zip(widths, widths[1:])]
    return torch.nn.Sequential(*[part for layer in layers for part in (layer, torch.nn.LeakyReLU(0.05))][:-1])


def data(n):
    return means()[torch.randint(GROUPS, (n,))].float() + SD * torch.randn(n, 2)


def update(net, bank, optimizer):
    rows = torch.randperm(BANK)[:BATCH]
    x = bank[rows].requires_grad_()
    norm = torch.zeros(())
    for _ in range(CHAIN_STEPS):
        g = gradient(net, x)
        x.data += -g + STEP_SIZE * torch.randn_like(x)
        norm += g.flatten(1).norm(dim=1).mean()
    x = x.detach()
    bank[rows] = x
    optimizer.zero_grad()
    (net(data(BATCH)[:, :, None, None]).mean() - net(x).mean()).backward()
    optimizer.step()


def main():
    seed, threads, every, updates = map(int, sys.argv[1:])
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    net = network()
    optimizer = torch.optim.SGD(net.parameters(), RATE)
    bank = 2 * torch.rand(BANK, 2, 1, 1) - 1
    rows, asleep = [], 0.0
    for t in range(1, updates + 1):
        update(net, bank, optimizer)
        if t % every == 0:
            now = time.time()
            kl = ring_kl(lambda points: net(points[:, :, None, None]).flatten() * (2 / STEP_SIZE**2))
            rows.append({"update": t, "at": now - asleep, "kl": kl})
            print(f"eager, update {t}: KL {kl:.3f}", file=sys.stderr, flush=True)
            asleep += time.time() - now
            if all(first_at(rows, mark) for mark in MARKS):
                break
    print(json.dumps({"rows": rows, "engine": f"PyTorch {torch.__version__}"}))


if __name__ == "__main__":
    main()

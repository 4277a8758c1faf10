package org.ebm.sampler;

import java.util.List;
import org.ebm.script.Method;

/**
 * The text of a step of {@link Nuts}. Suffixes: {@code _l} and {@code _r} are the ends of the path, {@code _m} the end that moves, {@code _n} the draw from the half that is being added; {@code x, e, g} the draw from
 * the whole. Float64: weights and kinetic energies.
 */
final class NoUturn {
  /** A path whose H has risen by more is broken off: Hoffman and Gelman (2014), section 3.1.1. */
  private static final String RISES_AT_MOST = "1000.";

  private NoUturn() {}

  static List<Method> methods() {
    return List.of(Leapfrog.kinetic(), row(), turned(), leaf(), nuts());
  }

  /** {@code row(mask, x)}: a value of each chain for all elements of its state. */
  private static Method row() {
    return Method.of("row(mask: Tensor, x: Tensor) -> Tensor", """
        per_chain = [1] * torch.dim(x)
        per_chain[0] = -1
        return torch.reshape(mask, per_chain)""");
  }

  /** Whether the path from a to b, that many times forth in time, returns at one of its ends. */
  private static Method turned() {
    return Method.of(
        "turned(x_a: Tensor, v_a: Tensor, x_b: Tensor, v_b: Tensor, sign: Tensor) -> Tensor", """
        way = torch.mul(sign, torch.sub(x_b, x_a))
        at_a = torch.sum(torch.reshape(torch.mul(way, v_a), [torch.size(way, 0), -1]), [1])
        at_b = torch.sum(torch.reshape(torch.mul(way, v_b), [torch.size(way, 0), -1]), [1])
        return torch.logical_or(torch.le(at_a, 0.), torch.le(at_b, 0.))""");
  }

  /**
   * Whether a U-turn ends at a leaf: each complete subtree of the new half whose last leaf it is, is looked at once. First leaves of subtrees that are not complete yet are kept, one for each size.
   */
  private static Method leaf() {
    return Method.of(
        "leaf(number: int, x_m: Tensor, v_m: Tensor, x_c: List[Tensor], v_c: List[Tensor], sign: Tensor) -> Tensor",
        """
        slot = 0
        rest = number // 2
        while rest > 0:
          slot = slot + rest % 2
          rest = rest // 2
        turned = torch.zeros([torch.size(x_m, 0)], dtype=11, device=x_m.device)
        if number % 2 == 0:
          x_c[slot] = x_m
          v_c[slot] = v_m
        rest = number
        while rest % 2 == 1:
          turned = torch.logical_or(turned, self.turned(x_c[slot], v_c[slot], x_m, v_m, sign))
          slot = slot - 1
          rest = rest // 2
        return turned""");
  }

  /**
   * Three uniform numbers for each doubling and chain of a full block, drawn first: direction, draw within the new half, draw between the halves. The second serves all leaves: given the choice at one
   * leaf, what is left of it is uniform again.
   */
  private static Method nuts() {
    return Method.of(
        "nuts(x: Tensor, e: Tensor, g: Tensor, w: List[Tensor], c: List[Tensor], rows: int, generator: Generator, eps: float, kick: float, temperature: float, max_depth: int)"
            + " -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]",
        """
        v = self.noise(x, rows, generator)
        u = torch.rand([3, max_depth, rows], generator=generator, dtype=7, device=x.device)
        u = torch.narrow(u, 2, 0, torch.size(x, 0))
        kinetic = self.kinetic(v)
        e_0 = e
        x_l = x
        v_l = v
        g_l = g
        x_r = x
        v_r = v
        g_r = g
        log_weight = torch.zeros_like(kinetic)
        nothing = torch.log(log_weight)
        forth = torch.ones_like(self.row(kinetic, x), dtype=6)
        active = torch.ones_like(kinetic, dtype=11)
        diverged = torch.zeros_like(active)
        acceptance = torch.zeros_like(kinetic)
        leaps = torch.zeros_like(kinetic)
        depth = 0
        width = 1
        going = True
        while going:
          forward = torch.lt(torch.select(torch.select(u, 0, 0), 0, depth), 0.5)
          pick = torch.select(torch.select(u, 0, 1), 0, depth)
          forward_row = self.row(forward, x)
          sign = torch.where(forward_row, forth, torch.neg(forth))
          x_m = torch.where(forward_row, x_r, x_l)
          v_m = torch.where(forward_row, v_r, v_l)
          g_m = torch.where(forward_row, g_r, g_l)
          x_n = x
          e_n = e
          g_n = g
          log_half = nothing
          growing = active
          x_c = [x] * max_depth
          v_c = [v] * max_depth
          number = 0
          building = True
          while building:
            growing_row = self.row(growing, x)
            v_half = torch.sub(v_m, torch.mul(sign, g_m), alpha=kick)
            y = torch.add(x_m, torch.mul(sign, v_half), alpha=eps)
            (e_y, g_y) = (self.energy).energy_gradient(y, w, c)
            v_y = torch.sub(v_half, torch.mul(sign, g_y), alpha=kick)
            x_m = torch.where(growing_row, y, x_m)
            v_m = torch.where(growing_row, v_y, v_m)
            g_m = torch.where(growing_row, g_y, g_m)
            fall = torch.add(torch.div(torch.sub(e_0, e_y), temperature), torch.sub(kinetic, self.kinetic(v_y)))
            sane = torch.logical_and(torch.gt(fall, -RISES_AT_MOST), torch.isfinite(fall))
            leaps = torch.add(leaps, torch.to(growing, 7))
            diverged = torch.logical_or(diverged, torch.logical_and(growing, torch.logical_not(sane)))
            growing = torch.logical_and(growing, sane)
            fall = torch.where(growing, fall, nothing)
            acceptance = torch.add(acceptance, torch.clamp(torch.exp(fall), 0., 1.))
            log_next = torch.logaddexp(log_half, fall)
            probability = torch.exp(torch.sub(fall, log_next))
            take = torch.logical_and(growing, torch.lt(pick, probability))
            left = torch.div(torch.sub(pick, probability), torch.sub(torch.ones_like(probability), probability))
            pick = torch.where(take, torch.div(pick, probability), left)
            log_half = torch.where(growing, log_next, log_half)
            take_row = self.row(take, x)
            x_n = torch.where(take_row, y, x_n)
            e_n = torch.where(take, e_y, e_n)
            g_n = torch.where(take_row, g_y, g_n)
            growing = torch.logical_and(growing, torch.logical_not(self.leaf(number, x_m, v_m, x_c, v_c, sign)))
            number = number + 1
            building = number < width and bool(torch.any(growing))
          between = torch.log(torch.select(torch.select(u, 0, 2), 0, depth))
          take = torch.logical_and(growing, torch.lt(between, torch.sub(log_half, log_weight)))
          take_row = self.row(take, x)
          x = torch.where(take_row, x_n, x)
          e = torch.where(take, e_n, e)
          g = torch.where(take_row, g_n, g)
          log_weight = torch.where(growing, torch.logaddexp(log_weight, log_half), log_weight)
          at_right = self.row(torch.logical_and(growing, forward), x)
          at_left = self.row(torch.logical_and(growing, torch.logical_not(forward)), x)
          x_r = torch.where(at_right, x_m, x_r)
          v_r = torch.where(at_right, v_m, v_r)
          g_r = torch.where(at_right, g_m, g_r)
          x_l = torch.where(at_left, x_m, x_l)
          v_l = torch.where(at_left, v_m, v_l)
          g_l = torch.where(at_left, g_m, g_l)
          active = torch.logical_and(growing, torch.logical_not(self.turned(x_l, v_l, x_r, v_r, forth)))
          depth = depth + 1
          width = 2 * width
          going = depth < max_depth and bool(torch.any(active))
        return (x, e, g, torch.to(torch.div(acceptance, leaps), 6), torch.to(diverged, 6), torch.to(leaps, 6))""".replace("RISES_AT_MOST", RISES_AT_MOST));
  }
}

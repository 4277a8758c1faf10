package org.ebm.energy;

import java.util.Locale;
import org.ebm.base.Support;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;

/**
 * An energy as a module of a program. Its methods:
 * <ul>
 *   <li>{@code prepare(p) -> w}: casts and lays out the parameters, once per call;
 *   <li>{@code energy(x, w, c)}: U, float32 (n), differentiable in x and p when made in float32;
 *   <li>{@code energy_gradient(x, w, c)}: U, float32 (n), and dU/dx, float32 (n, ...), in one pass;
 *   <li>{@code gradient(x, w, c)}: dU/dx alone.
 * </ul>
 * The energies of discrete x have the first two, and instead of gradients their conditionals ({@link Ability#CONDITIONALS}):
 * <ul>
 *   <li>{@code sweeps(x, w, c, count, temperature, rows, generator) -> x}: so many Gibbs sweeps of exp(-U / temperature), each of which draws every site once;
 *   <li>{@code tempered(x, w, c, beta)}: minus the logarithm of what {@code sweeps} at temperature 1 / beta leaves as it is, float32 (n), beta &gt;= 0; beta U, but for an energy whose hidden units are
 *       heated too;
 *   <li>{@code all_log_odds(x, w, c)}: of every site given the others, float32 (n, sites), differentiable in p;
 *   <li>{@code log_odds(x, site, w, c)}: U with one site of each chain at its lower value, less U with it at its higher one, float32 (n); {@code site}: int64 (n), of the flattened x.
 * </ul>
 * One that is a density ({@link Ability#NORMALIZED}) has {@code draw(n, w, generator)} too: n draws. {@code c} holds the energy's conditions in its order. {@code rows}: chains of a full block, for which random numbers are drawn whatever n is.
 *
 * @param prepared how many arrays {@code w} has, which need not be as many as {@code p}
 */
public record EnergyModule(TorchClass script, int prepared) {
  public static final String PREPARE = "prepare(p: List[Tensor]) -> List[Tensor]";
  public static final String ENERGY =
      "energy(x: Tensor, w: List[Tensor], c: List[Tensor]) -> Tensor";
  public static final String ENERGY_GRADIENT =
      "energy_gradient(x: Tensor, w: List[Tensor], c: List[Tensor]) -> Tuple[Tensor, Tensor]";
  public static final String GRADIENT =
      "gradient(x: Tensor, w: List[Tensor], c: List[Tensor]) -> Tensor";
  public static final String SWEEPS =
      "sweeps(x: Tensor, w: List[Tensor], c: List[Tensor], count: int, temperature: float, rows: int, generator: Generator) -> Tensor";
  public static final String ALL_LOG_ODDS =
      "all_log_odds(x: Tensor, w: List[Tensor], c: List[Tensor]) -> Tensor";
  public static final String TEMPERED =
      "tempered(x: Tensor, w: List[Tensor], c: List[Tensor], beta: float) -> Tensor";
  public static final String DRAW = "draw(n: int, w: List[Tensor], generator: Generator) -> Tensor";
  /** Of an energy that is a classifier too ({@link Potential#classes}): U_k of each class, float32 (n, K). */
  public static final String CLASS_ENERGIES_NAME = "class_energies";

  static final String CLASS_ENERGIES =
      CLASS_ENERGIES_NAME + "(x: Tensor, w: List[Tensor], c: List[Tensor]) -> Tensor";
  public static final String LOG_ODDS =
      "log_odds(x: Tensor, site: Tensor, w: List[Tensor], c: List[Tensor]) -> Tensor";

  /** {@code all_log_odds}, site by site. */
  static Method eachLogOdds(int sites) {
    return Method.of(ALL_LOG_ODDS, String.format(Locale.ROOT, """
        odds = annotate(List[Tensor], [])
        for i in range(%d):
          site = torch.full([torch.size(x, 0)], i, dtype=4, device=x.device)
          odds = torch.append(odds, self.log_odds(x, site, w, c))
        return torch.stack(odds, 1)""", sites));
  }

  /** {@code log_odds} from two energies. */
  static Method oddsOfBoth(Support support) {
    return Method.of(LOG_ODDS, String.format(Locale.ROOT, """
        index = torch.unsqueeze(site, 1)
        flat = torch.reshape(x, [torch.size(x, 0), -1])
        low = torch.scatter(flat, 1, index, %s)
        high = torch.scatter(flat, 1, index, %s)
        e_low = self.energy(torch.reshape(low, torch.size(x)), w, c)
        return torch.sub(e_low, self.energy(torch.reshape(high, torch.size(x)), w, c))""", support.low(), support.high()));
  }

  /** Whether {@code tempered} is beta U. */
  public boolean heatsItsEnergy() {
    return script.methods().contains(timesBeta());
  }

  /** {@code tempered} as beta U. */
  static Method timesBeta() {
    return Method.of(TEMPERED, "return torch.mul(self.energy(x, w, c), beta)");
  }
}

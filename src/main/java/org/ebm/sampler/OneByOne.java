package org.ebm.sampler;

import org.ebm.script.Method;

/** What rules share that change one element of each chain at a time. Random numbers are drawn for a full block, whatever chains there are. */
final class OneByOne {
  /** {@code sweeps} and {@code temperature}. */
  static final String BEGIN = """
      sweeps = int(arg[0].item())
      temperature = float(arg[1].item())""";

  private OneByOne() {}

  /** {@code orders(elements, rows, generator)}: a random order of all elements for each chain, (elements, rows). */
  static Method orders() {
    return Method.of(
        "orders(elements: int, rows: int, like: Tensor, generator: Generator) -> Tensor", """
        keys = torch.rand([elements, rows], generator=generator, dtype=7, device=like.device)
        return torch.argsort(keys, 0)""");
  }

  /**
   * Lines of a step that visits all elements.
   *
   * @param draw lines that assign {@code value} (n) of element {@code site} (n) of each chain, from {@code odds} (n) and uniform numbers {@code u[i]} (n)
   */
  static String step(String draw) {
    String indented = draw.lines().map(line -> "    " + line + "\n").reduce("", String::concat);
    return """
        n = torch.size(x, 0)
        x = torch.clone(x)
        flat = torch.reshape(x, [n, -1])
        elements = torch.size(flat, 1)
        taken = torch.zeros_like(e)
        for sweep in range(sweeps):
          order = torch.narrow(self.orders(elements, rows, x, generator), 1, 0, n)
          u = torch.narrow(torch.rand([elements, rows], generator=generator, dtype=6, device=x.device), 1, 0, n)
          for i in range(elements):
            site = torch.select(order, 0, i)
            odds = (self.energy).log_odds(x, site, w, c)
        """
        + indented
        + "    flat = torch.scatter_(flat, 1, torch.unsqueeze(site, 1), torch.unsqueeze(value, 1))";
  }
}

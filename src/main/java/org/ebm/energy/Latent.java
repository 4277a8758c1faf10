package org.ebm.energy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.config.Key;
import org.ebm.config.Kind;
import org.ebm.network.Condition;
import org.ebm.network.NetworkDirectory;
import org.ebm.script.Method;
import org.ebm.script.TorchClass;
import org.ebm.script.TorchModule;

/**
 * An energy seen through a generator: U_z(z) = U(g(z)) + |z|^2 / 2 on its latents, to be sampled and mapped as any other. It is the energy of latents whose normal law is tilted by exp(-U(g(z))), not that of
 * examples. Source: Nijkamp et al. (2020), section 5, where landscapes of latents are named.
 */
@Kind("latent")
public record Latent(
    @Key("the energy of examples, given or learned") Energy of,

    @Key("the generator's folder: runs/NAME/model/generator")
    Path generator)
    implements Energy {
  @Override
  public Shape shape() {
    return NetworkDirectory.load(generator).network().shape();
  }

  @Override
  public Optional<Latent> latent() {
    return Optional.of(this);
  }

  @Override
  public Map<String, Energy> parts() {
    return Map.of("of", of);
  }

  @Override
  public Energy withParts(Map<String, Energy> others) {
    return new Latent(others.values().iterator().next(), generator);
  }

  @Override
  public boolean hasConvolutions() {
    return of.hasConvolutions();
  }

  @Override
  public Potential open() {
    NetworkDirectory.Contents learned = NetworkDirectory.load(generator);
    Potential energy = of.open();
    Ability.requireEnergy(
        energy, "energy.latent.of", "is differentiated through the generator", "give an energy");
    if (!learned.network().output().equals(energy.shape())) {
      throw new ConfigException(
          "energy.latent.generator",
          generator + ": makes examples of shape " + learned.network().output()
              + ", the energy takes " + energy.shape()
              + "; name the generator that was learned with it");
    }
    for (Condition condition : learned.network().conditions()) {
      if (!energy.conditions().contains(condition)) {
        throw new ConfigException(
            "energy.latent.generator",
            generator + ": is told '" + condition.name() + "', which the energy is not");
      }
    }
    return new Opened(energy, learned);
  }

  private record Opened(Potential energy, NetworkDirectory.Contents learned) implements Potential {
    @Override
    public Shape shape() {
      return learned.network().shape();
    }

    @Override
    public Space space() {
      return Space.of(shape());
    }

    @Override
    public List<Condition> conditions() {
      return energy.conditions();
    }

    @Override
    public Set<Ability> abilities() {
      return energy.abilities().contains(Ability.CURVATURE)
          ? EnumSet.of(Ability.ENERGY, Ability.GRADIENT, Ability.CURVATURE)
          : EnumSet.of(Ability.ENERGY, Ability.GRADIENT);
    }

    @Override
    public Optional<UserCode> foreign() {
      return energy.foreign();
    }

    @Override
    public long numbersPerExample() {
      return energy.numbersPerExample() + learned.network().numbersPerExample();
    }

    @Override
    public Map<String, String> fingerprints() {
      Map<String, String> all = new TreeMap<>(energy.fingerprints());
      learned.fingerprints().forEach((name, sum) -> all.put("generator/" + name, sum));
      return all;
    }

    @Override
    public EnergyModule module(Precision precision, Graph graph) {
      EnergyModule of = energy.module(precision, Graph.RECORDED);
      TorchClass function = learned.network().holding(learned.weights());
      int prepared = of.prepared();
      List<String> told =
          learned.network().conditions().stream().map(Condition::name).toList();
      List<String> all = energy.conditions().stream().map(Condition::name).toList();
      List<Method> methods = new ArrayList<>(List.of(
          Method.of(
              EnergyModule.PREPARE,
              "return torch.add((self.u_of).prepare(p), (self.generator).prepare(annotate(List[Tensor], [])))"),
          Method.of(
              EnergyModule.ENERGY,
              "y = (self.generator).forward(x, torch.slice(w, " + prepared + "), "
                  + Parts.picked(told, all) + ")\n"
                  + "prior = torch.mul(torch.sum(torch.pow(torch.flatten(x, 1), 2), [1]), 0.5)\n"
                  + "return torch.add((self.u_of).energy(y, torch.slice(w, 0, " + prepared
                  + "), c), prior)")));
      methods.addAll(Autograd.methods(graph));
      Map<String, TorchModule> children = new LinkedHashMap<>();
      children.put("u_of", of.script());
      children.put("generator", function);
      return new EnergyModule(
          new TorchClass("Latent", children, Map.of(), Map.of(), methods),
          prepared + learned.network().prepared());
    }
  }
}

package org.ebm.network;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ebm.base.ConfigException;
import org.ebm.base.Shape;
import org.ebm.config.Key;
import org.ebm.config.Kind;

/**
 * Tells the layers after it of which class x should be: a learned number for each class and each unit or channel is added to its input. The energy is then a family of energies U(x; label), one for each
 * class.
 * <p>Source: Du and Mordatch (2019), NeurIPS, section 4.4 (conditional energies), with one offset for each class in place of a gain and an offset.
 */
@Kind("label_embedding")
public record LabelEmbedding(
    @Key(value = "classes; labels are 0, ..., classes - 1", range = ">= 2, <= 100000")
    int classes) implements Layer {
  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 1 && !input.isImage()) {
      throw new ConfigException("", "label_embedding needs a flat input or an image, got " + input);
    }
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(new Parameter("weight", Shape.of(classes, input.size(0)), 1));
  }

  @Override
  public Map<String, Condition> conditions() {
    List<Double> labels = IntStream.range(0, classes).mapToObj(k -> (double) k).toList();
    return Map.of(Condition.LABEL, Condition.number(Condition.LABEL, labels, Optional.empty()));
  }

  @Override
  public boolean isPiecewiseLinear() {
    return true;
  }

  @Override
  public String forward(Lines lines) {
    String units = lines.input().isImage() ? "[-1, %d, 1, 1]" : "[-1, %d]";
    return lines.of("""
        {of_class} = torch.index_select({weight}, 0, torch.to({label}, 4))
        {out} = torch.add({in}, torch.reshape({of_class}, %s))""", String.format(Locale.ROOT, units, lines.input().size(0)));
  }

  @Override
  public Optional<String> inputGradient(Lines lines) {
    return Optional.of(lines.of("{gradIn} = {gradOut}"));
  }
}

package org.ebm.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The numbers a key allows: all conditions of {@link Key#range()} together. */
record Range(List<Condition> conditions) {
  /** Every number. */
  static final Range ANY = new Range(List.of());

  private static final Pattern CONDITION = Pattern.compile("(>=|<=|>|<)\\s*(\\S+)");

  record Condition(String comparison, BigDecimal bound) {
    boolean holds(BigDecimal number) {
      int order = number.compareTo(bound);
      return switch (comparison) {
        case ">" -> order > 0;
        case ">=" -> order >= 0;
        case "<" -> order < 0;
        default -> order <= 0;
      };
    }

    @Override
    public String toString() {
      return comparison + " " + bound;
    }
  }

  /**
   * Reads {@code ">= 0, < 1"}; empty text allows every number.
   *
   * @throws IllegalArgumentException for any other text: a mistake in the annotation
   */
  static Range parse(String text) {
    List<Condition> conditions = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      Matcher matcher = CONDITION.matcher(part.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException("not a range: '" + text + "'");
      }
      conditions.add(new Condition(matcher.group(1), new BigDecimal(matcher.group(2))));
    }
    return new Range(List.copyOf(conditions));
  }

  boolean contains(BigDecimal number) {
    return conditions.stream().allMatch(condition -> condition.holds(number));
  }

  /** As in messages: {@code >= 0 and < 1}. */
  @Override
  public String toString() {
    return conditions.stream().map(Condition::toString).collect(Collectors.joining(" and "));
  }
}

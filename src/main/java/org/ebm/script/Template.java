package org.ebm.script;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TorchScript lines with words in braces, which get their names where the lines are used; and the names that lines use. */
public final class Template {
  private static final Pattern WORD = Pattern.compile("\\{(\\w+)}");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_]\\w*");

  private Template() {}

  /** The template with every braced word replaced by its name, and then formatted with the arguments. */
  public static String of(String template, UnaryOperator<String> names, Object... arguments) {
    Matcher matcher = WORD.matcher(template.strip());
    String named =
        matcher.replaceAll(match -> Matcher.quoteReplacement(names.apply(match.group(1))));
    return String.format(Locale.ROOT, named, arguments);
  }

  /** All identifiers in lines: variables, methods and attributes alike. */
  public static Set<String> identifiers(Collection<String> lines) {
    Set<String> found = new HashSet<>();
    lines.forEach(
        line -> IDENTIFIER.matcher(line).results().forEach(match -> found.add(match.group())));
    return found;
  }
}

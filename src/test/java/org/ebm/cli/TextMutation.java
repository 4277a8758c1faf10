package org.ebm.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;

/** Ways in which a YAML, JSON or CSV text goes wrong: by an editor, by a slip, or by somebody who means it. */
enum TextMutation {
  OTHER_VALUE {
    @Override
    String apply(String text, UniformRandomProvider random) {
      return replaced(text, TOKEN, VALUES.get(random.nextInt(VALUES.size())), random);
    }
  },
  EXCHANGED_TOKENS {
    @Override
    String apply(String text, UniformRandomProvider random) {
      List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
      if (tokens.size() < 2) {
        return text;
      }
      int first = random.nextInt(tokens.size() - 1);
      MatchResult one = tokens.get(first);
      MatchResult other = tokens.get(first + 1 + random.nextInt(tokens.size() - 1 - first));
      return text.substring(0, one.start())
          + other.group()
          + text.substring(one.end(), other.start())
          + one.group()
          + text.substring(other.end());
    }
  },
  RENAMED_KEY {
    @Override
    String apply(String text, UniformRandomProvider random) {
      return replaced(text, KEY, KEYS.get(random.nextInt(KEYS.size())), random);
    }
  },
  LOST_LINE {
    @Override
    String apply(String text, UniformRandomProvider random) {
      List<String> lines = lines(text);
      lines.remove(random.nextInt(lines.size()));
      return String.join("\n", lines);
    }
  },
  REPEATED_LINE {
    @Override
    String apply(String text, UniformRandomProvider random) {
      List<String> lines = lines(text);
      lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
      return String.join("\n", lines);
    }
  },
  EXCHANGED_LINES {
    @Override
    String apply(String text, UniformRandomProvider random) {
      List<String> lines = lines(text);
      Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
      return String.join("\n", lines);
    }
  },
  INDENTED_LINE {
    @Override
    String apply(String text, UniformRandomProvider random) {
      List<String> lines = lines(text);
      int line = random.nextInt(lines.size());
      lines.set(line, (random.nextBoolean() ? "\t" : "  ") + lines.get(line));
      return String.join("\n", lines);
    }
  },
  LOST_CHARACTER {
    @Override
    String apply(String text, UniformRandomProvider random) {
      int place = random.nextInt(text.length());
      return text.substring(0, place) + text.substring(place + 1);
    }
  },
  INSERTED_SPECIAL {
    @Override
    String apply(String text, UniformRandomProvider random) {
      int place = random.nextInt(text.length() + 1);
      String special = SPECIALS.get(random.nextInt(SPECIALS.size()));
      return text.substring(0, place) + special + text.substring(place);
    }
  },
  ADDED_BOMB {
    @Override
    String apply(String text, UniformRandomProvider random) {
      return switch (random.nextInt(5)) {
        case 0 -> text + "\nseed: " + "[".repeat(10_000);
        case 1 -> text + "\nseed: " + "{a: ".repeat(5_000);
        case 2 -> text + "\nseed: &a [1, 2, *a]\n";
        case 3 -> text + "\na: &a [1,1]\nb: &b [*a,*a]\nc: &c [*b,*b]\nseed: [*c,*c]\n";
        default -> text + "\n# " + "x".repeat(random.nextInt(1 << 21));
      };
    }
  };

  /** Numbers, words and quoted texts. */
  private static final Pattern TOKEN = Pattern.compile("\"[^\"\n]*\"|-?[\\w.+-]+");

  private static final Pattern KEY = Pattern.compile("\\b\\w++(?=\"?\\s*+:)");

  private static final List<String> KEYS =
      List.of("seed", "steps", "x", "<<", "class", "", "null", "1");

  private static final List<String> VALUES = List.of(
      "0",
      "-1",
      "1",
      "-0.0",
      "0.5",
      "1e-320",
      "1e308",
      "1e400",
      "1e999999999",
      "nan",
      ".nan",
      "NaN",
      ".inf",
      "-.inf",
      "Infinity",
      "2147483647",
      "2147483648",
      "-2147483648",
      "9223372036854775807",
      "9223372036854775808",
      "0x7fffffff",
      "0o17",
      "1_000",
      "9".repeat(500),
      "true",
      "null",
      "~",
      "\"\"",
      "[]",
      "{}",
      "[null]",
      "[[[[]]]]",
      "{a: {b: c}}",
      "\"\\u0000\"",
      "\"../../x\"",
      "+1000000000-12-31T23:59:59Z",
      "1e-9",
      "3",
      "langevin",
      "none");

  private static final List<String> SPECIALS = List.of(
      "\0",
      "\uFEFF",
      "\t",
      "\r",
      "\u2028",
      "\u00e9",
      "\uD83D\uDE00",
      "\u001b[2J",
      "&a ",
      "*a",
      "*undefined ",
      "<<: *a\n",
      "<<: {seed: 1}\n",
      "!!java.lang.Runtime ",
      "!!javax.script.ScriptEngineManager [] ",
      "!!binary ",
      "!!float ",
      "!!int ",
      "!x ",
      "---\n",
      "...\n",
      "%YAML 9.9\n",
      "? ",
      "- ",
      ": ",
      "#",
      "|\n",
      ">\n",
      "{",
      "}",
      "[",
      "]",
      "\"",
      "'",
      ",",
      "\n",
      "\\",
      "`",
      "@");

  abstract String apply(String text, UniformRandomProvider random);

  /** One to three mutations; now and then of the encoded text, which then need not be UTF-8 any more. */
  static byte[] of(byte[] content, UniformRandomProvider random) {
    if (random.nextInt(5) == 0) {
      return ByteMutation.of(content, random);
    }
    String text = new String(content, StandardCharsets.UTF_8);
    for (int left = 1 + random.nextInt(3); left > 0 && !text.isEmpty(); left--) {
      text = values()[random.nextInt(values().length)].apply(text, random);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String replaced(
      String text, Pattern pattern, String by, UniformRandomProvider random) {
    List<MatchResult> found = pattern.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text;
    }
    MatchResult one = found.get(random.nextInt(found.size()));
    return text.substring(0, one.start()) + by + text.substring(one.end());
  }

  private static List<String> lines(String text) {
    return new ArrayList<>(List.of(text.split("\n", -1)));
  }
}

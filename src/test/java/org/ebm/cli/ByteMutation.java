package org.ebm.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;

/** Ways in which a file's bytes go wrong: by a bad disk or copy, or by somebody who means it. */
enum ByteMutation {
  FLIPPED_BIT {
    @Override
    byte[] apply(byte[] bytes, UniformRandomProvider random) {
      byte[] mutated = bytes.clone();
      mutated[place(bytes, random)] ^= (byte) (1 << random.nextInt(8));
      return mutated;
    }
  },
  OTHER_BYTE {
    @Override
    byte[] apply(byte[] bytes, UniformRandomProvider random) {
      byte[] mutated = bytes.clone();
      mutated[place(bytes, random)] = (byte) random.nextInt(256);
      return mutated;
    }
  },
  CUT_OFF {
    @Override
    byte[] apply(byte[] bytes, UniformRandomProvider random) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
  },
  CUT_OUT {
    @Override
    byte[] apply(byte[] bytes, UniformRandomProvider random) {
      int from = place(bytes, random);
      return spliced(bytes, from, new byte[0], length(bytes, from, random));
    }
  },
  INSERTED {
    @Override
    byte[] apply(byte[] bytes, UniformRandomProvider random) {
      byte[] more = new byte[1 + random.nextInt(64)];
      random.nextBytes(more);
      return spliced(bytes, place(bytes, random), more, 0);
    }
  },
  ZEROED {
    @Override
    byte[] apply(byte[] bytes, UniformRandomProvider random) {
      int from = place(bytes, random);
      byte[] mutated = bytes.clone();
      Arrays.fill(mutated, from, from + length(bytes, from, random), (byte) 0);
      return mutated;
    }
  },
  REPEATED {
    @Override
    byte[] apply(byte[] bytes, UniformRandomProvider random) {
      int from = place(bytes, random);
      byte[] again = Arrays.copyOfRange(bytes, from, from + length(bytes, from, random));
      return spliced(bytes, from, again, 0);
    }
  },
  BINARY_NUMBER {
    @Override
    byte[] apply(byte[] bytes, UniformRandomProvider random) {
      long number = EXTREMES.get(random.nextInt(EXTREMES.size()));
      int width = 1 << (1 + random.nextInt(3));
      ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      byte[] field = Arrays.copyOf(buffer.putLong(number).array(), width);
      return spliced(
          bytes, place(bytes, random), random.nextBoolean() ? field : turned(field), width);
    }
  },
  WRITTEN_NUMBER {
    @Override
    byte[] apply(byte[] bytes, UniformRandomProvider random) {
      Matcher digits = DIGITS.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
      long count = digits.results().count();
      if (count == 0) {
        return BINARY_NUMBER.apply(bytes, random);
      }
      digits.reset();
      for (long skipped = random.nextLong(count); skipped >= 0; skipped--) {
        digits.find();
      }
      // half the time of the same length, so that the lengths of headers stay true
      String number = random.nextBoolean()
          ? "9".repeat(digits.group().length())
          : String.valueOf(EXTREMES.get(random.nextInt(EXTREMES.size())));
      return spliced(
          bytes,
          digits.start(),
          number.getBytes(StandardCharsets.ISO_8859_1),
          digits.group().length());
    }
  };

  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final List<Long> EXTREMES = List.of(
      0L,
      -1L,
      1L,
      65_535L,
      (long) Integer.MAX_VALUE,
      (long) Integer.MIN_VALUE,
      1L << 32,
      1L << 62,
      Long.MAX_VALUE,
      Long.MIN_VALUE);

  abstract byte[] apply(byte[] bytes, UniformRandomProvider random);

  /** One to three mutations. */
  static byte[] of(byte[] bytes, UniformRandomProvider random) {
    byte[] mutated = bytes;
    for (int left = 1 + random.nextInt(3); left > 0 && mutated.length > 0; left--) {
      mutated = values()[random.nextInt(values().length)].apply(mutated, random);
    }
    return mutated;
  }

  /** Half of the time near the start, where the headers are. */
  private static int place(byte[] bytes, UniformRandomProvider random) {
    return random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 256) : bytes.length);
  }

  private static int length(byte[] bytes, int from, UniformRandomProvider random) {
    return Math.min(bytes.length - from, 1 + random.nextInt(64));
  }

  private static byte[] spliced(byte[] bytes, int from, byte[] more, int replaced) {
    int rest = Math.min(bytes.length, from + replaced);
    return ByteBuffer.allocate(from + more.length + bytes.length - rest)
        .put(bytes, 0, from)
        .put(more)
        .put(bytes, rest, bytes.length - rest)
        .array();
  }

  private static byte[] turned(byte[] field) {
    byte[] turned = new byte[field.length];
    for (int i = 0; i < field.length; i++) {
      turned[i] = field[field.length - 1 - i];
    }
    return turned;
  }
}

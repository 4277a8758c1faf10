package org.ebm.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file really is that is no PNG or JPEG image, whatever its name says. */
final class PictureKind {
  /** Bytes that are enough to tell. */
  static final int BYTES = 64;

  private PictureKind() {}

  /** {@code a WebP image}; {@code unknown} if nothing speaks for any kind. */
  static String of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.isEmpty()) {
      return "empty";
    } else if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return "a WebP image";
    } else if (text.startsWith("ftyp", 4)) {
      String brand = text.substring(8, Math.min(12, text.length()));
      return switch (brand) {
        case "avif", "avis" -> "an AVIF image";
        case "heic", "heix", "mif1", "msf1", "hevc" -> "a HEIC image";
        default -> "a film";
      };
    } else if (text.startsWith("\0\0\0\fJXL ") || text.startsWith("\u00ff\n")) {
      return "a JPEG XL image";
    } else if (text.startsWith("\0\0\0\fjP  ") || text.startsWith("\u00ffO\u00ffQ")) {
      return "a JPEG 2000 image";
    } else if (text.startsWith("8BPS")) {
      return "a Photoshop file";
    } else if (text.startsWith("%PDF")) {
      return "a PDF document";
    } else if (text.startsWith("version https://git-lfs")) {
      return "a pointer of Git LFS to an image (git lfs pull fetches it)";
    }
    String word = text.stripLeading().toLowerCase(Locale.ROOT);
    if (word.startsWith("<svg") || word.startsWith("<?xml")) {
      return "an SVG drawing or other XML";
    } else if (word.startsWith("<!doctype html") || word.startsWith("<html")) {
      return "a web page";
    }
    return text.chars().allMatch(c -> c == 0) ? "zeros" : "unknown";
  }
}

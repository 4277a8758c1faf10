package org.ebm.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Stroke;

/**
 * How lines and areas look: on pages by the classes of their stylesheet, elsewhere by colour and stroke.
 *
 * @param part class of the stylesheet that says what it is
 * @param name class that says which of several; may be empty
 */
record Ink(String part, String name, Color colour, Stroke stroke) {
  private static final Stroke THIN = new BasicStroke(1f);
  private static final Stroke THICK =
      new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final Stroke DASHED = new BasicStroke(
      1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1f, new float[] {5, 4}, 0);

  static final Ink GRID = new Ink("grid", "", Palette.FAINT, THIN);
  static final Ink FRAME = new Ink("frame", "", Palette.SOFT, THIN);
  static final Ink INK = new Ink("", "", Palette.INK, THIN);
  static final Ink PAPER = of(Palette.PAPER);
  static final Ink SHADE = of(Palette.SHADE);
  static final Ink EDGE = of(Palette.EDGE);
  static final Ink LEVEL = new Ink("level", "", Palette.INK, DASHED);

  /** The k-th line of a plot; dashed if its colour was there before. */
  static Ink line(int k) {
    boolean again = Palette.isRepeated(k);
    String name = "c" + k % Palette.LINES + (again ? " dashed" : "");
    return new Ink("line", name, Palette.line(k), again ? DASHED : THICK);
  }

  /** A line or an area in a colour that pages have no name for. */
  static Ink of(Color colour) {
    return new Ink("", "", colour, THICK);
  }

  /** The same as a thin line, for many points. */
  Ink thin() {
    return new Ink(part, name, colour, stroke == DASHED ? DASHED : THIN);
  }

  /** The values behind a line of means. */
  Ink cloud() {
    return new Ink("cloud", name, Palette.towardsPaper(colour, 0.65), THIN);
  }

  /** The area around a line. */
  Ink spread() {
    // what lies below must be seen: areas of several lines cover each other
    Color thin = new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 51);
    return new Ink("spread", name, thin, THIN);
  }

  /** A single point. */
  Ink dot() {
    return new Ink("dot", name, colour, THIN);
  }

  String classes() {
    return name.isEmpty() ? part : part + " " + name;
  }
}

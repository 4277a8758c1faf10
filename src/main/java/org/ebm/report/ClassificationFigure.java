package org.ebm.report;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.run.FeaturesRecord;
import org.ebm.run.FeaturesRecord.Score;

/** Accuracy over the number of labels, with 95 % intervals: a panel for each classifier, a curve for each features. */
public final class ClassificationFigure {
  /** Of the number of labels, from one kind of features to the next. */
  private static final double ASIDE = 1.04;

  private static final int PANEL = 520;
  private static final int HEIGHT = 440;
  private static final int TOP = 44;
  private static final double DOT = 3.5;
  private static final Map<String, String> NAMES =
      Map.of("logistic", "Logistic regression", "svm", "Linear support vector machine");

  private ClassificationFigure() {}

  /** Writes it as a PNG. */
  public static void write(Path png, FeaturesRecord.Classification found) {
    List<String> classifiers =
        found.scores().stream().map(Score::classifier).distinct().toList();
    Canvas canvas = new Canvas(classifiers.size() * PANEL + 8, TOP + HEIGHT + 8);
    canvas.text(
        "Right of " + Counted.of(found.test(), "test example") + " of "
            + Counted.of(found.classes(), "class") + ", 95 % intervals",
        Canvas.TITLE,
        16,
        30);
    Axis axis = Axis.around(
        found.scores().stream()
            .flatMapToDouble(s -> DoubleStream.of(100 * s.low(), 100 * s.high()))
            .toArray(),
        false,
        0.05);
    for (int i = 0; i < classifiers.size(); i++) {
      String classifier = classifiers.get(i);
      ChartPanel.draw(
          canvas,
          new Chart(
              NAMES.getOrDefault(classifier, classifier),
              new Chart.Side("labelled examples", true),
              new Chart.Side("right, %", axis),
              marks(found, classifier)),
          new Rectangle(i * PANEL, TOP, PANEL, HEIGHT));
    }
    canvas.write(png);
  }

  private static List<Mark> marks(FeaturesRecord.Classification found, String classifier) {
    List<Mark> marks = new ArrayList<>();
    List<String> features =
        found.scores().stream().map(Score::features).distinct().toList();
    for (int k = 0; k < features.size(); k++) {
      String name = features.get(k);
      List<Score> scores = found.scores().stream()
          .filter(s -> s.classifier().equals(classifier) && s.features().equals(name))
          .toList();
      // side by side: intervals at one place hide each other
      double aside = Math.pow(ASIDE, k - (features.size() - 1) / 2.0);
      double[] labels = scores.stream().mapToDouble(s -> aside * s.labels()).toArray();
      double[] right = scores.stream().mapToDouble(s -> 100 * s.accuracy()).toArray();
      marks.add(
          new Mark.Curve(new Series(name, labels, right), Ink.line(k), Mark.Curve.Detail.ALL));
      marks.add(new Mark.Segments(
          scores.stream()
              .flatMapToDouble(s -> DoubleStream.of(
                  aside * s.labels(), 100 * s.low(), aside * s.labels(), 100 * s.high()))
              .toArray(),
          Ink.line(k)));
      marks.add(new Mark.Points(points(labels, right), DOT, Ink.line(k)));
    }
    return marks;
  }

  private static FloatArray points(double[] x, double[] y) {
    float[] values = new float[2 * x.length];
    for (int i = 0; i < x.length; i++) {
      values[2 * i] = (float) x[i];
      values[2 * i + 1] = (float) y[i];
    }
    return new FloatArray(new int[] {x.length, 2}, values);
  }
}

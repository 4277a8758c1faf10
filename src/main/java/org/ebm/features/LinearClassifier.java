package org.ebm.features;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Locale;
import org.ebm.base.FloatArray;

/**
 * A linear classifier of LIBLINEAR, each class against all others, the largest value wins. The same labels give the same classifier. Source: Fan, Chang, Hsieh, Wang and Lin (2008), Journal of Machine
 * Learning Research 9.
 */
enum LinearClassifier {
  /** Logistic regression. */
  LOGISTIC(SolverType.L2R_LR, SolverType.L2R_LR_DUAL),
  /** A support vector machine with squared hinge loss. */
  SVM(SolverType.L2R_L2LOSS_SVC, SolverType.L2R_L2LOSS_SVC_DUAL);

  /** LIBLINEAR's own, of Newton steps in the weights and of coordinate steps in the dual. */
  private static final double TOLERANCE = 0.01;

  private static final double DUAL_TOLERANCE = 0.1;

  private final SolverType primal;
  private final SolverType dual;

  LinearClassifier(SolverType primal, SolverType dual) {
    this.primal = primal;
    this.dual = dual;
  }

  /** As in tables. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Learns from some rows; predicts the classes of others.
   *
   * @param cost C, the weight of an error against |w|^2 / 2
   */
  int[] predicted(Rows learned, int[] labels, double cost, Rows asked) {
    Linear.disableDebugOutput();
    Problem problem = new Problem();
    problem.l = learned.rows().length;
    problem.n = learned.width() + 1;
    problem.bias = 1;
    problem.x = learned.rows();
    problem.y = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      problem.y[i] = labels[i];
    }
    // one optimum, and the shorter of two ways there; the dual draws its order from a fixed seed
    Model model = Linear.train(
        problem,
        problem.n > problem.l
            ? new Parameter(dual, cost, DUAL_TOLERANCE)
            : new Parameter(primal, cost, TOLERANCE));
    int[] classes = new int[asked.rows().length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (int) Linear.predict(model, asked.rows()[i]);
    }
    return classes;
  }

  /**
   * Rows of features as LIBLINEAR takes them, with a last one of 1.
   *
   * @param width without it
   */
  record Rows(Feature[][] rows, int width) {
    /**
     * Some rows, less a mean and over a spread, column by column.
     *
     * @param which rows, in this order
     */
    static Rows of(FloatArray features, int[] which, Scale scale) {
      int width = features.rowElements();
      Feature[][] rows = new Feature[which.length][width + 1];
      for (int i = 0; i < which.length; i++) {
        for (int column = 0; column < width; column++) {
          double value = features.values()[which[i] * width + column];
          rows[i][column] = new FeatureNode(column + 1, scale.of(column, value));
        }
        rows[i][width] = new FeatureNode(width + 1, 1);
      }
      return new Rows(rows, width);
    }
  }

  /** What columns are measured in: the mean and standard deviation of those that are learned from. */
  record Scale(double[] mean, double[] sd) {
    static Scale of(FloatArray features, int[] which) {
      int width = features.rowElements();
      double[] mean = new double[width];
      double[] sd = new double[width];
      for (int row : which) {
        for (int column = 0; column < width; column++) {
          mean[column] += features.values()[row * width + column] / (double) which.length;
        }
      }
      for (int row : which) {
        for (int column = 0; column < width; column++) {
          double off = features.values()[row * width + column] - mean[column];
          sd[column] += off * off / which.length;
        }
      }
      for (int column = 0; column < width; column++) {
        sd[column] = Math.sqrt(sd[column]);
      }
      return new Scale(mean, sd);
    }

    /** A column that does not vary among the learned says nothing. */
    double of(int column, double value) {
      return sd[column] > 0 ? (value - mean[column]) / sd[column] : 0;
    }
  }
}

package dev.interlace.plugins.fusion;

import dev.interlace.plugins.fusion.LateFusion.Calibration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Makes the probabilities of one classifier mean what they say, learned from rows that it was not trained on.
 *
 * <p>TEMPERATURE: {@code q = softmax(log p / T)} with the T that minimises the log-loss; the loss is convex in
 * {@code 1/T}, so the root of its derivative is found by bisection. PLATT: one logistic curve per class, {@code q_c = 1
 * / (1 + exp(-(a_c s + b_c)))} of the log-odds {@code s} of {@code p_c}, against targets moved off 0 and 1; then
 * divided by the sum. ISOTONIC: one rising function per class, by pooling adjacent violators, straight between the
 * points; then divided by the sum.
 *
 * <p>References: Guo et al.: On Calibration of Modern Neural Networks, ICML 2017, section 4.2 (temperature); Platt:
 * Probabilistic Outputs for Support Vector Machines, Advances in Large Margin Classifiers, 1999, with the Newton steps
 * of Lin, Lin, Weng: A Note on Platt's Probabilistic Outputs, Machine Learning 68, 2007; Zadrozny and Elkan:
 * Transforming Classifier Scores into Accurate Multiclass Probability Estimates, KDD 2002 (isotonic, and one curve per
 * class with a division by the sum).
 */
record Calibrator(Calibration kind, List<double[]> curves) {
    /** Keeps logarithms finite where a probability is 0. */
    private static final double FLOOR = 1e-12;

    /** The inverse temperature stays in {@code [1/LIMIT, LIMIT]}: where every row is right it would run away. */
    private static final double LIMIT = 100;

    private static final int NEWTON_STEPS = 100;
    private static final double RIDGE = 1e-10;

    Calibrator {
        curves = List.copyOf(curves);
    }

    /** The calibrator that changes nothing. */
    static Calibrator none() {
        return new Calibrator(Calibration.NONE, List.of());
    }

    /**
     * Learns a calibrator.
     *
     * @param p {@code [rows][classes]}, what the classifier says of rows that it was not trained on
     * @param labels {@code [rows]}
     */
    static Calibrator fit(Calibration kind, double[][] p, int[] labels) {
        if (p.length == 0) {
            return none();
        }
        List<double[]> curves = new ArrayList<>();
        switch (kind) {
            case NONE -> {}
            case TEMPERATURE -> curves.add(new double[] {inverseTemperature(p, labels)});
            case PLATT, ISOTONIC -> {
                for (int c = 0; c < p[0].length; c++) {
                    int wanted = c;
                    double[] scores =
                            Arrays.stream(p).mapToDouble(row -> row[wanted]).toArray();
                    boolean[] hit = new boolean[labels.length];
                    for (int row = 0; row < hit.length; row++) {
                        hit[row] = labels[row] == c;
                    }
                    curves.add(kind == Calibration.PLATT ? logistic(scores, hit) : rising(scores, hit));
                }
            }
        }
        return new Calibrator(kind, curves);
    }

    /** The calibrated probabilities; if every class gets 0, the row stays as it was. */
    double[] apply(double[] p) {
        double[] q = new double[p.length];
        double sum = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < p.length; c++) {
            q[c] = switch (kind) {
                case NONE -> p[c];
                case TEMPERATURE -> curves.get(0)[0] * Math.log(Math.max(p[c], FLOOR));
                case PLATT -> sigmoid(curves.get(c)[0] * logOdds(p[c]) + curves.get(c)[1]);
                case ISOTONIC -> interpolate(curves.get(c), p[c]);
            };
            most = Math.max(most, q[c]);
        }
        for (int c = 0; c < p.length; c++) {
            q[c] = kind == Calibration.TEMPERATURE ? Math.exp(q[c] - most) : q[c];
            sum += q[c];
        }
        if (!(sum > 0)) {
            return p.clone();
        }
        for (int c = 0; c < p.length; c++) {
            q[c] /= sum;
        }
        return q;
    }

    /** The T of TEMPERATURE. */
    double temperature() {
        return 1 / curves.get(0)[0];
    }

    private static double inverseTemperature(double[][] p, int[] labels) {
        double low = Math.log(1 / LIMIT);
        double high = Math.log(LIMIT);
        for (int step = 0; step < 60; step++) {
            double middle = (low + high) / 2;
            if (slope(Math.exp(middle), p, labels) > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Math.exp((low + high) / 2);
    }

    /**
     * The derivative of the log-loss by the inverse temperature b: sum over rows of E_softmax(b l)[l] - l_label, l =
     * log p.
     */
    private static double slope(double b, double[][] p, int[] labels) {
        double slope = 0;
        for (int row = 0; row < p.length; row++) {
            double most = Arrays.stream(p[row]).max().orElse(1);
            double sum = 0;
            double mean = 0;
            for (double x : p[row]) {
                double l = Math.log(Math.max(x, FLOOR));
                double weight = Math.exp(b * (l - Math.log(Math.max(most, FLOOR))));
                sum += weight;
                mean += weight * l;
            }
            slope += mean / sum - Math.log(Math.max(p[row][labels[row]], FLOOR));
        }
        return slope;
    }

    /** {@code a, b} of {@code 1 / (1 + exp(-(a s + b)))} with the least log-loss against Platt's targets. */
    private static double[] logistic(double[] scores, boolean[] hit) {
        double hits = 0;
        for (boolean one : hit) {
            hits += one ? 1 : 0;
        }
        double high = (hits + 1) / (hits + 2);
        double low = 1 / (hit.length - hits + 2);
        double[] s = Arrays.stream(scores).map(Calibrator::logOdds).toArray();
        double a = 0;
        double b = Math.log((hits + 1) / (hit.length - hits + 1));
        double value = logLoss(a, b, s, hit, high, low);
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double ga = 0;
            double gb = 0;
            double haa = RIDGE;
            double hab = 0;
            double hbb = RIDGE;
            for (int i = 0; i < s.length; i++) {
                double q = sigmoid(a * s[i] + b);
                double gap = q - (hit[i] ? high : low);
                ga += gap * s[i];
                gb += gap;
                haa += q * (1 - q) * s[i] * s[i];
                hab += q * (1 - q) * s[i];
                hbb += q * (1 - q);
            }
            if (Math.abs(ga) < 1e-9 && Math.abs(gb) < 1e-9) {
                break;
            }
            double det = haa * hbb - hab * hab;
            double da = -(hbb * ga - hab * gb) / det;
            double db = -(haa * gb - hab * ga) / det;
            double length = 1;
            while (length > 1e-10 && !(logLoss(a + length * da, b + length * db, s, hit, high, low) < value)) {
                length /= 2;
            }
            if (length <= 1e-10) {
                break;
            }
            a += length * da;
            b += length * db;
            value = logLoss(a, b, s, hit, high, low);
        }
        return new double[] {a, b};
    }

    private static double logLoss(double a, double b, double[] s, boolean[] hit, double high, double low) {
        double sum = 0;
        for (int i = 0; i < s.length; i++) {
            double z = a * s[i] + b;
            double target = hit[i] ? high : low;
            // log(1 + exp(z)) - target z without overflow
            sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - target * z;
        }
        return sum;
    }

    /** The rising function of least squared error as {@code x_1, ..., x_k, y_1, ..., y_k}, both ascending. */
    private static double[] rising(double[] scores, boolean[] hit) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> scores[i]));
        List<double[]> blocks = new ArrayList<>(); // first x, last x, sum of hits, number
        for (int i : order) {
            double[] next = {scores[i], scores[i], hit[i] ? 1 : 0, 1};
            while (!blocks.isEmpty()) {
                double[] last = blocks.get(blocks.size() - 1);
                boolean tied = last[1] == next[0];
                if (!tied && last[2] / last[3] < next[2] / next[3]) {
                    break;
                }
                blocks.remove(blocks.size() - 1);
                next = new double[] {last[0], next[1], last[2] + next[2], last[3] + next[3]};
            }
            blocks.add(next);
        }
        double[] curve = new double[4 * blocks.size()];
        for (int k = 0; k < blocks.size(); k++) {
            double[] block = blocks.get(k);
            curve[2 * k] = block[0];
            curve[2 * k + 1] = block[1];
            curve[2 * (blocks.size() + k)] = block[2] / block[3];
            curve[2 * (blocks.size() + k) + 1] = block[2] / block[3];
        }
        return curve;
    }

    private static double interpolate(double[] curve, double x) {
        int k = curve.length / 2;
        if (x <= curve[0]) {
            return curve[k];
        }
        for (int i = 1; i < k; i++) {
            if (x <= curve[i]) {
                double width = curve[i] - curve[i - 1];
                double share = width > 0 ? (x - curve[i - 1]) / width : 1;
                return curve[k + i - 1] + share * (curve[k + i] - curve[k + i - 1]);
            }
        }
        return curve[2 * k - 1];
    }

    private static double logOdds(double p) {
        return Math.log(Math.max(p, FLOOR)) - Math.log(Math.max(1 - p, FLOOR));
    }

    private static double sigmoid(double z) {
        return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
    }
}

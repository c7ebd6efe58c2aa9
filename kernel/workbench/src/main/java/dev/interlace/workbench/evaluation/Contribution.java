package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Features;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * What each modality contributes to a model's accuracy. An absent modality is what the model's own missing policy makes of it, so a
 * number says as much of the policy as of the modality.
 *
 * <p>With the accuracy {@code v(S)} when only the modalities S are given: alone {@code v({m}) - v({})}; left out {@code v(all) - v(all \ {m})};
 * the Shapley value {@code sum over S without m of |S|! (M - |S| - 1)! / M! (v(S + m) - v(S))}, exact over all {@code 2^M} subsets. The
 * Shapley values sum to {@code v(all) - v({})}.
 *
 * <p>Reference: Shapley: A Value for n-Person Games, Contributions to the Theory of Games II, 1953, eq. 12.
 *
 * @param name the model
 * @param rows the number of rows that it was measured on
 * @param modalities in the order of the model
 * @param everything accuracy with all modalities
 * @param nothing accuracy with none
 * @param alone by modality
 * @param leftOut by modality
 * @param shapley by modality
 */
public record Contribution(
        String name,
        int rows,
        List<String> modalities,
        double everything,
        double nothing,
        List<Double> alone,
        List<Double> leftOut,
        List<Double> shapley)
        implements Showable {
    /** The largest number of modalities whose subsets are all tried. */
    public static final int MOST = 12;

    public Contribution {
        modalities = List.copyOf(modalities);
        alone = List.copyOf(alone);
        leftOut = List.copyOf(leftOut);
        shapley = List.copyOf(shapley);
    }

    /**
     * Measures a model on labelled rows, with {@code 2^M} predictions.
     *
     * @throws IllegalArgumentException when there are more than {@value #MOST} modalities, when a row is of a class that the model does not
     *     know, or when the model rejects absent modalities
     */
    public static Contribution of(FusionModel model, MultimodalBatch batch, Labels labels) {
        List<String> names =
                model.modalities().stream().map(modality -> modality.name()).toList();
        return of(model.provenance().methodId(), batch.rows(), names, subset -> {
            MultimodalBatch some = batch;
            for (int m = 0; m < names.size(); m++) {
                some = (subset >> m & 1) == 1 ? some : some.masked(names.get(m), Presence.none(batch.rows()));
            }
            return accuracy(
                    new OutsideScores(names.toString(), model.classes(), Rows.doubles(model.predict(some))), labels);
        });
    }

    /** The contributions in any game: {@code value} is that of the modalities whose bits are set. */
    static Contribution of(String name, int rows, List<String> modalities, IntToDoubleFunction value) {
        int players = modalities.size();
        if (players > MOST) {
            throw new IllegalArgumentException("Contribution: exact Shapley values need a prediction for each of 2^"
                    + players + " subsets; at most " + MOST + " modalities, got " + players);
        }
        double[] v = new double[1 << players];
        for (int subset = 0; subset < v.length; subset++) {
            v[subset] = value.applyAsDouble(subset);
        }
        int all = v.length - 1;
        List<Double> alone = new ArrayList<>();
        List<Double> leftOut = new ArrayList<>();
        List<Double> shapley = new ArrayList<>();
        for (int m = 0; m < players; m++) {
            int bit = 1 << m;
            alone.add(v[bit] - v[0]);
            leftOut.add(v[all] - v[all & ~bit]);
            double sum = 0;
            for (int subset = 0; subset < v.length; subset++) {
                if ((subset & bit) == 0) {
                    sum += weight(Integer.bitCount(subset), players) * (v[subset | bit] - v[subset]);
                }
            }
            shapley.add(sum);
        }
        return new Contribution(name, rows, modalities, v[all], v[0], alone, leftOut, shapley);
    }

    /** {@code s! (M - s - 1)! / M!}: one over the number of orders in which just s come before. */
    private static double weight(int before, int players) {
        double weight = 1.0 / players;
        for (int k = 1; k <= before; k++) {
            weight *= (double) k / (players - k);
        }
        return weight;
    }

    static double accuracy(OutsideScores scores, Labels labels) {
        int[] truth = scores.truth(labels);
        int[] predicted = scores.predicted();
        int right = 0;
        for (int row = 0; row < truth.length; row++) {
            right += truth[row] == predicted[row] ? 1 : 0;
        }
        return (double) right / truth.length;
    }

    /**
     * How much of a model's accuracy needs one modality together with the others, by the empirical multimodally-additive projection: of all
     * models {@code f(x) + g(rest)} the one that is nearest to this model on these rows.
     *
     * <p>With the centred logarithms of the probabilities {@code l(i, j)} when the modality comes from row i and all others from row j: the
     * projection of row i is {@code mean_j l(i, j) + mean_j l(j, i) - mean_jk l(j, k)}. Without an interaction it is the model itself.
     *
     * <p>Reference: Hessel and Lee: Does my multimodal model learn cross-modal interactions? It's harder to tell than you might think!, EMNLP
     * 2020, algorithm 1; the paper projects logits, of which a softmax keeps all but their mean.
     *
     * @param modality the modality
     * @param rows the number of rows
     * @param model accuracy of the model
     * @param additive accuracy of its projection
     * @param residual share of the variance of the centred logarithms that the projection leaves, in [0, 1]
     */
    public record Additive(String modality, int rows, double model, double additive, double residual)
            implements Showable {
        private static final int MOST_ROWS = 1000;

        /** Keeps logarithms finite where a probability is 0 in single precision. */
        private static final double FLOOR = 1e-30;

        /** The accuracy that needs the interaction. */
        public double gap() {
            return model - additive;
        }

        /** Measures a model on labelled rows, with a prediction for every pair of rows. */
        public static Additive of(FusionModel model, MultimodalBatch batch, Labels labels, String modality) {
            int n = batch.rows();
            int classes = model.classes().size();
            if (n == 0 || n > MOST_ROWS) {
                throw new IllegalArgumentException("Contribution.Additive: every pair of rows is predicted; give 1 to "
                        + MOST_ROWS + " rows, got " + n);
            }
            Features own = batch.get(modality);
            double[][] ofOwn = new double[n][classes]; // mean_j l(i, j)
            double[][] ofRest = new double[n][classes]; // mean_j l(j, i)
            double[][] diagonal = new double[n][]; // l(i, i)
            double[] all = new double[classes];
            double squares = 0;
            for (int i = 0; i < n; i++) {
                int[] same = new int[n];
                Arrays.fill(same, i);
                double[] logs = Rows.doubles(model.predict(batch.with(own.rows(same))));
                for (int j = 0; j < n; j++) {
                    double[] l = centred(logs, j, classes);
                    diagonal[i] = i == j ? l : diagonal[i];
                    for (int c = 0; c < classes; c++) {
                        ofOwn[i][c] += l[c] / n;
                        ofRest[j][c] += l[c] / n;
                        all[c] += l[c] / n / n;
                        squares += l[c] * l[c];
                    }
                }
            }
            double explained = 0;
            double[] projected = new double[n * classes];
            for (int i = 0; i < n; i++) {
                for (int c = 0; c < classes; c++) {
                    projected[i * classes + c] = ofOwn[i][c] + ofRest[i][c] - all[c];
                    explained += n * (ofOwn[i][c] - all[c]) * (ofOwn[i][c] - all[c])
                            + n * (ofRest[i][c] - all[c]) * (ofRest[i][c] - all[c]);
                }
            }
            double total = squares;
            double[] plain = new double[n * classes];
            for (int c = 0; c < classes; c++) {
                total -= (double) n * n * all[c] * all[c];
            }
            for (int i = 0; i < n; i++) {
                System.arraycopy(diagonal[i], 0, plain, i * classes, classes);
            }
            double residual = total > 1e-12 * squares ? Math.max(0, 1 - explained / total) : 0;
            return new Additive(
                    modality,
                    n,
                    accuracy(softmax(model, plain), labels),
                    accuracy(softmax(model, projected), labels),
                    residual);
        }

        private static double[] centred(double[] probabilities, int row, int classes) {
            double[] l = new double[classes];
            double mean = 0;
            for (int c = 0; c < classes; c++) {
                l[c] = Math.log(Math.max(probabilities[row * classes + c], FLOOR));
                mean += l[c] / classes;
            }
            for (int c = 0; c < classes; c++) {
                l[c] -= mean;
            }
            return l;
        }

        private static OutsideScores softmax(FusionModel model, double[] logits) {
            int classes = model.classes().size();
            double[] p = new double[logits.length];
            for (int from = 0; from < p.length; from += classes) {
                double most = Double.NEGATIVE_INFINITY;
                double sum = 0;
                for (int c = from; c < from + classes; c++) {
                    most = Math.max(most, logits[c]);
                }
                for (int c = from; c < from + classes; c++) {
                    p[c] = Math.exp(logits[c] - most);
                    sum += p[c];
                }
                for (int c = from; c < from + classes; c++) {
                    p[c] /= sum;
                }
            }
            return new OutsideScores(model.provenance().methodId(), model.classes(), p);
        }

        @Override
        public DisplayData display() {
            TableView table = new TableView("accuracy", "value")
                    .row("model", model)
                    .row("without interaction of " + modality + " with the rest", additive)
                    .row("gap", gap())
                    .row("share of variance that is interaction", residual);
            String note = "EMAP over all pairs of " + rows + " rows";
            return DisplayData.html(
                    table.html() + "<p><small>" + TableView.escape(note) + "</small></p>", table.text() + "\n" + note);
        }

        @Override
        public String toString() {
            return display().plain();
        }
    }

    /** Shapley values, left out and alone, side by side. */
    public Figure figure() {
        return Charts.bars(
                "Contribution to the accuracy of " + name,
                "modality",
                "accuracy",
                List.of(
                        Charts.Bars.of("Shapley", modalities, array(shapley)),
                        Charts.Bars.of("left out", modalities, array(leftOut)),
                        Charts.Bars.of("alone", modalities, array(alone))));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(value -> value).toArray();
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("modality", "Shapley", "left out", "alone");
        for (int m = 0; m < modalities.size(); m++) {
            table.row(modalities.get(m), shapley.get(m), leftOut.get(m), alone.get(m));
        }
        String note = "accuracy " + TableView.number(everything) + " with all, " + TableView.number(nothing)
                + " with none, on " + rows + " rows; absent modalities by the model's missing policy";
        return DisplayData.html(
                figure().html() + table.html() + "<p><small>" + TableView.escape(note) + "</small></p>",
                name + "\n" + table.text() + "\n" + note);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}

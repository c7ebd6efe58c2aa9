package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Presence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What stands in rows of absent modalities, after standardisation: nothing but zeros, which are the training means; the
 * raw zero; or the mean under a joint Gaussian given what is present, {@code mu_a + S_ap (S_pp + ridge I)^-1 (x_p -
 * mu_p)}.
 *
 * <p>The covariance S is that of the training rows that have every modality, token sequences by the mean of their
 * tokens; a filled sequence is one token, and a picture counts as the sequence of its pixels. The ridge is
 * {@value AbsentFill#RIDGE} of a column's variance, so that fewer rows than columns and constant columns are no
 * exception. Without at least two complete rows S is the identity, and the fill is the mean.
 *
 * <p>Reference: Little and Rubin: Statistical Analysis with Missing Data, 2nd edition, 2002, section 11.2 (the
 * conditional mean; fitted on complete rows here, not by EM).
 *
 * @param names modalities, sorted
 * @param widths their widths
 * @param covariance of all columns one after the other, {@code [d, d]}; empty but for CONDITIONAL_GAUSSIAN
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of a fit; never compared
record AbsentFill(List<String> names, int[] widths, double[][] covariance) {
    static final double RIDGE = 0.1;

    AbsentFill {
        names = List.copyOf(names);
    }

    /** Fits the covariance where the policy needs it. */
    static AbsentFill fit(Map<String, Features> scaled, MissingPolicy policy) {
        List<String> names = new ArrayList<>(new TreeMap<>(scaled).keySet());
        int[] widths =
                names.stream().mapToInt(name -> require(scaled, name).width()).toArray();
        if (policy != MissingPolicy.CONDITIONAL_GAUSSIAN) {
            return new AbsentFill(names, widths, new double[0][0]);
        }
        int all = Arrays.stream(widths).sum();
        double[][] covariance = new double[all][all];
        double[][] rows = rows(scaled, names, all);
        double[] mean = new double[all];
        int complete = 0;
        for (int row = 0; row < rows.length; row++) {
            if (complete(scaled, row)) {
                complete++;
                for (int c = 0; c < all; c++) {
                    mean[c] += rows[row][c];
                }
            }
        }
        for (int row = 0; row < rows.length; row++) {
            for (int c = 0; c < all && complete(scaled, row); c++) {
                for (int k = 0; k <= c; k++) {
                    covariance[c][k] +=
                            (rows[row][c] - mean[c] / complete) * (rows[row][k] - mean[k] / complete) / complete;
                }
            }
        }
        for (int c = 0; c < all; c++) {
            for (int k = 0; k < c; k++) {
                covariance[c][k] = complete < 2 ? 0 : covariance[c][k];
                covariance[k][c] = covariance[c][k];
            }
            double variance = complete < 2 ? 1 : covariance[c][c];
            covariance[c][c] = variance > 0 ? (1 + RIDGE) * variance : 1; // a constant column takes part in nothing
        }
        return new AbsentFill(names, widths, covariance);
    }

    private static Features require(Map<String, Features> scaled, String name) {
        Features features = scaled.get(name);
        if (features == null) {
            throw new IllegalStateException("the model has lost modality '" + name + "'");
        }
        return features;
    }

    private static boolean complete(Map<String, Features> scaled, int row) {
        return scaled.values().stream().allMatch(features -> features.presence().has(row));
    }

    /** All modalities side by side, sequences by the mean of their tokens, {@code [n][d]}. */
    private static double[][] rows(Map<String, Features> scaled, List<String> names, int all) {
        int n = require(scaled, names.get(0)).rows();
        double[][] rows = new double[n][all];
        int from = 0;
        for (String name : names) {
            Features features = require(scaled, name);
            float[] values = Host.floats(features.values());
            int[] lengths = features.lengths();
            int width = features.width();
            int tokens = values.length / Math.max(1, n * width);
            for (int row = 0; row < n; row++) {
                int counted = !features.presence().has(row) ? 0 : lengths.length == 0 ? 1 : lengths[row];
                for (int t = 0; t < counted; t++) {
                    for (int c = 0; c < width; c++) {
                        rows[row][from + c] += values[(row * tokens + t) * width + c] / counted;
                    }
                }
            }
            from += width;
        }
        return rows;
    }

    /**
     * The features with absent rows filled; presence masks stay as they are, and a filled sequence has length 1, but a
     * filled picture is of that colour everywhere.
     *
     * @param prepared for the raw zero of ZERO
     * @param pictures the modalities whose tokens are the pixels of pictures
     */
    Map<String, Features> apply(
            Map<String, Features> scaled, MissingPolicy policy, Map<String, Prepared> prepared, Set<String> pictures) {
        boolean fills = policy == MissingPolicy.ZERO || policy == MissingPolicy.CONDITIONAL_GAUSSIAN;
        if (!fills || scaled.values().stream().allMatch(f -> f.presence().isComplete())) {
            return scaled;
        }
        Map<String, Features> filled = new TreeMap<>();
        double[][] conditional = policy == MissingPolicy.CONDITIONAL_GAUSSIAN ? conditional(scaled) : new double[0][0];
        int from = 0;
        for (int m = 0; m < names.size(); m++) {
            String name = names.get(m);
            Features features = require(scaled, name);
            Prepared own = prepared.get(name);
            float[] zero = own == null || conditional.length > 0 ? new float[widths[m]] : own.zero();
            float[] values = Host.floats(features.values());
            int[] lengths = features.lengths();
            int perRow = values.length / Math.max(1, features.rows());
            for (int row = 0; row < features.rows(); row++) {
                if (features.presence().has(row)) {
                    continue;
                }
                int places = pictures.contains(name) ? perRow : widths[m];
                for (int i = 0; i < places; i++) {
                    int c = i % widths[m];
                    values[row * perRow + i] = conditional.length > 0 ? (float) conditional[row][from + c] : zero[c];
                }
                if (lengths.length > 0 && !pictures.contains(name)) {
                    lengths[row] = 1;
                }
            }
            INDArray tensor =
                    Host.tensor(DataType.FLOAT, values, features.values().shape());
            filled.put(name, with(features, tensor, lengths));
            from += widths[m];
        }
        return filled;
    }

    private static Features with(Features features, INDArray tensor, int[] lengths) {
        String name = features.modality().name();
        Presence presence = features.presence();
        return features.modality().kind() == Modality.Kind.TOKENS
                ? Features.tokens(name, tensor, lengths, presence)
                : features.modality().kind() == Modality.Kind.SCORES
                        ? Features.scores(name, tensor, presence)
                        : Features.vector(name, tensor, presence);
    }

    /**
     * The conditional means of the absent columns of every row, {@code [n][d]}; one factorisation for each pattern of
     * presence.
     */
    private double[][] conditional(Map<String, Features> scaled) {
        int all = Arrays.stream(widths).sum();
        double[][] rows = rows(scaled, names, all);
        Map<List<Boolean>, Cholesky> factors = new HashMap<>();
        for (int row = 0; row < rows.length; row++) {
            List<Boolean> pattern = new ArrayList<>();
            for (String name : names) {
                pattern.add(require(scaled, name).presence().has(row));
            }
            if (pattern.contains(false) && pattern.contains(true)) {
                int[] present = columns(pattern, true);
                Cholesky factor = factors.computeIfAbsent(pattern, key -> Cholesky.of(block(present), () -> {}));
                double[] x = new double[present.length];
                for (int i = 0; i < x.length; i++) {
                    x[i] = rows[row][present[i]];
                }
                double[] solved = factor.solve(x);
                for (int c : columns(pattern, false)) {
                    for (int i = 0; i < x.length; i++) {
                        rows[row][c] += covariance[c][present[i]] * solved[i];
                    }
                }
            }
        }
        return rows;
    }

    private int[] columns(List<Boolean> pattern, boolean present) {
        List<Integer> columns = new ArrayList<>();
        int from = 0;
        for (int m = 0; m < widths.length; m++) {
            for (int c = 0; c < widths[m] && pattern.get(m) == present; c++) {
                columns.add(from + c);
            }
            from += widths[m];
        }
        return columns.stream().mapToInt(c -> c).toArray();
    }

    private double[][] block(int[] columns) {
        double[][] block = new double[columns.length][columns.length];
        for (int i = 0; i < columns.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                block[i][j] = covariance[columns[i]][columns[j]];
            }
        }
        return block;
    }
}

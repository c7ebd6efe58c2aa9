package dev.interlace.plugins.fusion;

import dev.interlace.plugins.fusion.KernelSumFusion.Similarity;
import dev.interlace.spi.Features;
import dev.interlace.spi.MultimodalBatch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One modality's training rows in a {@link KernelSumFusion}, and how alike a row is to each.
 *
 * @param look how rows are read
 * @param rows {@code [n][d]}
 * @param present {@code [n]}
 * @param scale RBF: {@code 1 / (2 sigma^2)}; LINEAR: {@code 1 / d}
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of a fit; never compared
record KernelPart(PooledRows look, double[][] rows, boolean[] present, double scale) {
    static KernelPart fit(Features features, MultimodalBatch batch, KernelSumFusion.Options options) {
        PooledRows look = PooledRows.fit(KernelSumFusion.ID, features);
        double[][] rows = look.of(KernelSumFusion.ID, batch);
        boolean[] present = new boolean[rows.length];
        for (int row = 0; row < present.length; row++) {
            present[row] = features.presence().has(row);
        }
        double scale = 1.0 / features.width();
        if (options.similarity() == Similarity.RBF) {
            double sigma = options.bandwidth()
                    * medianDistance(rows, features.presence().rowsPresent());
            scale = 1 / (2 * sigma * sigma);
        }
        return new KernelPart(look, rows, present, scale);
    }

    double similarity(double[] x, int row, Similarity kind) {
        double sum = 0;
        for (int c = 0; c < x.length; c++) {
            double gap = x[c] - rows[row][c];
            sum += kind == Similarity.RBF ? gap * gap : x[c] * rows[row][c];
        }
        return kind == Similarity.RBF ? Math.exp(-sum * scale) : sum * scale;
    }

    /** The lower median distance of pairs of different rows; 1 where all are equal or there is but one. */
    static double medianDistance(double[][] rows, int[] present) {
        int step = Math.max(1, (present.length + KernelSumFusion.MEDIAN_ROWS - 1) / KernelSumFusion.MEDIAN_ROWS);
        int[] used = IntStream.range(0, present.length)
                .filter(i -> i % step == 0)
                .map(i -> present[i])
                .toArray();
        double[] distances = new double[used.length * (used.length - 1) / 2];
        int at = 0;
        for (int i = 0; i < used.length; i++) {
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (int c = 0; c < rows[used[i]].length; c++) {
                    double gap = rows[used[i]][c] - rows[used[j]][c];
                    sum += gap * gap;
                }
                distances[at++] = Math.sqrt(sum);
            }
        }
        Arrays.sort(distances);
        double median = distances.length == 0 ? 0 : distances[(distances.length - 1) / 2];
        return median > 0 ? median : 1;
    }

    /** {@code k(x)} against every training row, {@code [n]}; an empty vector is an absent modality. */
    static double[] similarities(List<KernelPart> parts, Similarity kind, List<double[]> x) {
        double[] k = new double[parts.get(0).rows.length];
        for (int m = 0; m < parts.size(); m++) {
            KernelPart part = parts.get(m);
            for (int row = 0; row < k.length && x.get(m).length > 0; row++) {
                k[row] += part.present[row] ? part.similarity(x.get(m), row, kind) / parts.size() : 0;
            }
        }
        return k;
    }
}

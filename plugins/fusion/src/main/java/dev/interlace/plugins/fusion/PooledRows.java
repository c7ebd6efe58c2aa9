package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.networks.Standardizer;
import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;

/**
 * One modality as standardised vectors, for methods that are solved and not trained: token sequences enter as the mean
 * of their tokens.
 *
 * @param modality name and kind
 * @param standardizer fitted on the training rows
 */
record PooledRows(Modality modality, Standardizer standardizer) {
    /** The look of a modality's training rows. */
    static PooledRows fit(String method, Features features) {
        Checks.vectorsOrTokens(method, features);
        if (features.presence().count() == 0) {
            throw new IllegalArgumentException(method + ": no training row has modality '"
                    + features.modality().name() + "'; leave it out of the batch");
        }
        return new PooledRows(features.modality(), Standardizer.fit(features));
    }

    /** The rows of a batch, {@code [n][d]}; zeros where absent. */
    double[][] of(String method, MultimodalBatch batch) {
        Features scaled = standardizer.apply(Checks.fitted(method, batch, modality));
        double[] values = Host.doubles(scaled.values());
        int width = scaled.width();
        int tokens = values.length / Math.max(1, scaled.rows() * width);
        int[] lengths = scaled.lengths();
        double[][] rows = new double[scaled.rows()][width];
        for (int row = 0; row < rows.length; row++) {
            int counted = !scaled.presence().has(row) ? 0 : lengths.length == 0 ? 1 : lengths[row];
            for (int t = 0; t < counted; t++) {
                for (int c = 0; c < width; c++) {
                    rows[row][c] += values[(row * tokens + t) * width + c] / counted;
                }
            }
        }
        return rows;
    }
}

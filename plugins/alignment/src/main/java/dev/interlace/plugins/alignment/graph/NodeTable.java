package dev.interlace.plugins.alignment.graph;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An embedding of the nodes of one graph that was worked out at the fit.
 *
 * @param modality the graph's name and kind
 * @param width of the node features at the fit
 * @param rows {@code [n, D]}, of length 1 or 0
 */
record NodeTable(Modality modality, int width, INDArray rows) {
    /** The rows {@code [n, D]} of a side, brought to length 1. */
    static NodeTable of(Features side, float[] rows, int columns) {
        for (int i = 0; i < side.rows(); i++) {
            double square = 0;
            for (int c = i * columns; c < (i + 1) * columns; c++) {
                square += (double) rows[c] * rows[c];
            }
            for (int c = i * columns; c < (i + 1) * columns && square > 0; c++) {
                rows[c] = (float) (rows[c] / Math.sqrt(square));
            }
        }
        return new NodeTable(side.modality(), side.width(), Host.tensor(DataType.FLOAT, rows, side.rows(), columns));
    }

    /** The rows, if these are the features of the graph that was fitted. */
    INDArray of(String method, Features features) {
        SeedChecks.requireGraph(method, features);
        if (features.width() != width) {
            throw new IllegalArgumentException(features.modality().name() + ": the model was fitted on " + width
                    + " columns, got " + features.width());
        }
        if (features.rows() != rows.size(0)) {
            throw new IllegalArgumentException(method + ": the fitted graph has " + rows.size(0) + " nodes, got "
                    + features.rows() + "; this method embeds the graph that it was fitted on");
        }
        requireFinite(features);
        return rows.dup('c');
    }

    static void requireFinite(Features features) {
        float[] values = Host.floats(features.values());
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(features.modality().name() + ": features must be finite, got "
                        + values[i] + " in row " + i / features.width() + ", column " + i % features.width());
            }
        }
    }
}

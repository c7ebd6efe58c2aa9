package dev.interlace.plugins.alignment.distribution;

import dev.interlace.plugins.alignment.distribution.PairSums.Diagonal;
import java.util.List;

/** Two samples in blocks of rows, equally many of each and all rows in one of them. */
final class SampleBlocks {
    private final Sample x;
    private final Sample y;
    private final int blocks;

    /**
     * Blocks of about that many rows of the shorter side.
     *
     * @param size rows, at least 2; 0 takes the root of the shorter side's rows
     */
    SampleBlocks(Sample x, Sample y, int size) {
        this.x = x;
        this.y = y;
        int shorter = Math.min(x.n, y.n);
        int rows = size > 0 ? size : Math.max(2, (int) Math.round(Math.sqrt(shorter)));
        blocks = Math.max(1, shorter / rows);
    }

    private Sample block(Sample side, int block) {
        return side.rows(from(side, block), from(side, block + 1));
    }

    private int from(Sample side, int block) {
        return (int) ((long) side.n * block / blocks);
    }

    /** The unbiased value of each block. */
    double[] values(RowKernel kernel) {
        EmbeddingDistance distance = new EmbeddingDistance(kernel, Diagonal.LEFT_OUT);
        double[] values = new double[blocks];
        for (int b = 0; b < blocks; b++) {
            values[b] = distance.value(block(x, b), block(y, b));
        }
        return values;
    }

    /** Adds the gradient of the blocks' mean with respect to x. */
    void addGradient(RowKernel kernel, List<double[]> gradient) {
        EmbeddingDistance distance = new EmbeddingDistance(kernel, Diagonal.LEFT_OUT);
        for (int b = 0; b < blocks; b++) {
            Sample left = block(x, b);
            List<double[]> own = left.zeros();
            distance.addGradient(left, block(y, b), 1.0 / blocks, own);
            for (int p = 0; p < own.size(); p++) {
                int to = from(x, b) * x.part(p).d();
                System.arraycopy(own.get(p), 0, gradient.get(p), to, own.get(p).length);
            }
        }
    }
}

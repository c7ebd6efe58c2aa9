package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.PairChecks;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Supervision;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The known pairs of two modalities, row by row, in double precision.
 *
 * @param left {@code [n, p]}
 * @param right {@code [n, q]}
 */
record PairedColumns(INDArray left, INDArray right) {
    /** The pairs, at least 2. */
    static PairedColumns of(String method, Features left, Features right, Supervision supervision) {
        requireVectors(method, left);
        requireVectors(method, right);
        PairChecks.needsPairs(method, left, right, supervision, 2);
        INDArray x = values(method, left);
        INDArray y = values(method, right);
        if (supervision instanceof Supervision.Seeds seeds) {
            return new PairedColumns(rows(x, seeds.left()), rows(y, seeds.right()));
        }
        return new PairedColumns(x, y);
    }

    /** The values of vectors in double precision, all present and finite. */
    static INDArray values(String method, Features features) {
        requireVectors(method, features);
        Checks.present(method, features);
        double[] values = Host.doubles(features.values());
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(features.modality().name() + ": features must be finite, row "
                        + i / features.width() + " is not; mark it absent or repair it");
            }
        }
        return Nd4j.createFromArray(values).reshape('c', features.values().shape());
    }

    int rows() {
        return (int) left.size(0);
    }

    /** Some of the pairs. */
    PairedColumns rows(int[] chosen) {
        return new PairedColumns(rows(left, chosen), rows(right, chosen));
    }

    private static INDArray rows(INDArray of, int[] rows) {
        double[] from = Host.doubles(of);
        int width = (int) of.size(1);
        double[] taken = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(from, rows[i] * width, taken, i * width, width);
        }
        return Nd4j.createFromArray(taken).reshape('c', new long[] {rows.length, width});
    }

    /** Column means {@code [1, d]}. */
    static INDArray means(INDArray x) {
        return x.mean(true, 0);
    }

    /**
     * Of centred columns {@code [n, d]} the inverse standard deviations (n - 1) {@code [1, d]}; 0 where a column is
     * constant.
     */
    static INDArray inverseDeviations(INDArray centred, INDArray means) {
        int d = (int) centred.size(1);
        double[] squares = new double[d];
        double[] x = Host.doubles(centred);
        for (int i = 0; i < x.length; i++) {
            squares[i % d] += x[i] * x[i];
        }
        double[] mean = Host.doubles(means);
        long n = centred.size(0);
        for (int c = 0; c < d; c++) {
            double deviation = Math.sqrt(squares[c] / (n - 1));
            squares[c] = deviation > 1e-7 * Math.abs(mean[c]) && deviation > 0 ? 1 / deviation : 0;
        }
        return Spectral.row(squares);
    }

    private static void requireVectors(String method, Features features) {
        Modality.Kind kind = features.modality().kind();
        if (kind != Modality.Kind.VECTOR && kind != Modality.Kind.SCORES) {
            throw new IllegalArgumentException(
                    method + ": '" + features.modality().name() + "' must be of kind VECTOR, got " + kind
                            + "; ask the encoder for vectors");
        }
        if (features.width() == 0) {
            throw new IllegalArgumentException(
                    method + ": '" + features.modality().name() + "' has no columns");
        }
    }
}

package dev.interlace.plugins.alignment.distribution;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.networks.Cholesky;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.plugins.alignment.distribution.ClassifierTest.Inputs;
import dev.interlace.plugins.alignment.distribution.ClassifierTest.Options;
import dev.interlace.spi.SeedSource;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pooled rows of two samples of which some are for training and some held out, with what Fisher's discriminant needs
 * and no labelling changes.
 *
 * @param inputs {@code [n + m][d]}, standardised on the training rows
 * @param isTraining {@code [n + m]}
 * @param n rows of the left sample
 * @param factor of the training rows' covariance with its ridge
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of one test; never compared
record HeldOut(double[][] inputs, boolean[] isTraining, int n, Cholesky factor) {
    /** Splits, standardises and factors. */
    static HeldOut of(INDArray x, INDArray y, Options options, Runnable eachStep) {
        double[][] left = sorted(x);
        double[][] right = sorted(y);
        double[][] rows = Stream.of(left, right).flatMap(Arrays::stream).toArray(double[][]::new);
        boolean[] isTraining = new boolean[rows.length];
        mark(isTraining, 0, left.length, options);
        mark(isTraining, left.length, right.length, options);
        double[][] inputs = standardized(rows, isTraining);
        if (options.inputs() == Inputs.SQUARES) {
            inputs =
                    standardized(Arrays.stream(inputs).map(HeldOut::withSquares).toArray(double[][]::new), isTraining);
        }
        return new HeldOut(
                inputs,
                isTraining,
                left.length,
                Cholesky.of(covariance(inputs, isTraining, options.ridge()), eachStep));
    }

    private static double[][] sorted(INDArray x) {
        double[] values = Host.doubles(x);
        int d = Math.toIntExact(x.size(1));
        return IntStream.range(0, values.length / d)
                .mapToObj(row -> Arrays.copyOfRange(values, row * d, (row + 1) * d))
                .sorted(Arrays::compare)
                .toArray(double[][]::new);
    }

    /** At least one row of a side is held out, and at least one is not. */
    private static void mark(boolean[] isTraining, int from, int count, Options options) {
        int heldOut = (int) Math.max(1, Math.min(count - 1, Math.round(options.testShare() * count)));
        int[] order = new SeedSource(options.seed()).split("c2st").permutation(count);
        for (int i = heldOut; i < count; i++) {
            isTraining[from + order[i]] = true;
        }
    }

    /** Mean 0 and variance 1 over the training rows; a column that is constant there becomes 0 everywhere. */
    private static double[][] standardized(double[][] rows, boolean[] isTraining) {
        int d = rows[0].length;
        double[] mean = new double[d];
        double[] square = new double[d];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            count += isTraining[i] ? 1 : 0;
            for (int c = 0; c < d && isTraining[i]; c++) {
                mean[c] += rows[i][c];
            }
        }
        for (int c = 0; c < d; c++) {
            mean[c] /= count;
        }
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < d && isTraining[i]; c++) {
                square[c] += (rows[i][c] - mean[c]) * (rows[i][c] - mean[c]);
            }
        }
        double[][] standard = new double[rows.length][d];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < d; c++) {
                double deviation = Math.sqrt(square[c] / count);
                standard[i][c] = deviation > 0 ? (rows[i][c] - mean[c]) / deviation : 0;
            }
        }
        return standard;
    }

    private static double[] withSquares(double[] row) {
        double[] both = Arrays.copyOf(row, 2 * row.length);
        for (int c = 0; c < row.length; c++) {
            both[row.length + c] = row[c] * row[c];
        }
        return both;
    }

    private static double[][] covariance(double[][] inputs, boolean[] isTraining, double ridge) {
        int d = inputs[0].length;
        double[][] training = IntStream.range(0, inputs.length)
                .filter(i -> isTraining[i])
                .mapToObj(i -> inputs[i])
                .toArray(double[][]::new);
        INDArray rows = Nd4j.createFromArray(training);
        INDArray product = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {d, d}, 'c');
        MatrixProduct.into(product, rows, TRANSPOSED, rows, PLAIN, 1.0 / training.length, 0);
        double[] flat = Host.doubles(product);
        double[][] covariance = new double[d][];
        for (int c = 0; c < d; c++) {
            covariance[c] = Arrays.copyOfRange(flat, c * d, (c + 1) * d);
            covariance[c][c] += ridge;
        }
        return covariance;
    }

    int rows() {
        return inputs.length;
    }

    /** The order that leaves every row on its side. */
    int[] observed() {
        return IntStream.range(0, rows()).toArray();
    }

    /**
     * The mean of both sides' shares of held-out rows that are told right.
     *
     * @param order of all rows: the first training rows in it count as left, as many as there are, and so the first
     *     held-out ones
     */
    double balancedAccuracy(int[] order) {
        boolean[] isLeft = new boolean[rows()];
        int[] room = new int[2];
        for (int row = 0; row < n; row++) {
            room[isTraining[row] ? 1 : 0]++;
        }
        for (int row : order) {
            isLeft[row] = room[isTraining[row] ? 1 : 0]-- > 0;
        }
        double[] left = mean(isLeft, true);
        double[] right = mean(isLeft, false);
        double[] difference = new double[left.length];
        double[] middle = new double[left.length];
        for (int c = 0; c < left.length; c++) {
            difference[c] = left[c] - right[c];
            middle[c] = (left[c] + right[c]) / 2;
        }
        double[] w = factor.solve(difference);
        double[] told = new double[2];
        int[] count = new int[2];
        for (int row = 0; row < rows(); row++) {
            if (!isTraining[row]) {
                double score = 0;
                for (int c = 0; c < w.length; c++) {
                    score += w[c] * (inputs[row][c] - middle[c]);
                }
                double saysLeft = score == 0 ? 0.5 : score > 0 ? 1 : 0;
                told[isLeft[row] ? 1 : 0] += isLeft[row] ? saysLeft : 1 - saysLeft;
                count[isLeft[row] ? 1 : 0]++;
            }
        }
        return (told[0] / count[0] + told[1] / count[1]) / 2;
    }

    private double[] mean(boolean[] isLeft, boolean side) {
        double[] mean = new double[inputs[0].length];
        int count = 0;
        for (int row = 0; row < rows(); row++) {
            if (isTraining[row] && isLeft[row] == side) {
                count++;
                for (int c = 0; c < mean.length; c++) {
                    mean[c] += inputs[row][c];
                }
            }
        }
        for (int c = 0; c < mean.length; c++) {
            mean[c] /= count;
        }
        return mean;
    }
}

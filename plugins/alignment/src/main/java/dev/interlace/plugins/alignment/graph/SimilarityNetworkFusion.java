package dev.interlace.plugins.alignment.graph;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Similarity network fusion: one similarity of all rows from several modalities of the same rows. Each modality's
 * similarities are carried over the nearest neighbours of the others until all agree; what only one modality says, and
 * weakly, is lost on the way.
 *
 * <p>Use it to cluster rows by all modalities at once, without labels, where each shows the same groups through other
 * noise. It fails where modalities show groupings that cross: the exchange carries similarity over both, and all
 * becomes one. It needs several n x n arrays.
 *
 * <p>{@code W(i, j) = N(rho_ij; 0, mu eps_ij)} with {@code eps_ij = (mean_N(rho_i) + mean_N(rho_j) + rho_ij) / 3}; S is
 * W among the K nearest, with rows of sum 1; {@code P_v <- S_v (mean of the other P) S_v' + I}, in {@code rounds}
 * rounds.
 *
 * <p>n rows, rho Euclidean distance of standardised rows.
 *
 * <p>Reference: Wang et al.: Similarity Network Fusion for Aggregating Data Types on a Genomic Scale, Nature Methods
 * 11, 2014, online methods, eq. 1 to 5; differs from the paper as its authors' program does: W is a normal density and
 * not its exponent alone, and P gets 1 on its diagonal after a round instead of the normalisation of eq. 2.
 *
 * @param neighbours K, nearest rows with the row itself; more blurs
 * @param mu width of the similarities, in (0, 1]; usual are 0.3 to 0.8
 * @param rounds of exchange; 10 to 20 suffice
 */
public record SimilarityNetworkFusion(int neighbours, double mu, int rounds) {
    /** Keeps densities finite where rows are equal. */
    private static final double EPSILON = Math.ulp(1.0);

    public SimilarityNetworkFusion {
        if (!(neighbours >= 1)) {
            throw new IllegalArgumentException(
                    "SimilarityNetworkFusion.neighbours must be at least 1, got " + neighbours);
        }
        if (!(mu > 0 && mu <= 1)) {
            throw new IllegalArgumentException("SimilarityNetworkFusion.mu must be in (0, 1], got " + mu);
        }
        if (!(rounds >= 1)) {
            throw new IllegalArgumentException("SimilarityNetworkFusion.rounds must be at least 1, got " + rounds);
        }
    }

    /** The usual settings: 20 neighbours, mu 0.5, 20 rounds. */
    public static SimilarityNetworkFusion usual() {
        return new SimilarityNetworkFusion(20, 0.5, 20);
    }

    /**
     * The fused similarity of the rows of several complete modalities of vectors, {@code [n, n]} in double precision.
     */
    public INDArray fuse(List<Features> modalities) {
        List<INDArray> affinities = new ArrayList<>();
        for (Features features : modalities) {
            if (features.modality().kind() != Modality.Kind.VECTOR
                    || !features.presence().isComplete()) {
                throw new IllegalArgumentException(
                        "SimilarityNetworkFusion: '" + features.modality().name()
                                + "' must be of kind VECTOR with all rows present, got " + features);
            }
            affinities.add(affinity(features.values()));
        }
        return fuseAffinities(affinities);
    }

    /**
     * The similarity of the rows of one modality, {@code [n, n]} in double precision; eq. 1.
     *
     * @param x {@code [n, d]}; columns are put to mean 0 and deviation 1 (divided by n - 1)
     */
    public INDArray affinity(INDArray x) {
        int n = Math.toIntExact(x.size(0));
        int d = Math.toIntExact(x.size(1));
        requireRows(n);
        double[] z = standardised(Host.doubles(x), n, d);
        double[] rho = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int c = 0; c < d; c++) {
                    double difference = z[i * d + c] - z[j * d + c];
                    sum += difference * difference;
                }
                rho[i * n + j] = Math.sqrt(sum);
            }
        }
        double[] near = new double[n];
        for (int i = 0; i < n; i++) {
            double[] sorted = Arrays.copyOfRange(rho, i * n, (i + 1) * n);
            sorted[i] = -1; // first, and not counted
            Arrays.sort(sorted);
            int last = Math.min(n - 1, neighbours);
            near[i] = Arrays.stream(sorted, 1, last + 1).sum() / last + EPSILON;
        }
        double[] w = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sigma = mu * ((near[i] + near[j] + rho[i * n + j]) / 3 + EPSILON);
                double ratio = rho[i * n + j] / sigma;
                w[i * n + j] = Math.exp(-ratio * ratio / 2) / (sigma * Math.sqrt(2 * Math.PI));
            }
        }
        return Nd4j.createFromArray(w).reshape('c', n, n);
    }

    /**
     * The fused similarity; eq. 3 to 5.
     *
     * @param affinities at least two, each {@code [n, n]}, symmetric, with positive row sums
     */
    public INDArray fuseAffinities(List<INDArray> affinities) {
        if (affinities.size() < 2) {
            throw new IllegalArgumentException(
                    "SimilarityNetworkFusion needs at least 2 modalities, got " + affinities.size());
        }
        int n = Math.toIntExact(affinities.get(0).size(0));
        requireRows(n);
        List<INDArray> p = new ArrayList<>();
        List<INDArray> s = new ArrayList<>();
        for (INDArray affinity : affinities) {
            if (affinity.rank() != 2 || affinity.size(0) != n || affinity.size(1) != n) {
                throw new IllegalArgumentException("SimilarityNetworkFusion: affinities must all be [" + n + ", " + n
                        + "], got " + Arrays.toString(affinity.shape()));
            }
            double[] normal = rowsOfSumOne(Host.doubles(affinity), n);
            double[] symmetric = symmetric(normal, n);
            p.add(tensor(symmetric, n));
            s.add(tensor(nearest(symmetric, n), n));
        }
        INDArray half = Nd4j.createUninitialized(DataType.DOUBLE, n, n);
        for (int round = 0; round < rounds; round++) {
            INDArray sum = sum(p);
            for (int v = 0; v < p.size(); v++) {
                INDArray others = sum.sub(p.get(v)).divi(p.size() - 1);
                INDArray next = Nd4j.createUninitialized(DataType.DOUBLE, n, n);
                MatrixProduct.into(half, s.get(v), PLAIN, others, PLAIN, 1, 0);
                MatrixProduct.into(next, half, PLAIN, s.get(v), TRANSPOSED, 1, 0); // S (mean of others) S'
                double[] entries = Host.doubles(next);
                for (int i = 0; i < n; i++) {
                    entries[i * n + i] += 1;
                }
                p.set(v, tensor(symmetric(entries, n), n));
            }
        }
        double[] fused = rowsOfSumOne(Host.doubles(sum(p)), n);
        double[] result = symmetric(fused, n);
        for (int i = 0; i < n; i++) {
            result[i * n + i] += 0.5;
        }
        return tensor(result, n);
    }

    private void requireRows(int n) {
        if (!(n > neighbours)) {
            throw new IllegalArgumentException("SimilarityNetworkFusion: " + n + " rows are too few for " + neighbours
                    + " neighbours; there must be more rows");
        }
    }

    private static double[] standardised(double[] x, int n, int d) {
        double[] z = new double[x.length];
        for (int c = 0; c < d; c++) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += x[i * d + c] / n;
            }
            double squares = 0;
            for (int i = 0; i < n; i++) {
                squares += (x[i * d + c] - mean) * (x[i * d + c] - mean);
            }
            if (!Double.isFinite(squares)) {
                throw new IllegalArgumentException(
                        "SimilarityNetworkFusion: features must be finite, column " + c + " is not");
            }
            double deviation = Math.sqrt(squares / (n - 1));
            for (int i = 0; i < n; i++) {
                z[i * d + c] = deviation > 0 ? (x[i * d + c] - mean) / deviation : 0;
            }
        }
        return z;
    }

    private static double[] rowsOfSumOne(double[] w, int n) {
        double[] normal = new double[w.length];
        for (int i = 0; i < n; i++) {
            double sum = Arrays.stream(w, i * n, (i + 1) * n).sum();
            if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("SimilarityNetworkFusion: row " + i
                        + " of an affinity must have a positive, finite sum, got " + sum);
            }
            for (int j = 0; j < n; j++) {
                normal[i * n + j] = w[i * n + j] / sum;
            }
        }
        return normal;
    }

    private static double[] symmetric(double[] w, int n) {
        double[] mean = new double[w.length];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                mean[i * n + j] = (w[i * n + j] + w[j * n + i]) / 2;
            }
        }
        return mean;
    }

    /** The K largest entries of each row, divided by their sum; eq. 3. Ties go to the lower column. */
    private double[] nearest(double[] w, int n) {
        double[] kept = new double[w.length];
        for (int i = 0; i < n; i++) {
            int row = i * n;
            int[] largest = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> -w[row + j]))
                    .limit(neighbours)
                    .mapToInt(j -> j)
                    .toArray();
            double sum = Arrays.stream(largest).mapToDouble(j -> w[row + j]).sum();
            for (int j : largest) {
                kept[row + j] = w[row + j] / sum;
            }
        }
        return kept;
    }

    private static INDArray sum(List<INDArray> parts) {
        INDArray sum = parts.get(0).dup('c');
        parts.subList(1, parts.size()).forEach(sum::addi);
        return sum;
    }

    private static INDArray tensor(double[] values, int n) {
        return Nd4j.createFromArray(values).reshape('c', n, n);
    }
}

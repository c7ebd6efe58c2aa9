package dev.interlace.plugins.alignment.graph;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.SeedSource;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Clusters of rows from their similarities: k-means on the rows of the first k eigenvectors of {@code D^-1/2 W D^-1/2},
 * brought to length 1.
 *
 * <p>Use it for a similarity of all rows, such as that of {@link SimilarityNetworkFusion}. It needs a full
 * eigendecomposition, n^3 steps.
 *
 * <p>Reference: Ng, Jordan and Weiss: On Spectral Clustering: Analysis and an Algorithm, NeurIPS 2001, section 2.
 *
 * @param clusters k, at least 1
 * @param starts of k-means; the tightest result counts
 */
public record SpectralClusters(int clusters, int starts) {
    private static final int STEPS = 100;

    public SpectralClusters {
        if (!(clusters >= 1 && starts >= 1)) {
            throw new IllegalArgumentException("SpectralClusters: clusters and starts must be at least 1, got "
                    + clusters + " clusters, " + starts + " starts");
        }
    }

    /**
     * The cluster of each row, {@code [n]}, numbered by first occurrence; similarity {@code [n, n]}, not negative,
     * symmetric.
     */
    public int[] of(INDArray similarity, SeedSource seeds) {
        double[][] rows = spectrum(similarity);
        int n = rows.length;
        int[] best = new int[n];
        double tightest = Double.POSITIVE_INFINITY;
        for (int start = 0; start < starts; start++) {
            int[] found = new int[n];
            double spread = kMeans(rows, found, seeds.split("start " + start).generator());
            if (spread < tightest) {
                tightest = spread;
                best = found;
            }
        }
        return inOrder(best);
    }

    /** The rows that are clustered, {@code [n, k]} of length 1; similarity as in {@link #of}. */
    public INDArray rows(INDArray similarity) {
        return Nd4j.createFromArray(spectrum(similarity));
    }

    private double[][] spectrum(INDArray similarity) {
        int n = Math.toIntExact(similarity.size(0));
        if (similarity.rank() != 2 || similarity.size(1) != n || n < clusters) {
            throw new IllegalArgumentException("SpectralClusters: the similarity must be square with at least "
                    + clusters + " rows, got " + Arrays.toString(similarity.shape()));
        }
        double[] w = Host.doubles(similarity);
        double[] degree = new double[n];
        for (int i = 0; i < n; i++) {
            degree[i] = Arrays.stream(w, i * n, (i + 1) * n).sum();
            if (!(degree[i] > 0 && degree[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "SpectralClusters: row " + i + " must have a positive, finite sum, got " + degree[i]);
            }
        }
        double[] normal = new double[n * n];
        for (int at = 0; at < normal.length; at++) {
            normal[at] = w[at] / Math.sqrt(degree[at / n] * degree[at % n]);
        }
        INDArray vectors = Nd4j.createFromArray(normal).reshape('c', n, n).dup('f');
        Eigen.symmetricGeneralizedEigenvalues(vectors, true); // ascending; vectors becomes the eigenvectors, in columns
        double[] all = Host.doubles(vectors.dup('c'));
        double[][] rows = new double[n][clusters];
        for (int i = 0; i < n; i++) {
            double square = 0;
            for (int k = 0; k < clusters; k++) {
                rows[i][k] = all[i * n + n - 1 - k];
                square += rows[i][k] * rows[i][k];
            }
            for (int k = 0; k < clusters && square > 0; k++) {
                rows[i][k] /= Math.sqrt(square);
            }
        }
        return rows;
    }

    /**
     * Lloyd's algorithm from centres drawn far apart (Arthur and Vassilvitskii 2007); gives the sum of squared
     * distances.
     */
    private double kMeans(double[][] rows, int[] cluster, SplittableRandom random) {
        double[][] centres = new double[clusters][];
        centres[0] = rows[random.nextInt(rows.length)];
        for (int k = 1; k < clusters; k++) {
            int known = k;
            double[] far = Arrays.stream(rows)
                    .mapToDouble(row -> Arrays.stream(centres, 0, known)
                            .mapToDouble(centre -> squared(row, centre))
                            .min()
                            .orElseThrow())
                    .toArray();
            double left = random.nextDouble() * Arrays.stream(far).sum();
            int drawn = 0;
            while (drawn < rows.length - 1 && left >= far[drawn]) {
                left -= far[drawn++];
            }
            centres[k] = rows[drawn];
        }
        double spread = Double.POSITIVE_INFINITY;
        for (int step = 0; step < STEPS; step++) {
            double before = spread;
            spread = 0;
            for (int i = 0; i < rows.length; i++) {
                for (int k = 0; k < clusters; k++) {
                    cluster[i] = squared(rows[i], centres[k]) < squared(rows[i], centres[cluster[i]]) ? k : cluster[i];
                }
                spread += squared(rows[i], centres[cluster[i]]);
            }
            if (spread >= before) {
                break;
            }
            move(rows, cluster, centres);
        }
        return spread;
    }

    private static void move(double[][] rows, int[] cluster, double[][] centres) {
        double[][] sums = new double[centres.length][centres[0].length];
        int[] counts = new int[centres.length];
        for (int i = 0; i < rows.length; i++) {
            counts[cluster[i]]++;
            for (int c = 0; c < rows[i].length; c++) {
                sums[cluster[i]][c] += rows[i][c];
            }
        }
        for (int k = 0; k < centres.length; k++) {
            int count = counts[k]; // a centre that nothing is near stays where it is
            centres[k] = count == 0
                    ? centres[k]
                    : Arrays.stream(sums[k]).map(x -> x / count).toArray();
        }
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return sum;
    }

    private int[] inOrder(int[] cluster) {
        int[] number = new int[clusters];
        Arrays.fill(number, -1);
        int next = 0;
        int[] ordered = new int[cluster.length];
        for (int i = 0; i < cluster.length; i++) {
            if (number[cluster[i]] < 0) {
                number[cluster[i]] = next++;
            }
            ordered[i] = number[cluster[i]];
        }
        return ordered;
    }
}

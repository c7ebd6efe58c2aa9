package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.learn.networks.Nearest;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.math.la.DenseMatrix;

/**
 * How two modalities' embeddings of the same rows lie on the sphere: what retrieval figures do not show.
 *
 * <ul>
 *   <li><b>alignment</b>: mean of {@code |x_i - y_i|^2} over pairs, 0 where they coincide, 2 where they are orthogonal.
 *   <li><b>uniformity</b> of a side: {@code log mean exp(-2 |x_i - x_j|^2)} over {@code i < j}; lower is more even, 0
 *       is one point.
 *   <li><b>modality gap</b>: the distance of the two sides' means.
 *   <li><b>hubness</b>: skewness of how often an item is among the k nearest of all queries of the other side, and the
 *       share of items that never are.
 *   <li><b>effective rank</b> of a side: {@code exp} of the entropy (nats) of its singular values as shares; of d
 *       columns at most d.
 * </ul>
 *
 * <p>All rows are brought to length 1 first; nothing is centred. Uniformity is taken over all pairs of at most
 * {@value #MOST} rows, the first ones, and says so.
 *
 * <p>Reference: Wang and Isola: Understanding Contrastive Representation Learning through Alignment and Uniformity,
 * ICML 2020, eq. 2 (alpha 2, t 2); Liang et al.: Mind the Gap, NeurIPS 2022, section 4.2; Radovanovic et al.: Hubs in
 * Space, JMLR 11, 2010, section 2; Roy and Vetterli: The Effective Rank, EUSIPCO 2007, definition 1.
 *
 * @param rows number of pairs
 * @param width number of columns
 * @param alignment mean squared distance of pairs, in [0, 4], with a bootstrap interval over pairs or their groups
 * @param gap distance of the means, in [0, 2]
 * @param left what is known of the left side
 * @param right what is known of the right side
 * @param neighbours k of the hubness
 * @param pairCosines the cosine of each pair, {@code [rows]}
 * @param otherCosines the cosines of each left row with the right row half of the rows away, {@code [rows]}: of rows
 *     that do not belong together, nor lie next to each other in data sets that are sorted
 */
public record Geometry(
        int rows,
        int width,
        Interval alignment,
        double gap,
        Side left,
        Side right,
        int neighbours,
        List<Double> pairCosines,
        List<Double> otherCosines)
        implements Showable {
    private static final int MOST = 2000;
    private static final int NEIGHBOURS = 10;
    private static final double SHARPNESS = 2;
    private static final int BINS = 40;

    /**
     * One side.
     *
     * @param uniformity see above; at most 0
     * @param effectiveRank in [1, width]
     * @param hubness skewness of its items' counts among the neighbours of the other side's rows; 0 where all counts
     *     are equal
     * @param neverFound share of its items that are among nobody's neighbours
     */
    public record Side(double uniformity, double effectiveRank, double hubness, double neverFound) {}

    public Geometry {
        pairCosines = List.copyOf(pairCosines);
        otherCosines = List.copyOf(otherCosines);
    }

    /**
     * The geometry of two embeddings of the same rows.
     *
     * @param left {@code [n, d]}, at least 3 rows, none of them zero
     * @param right {@code [n, d]}, row {@code i} belongs with row {@code i} of {@code left}
     */
    public static Geometry of(INDArray left, INDArray right, Bootstrap bootstrap) {
        return of(left, right, List.of(), bootstrap);
    }

    /**
     * The geometry of two embeddings of the same rows, of which some belong to one group.
     *
     * @param left {@code [n, d]}, at least 3 rows, none of them zero
     * @param right {@code [n, d]}, row {@code i} belongs with row {@code i} of {@code left}
     * @param groups one group per row, drawn together; empty where every row stands alone
     */
    public static Geometry of(INDArray left, INDArray right, List<String> groups, Bootstrap bootstrap) {
        if (left.rank() != 2 || !Arrays.equals(left.shape(), right.shape()) || left.size(0) < 3) {
            throw new IllegalArgumentException(
                    "Geometry needs two embeddings [rows, d] of the same at least 3 rows, got "
                            + Arrays.toString(left.shape()) + " and " + Arrays.toString(right.shape()));
        }
        double[][] x = unit(left, "left");
        double[][] y = unit(right, "right");
        int n = x.length;
        double[] squares =
                IntStream.range(0, n).mapToDouble(i -> 2 - 2 * dot(x[i], y[i])).toArray();
        int k = Math.min(NEIGHBOURS, n - 1);
        INDArray a = Nd4j.createFromArray(x).castTo(DataType.FLOAT);
        INDArray b = Nd4j.createFromArray(y).castTo(DataType.FLOAT);
        return new Geometry(
                n,
                x[0].length,
                bootstrap.meanBy(squares, groups),
                distance(mean(x), mean(y)),
                side(x, counts(Nearest.of(b, a, k), n)),
                side(y, counts(Nearest.of(a, b, k), n)),
                k,
                IntStream.range(0, n).mapToObj(i -> dot(x[i], y[i])).toList(),
                IntStream.range(0, n)
                        .mapToObj(i -> dot(x[i], y[(i + n / 2) % n]))
                        .toList());
    }

    private static Side side(double[][] rows, double[] counts) {
        long never = Arrays.stream(counts).filter(count -> count == 0).count();
        return new Side(uniformity(rows), effectiveRank(rows), skewness(counts), (double) never / counts.length);
    }

    private static double[][] unit(INDArray embedding, String side) {
        double[][] rows = Rows.matrix(embedding);
        for (int i = 0; i < rows.length; i++) {
            double norm = Math.sqrt(dot(rows[i], rows[i]));
            if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Geometry: row " + i + " of the " + side + " embedding has length "
                        + norm + "; rows must be finite and not zero");
            }
            for (int c = 0; c < rows[i].length; c++) {
                rows[i][c] /= norm;
            }
        }
        return rows;
    }

    private static double uniformity(double[][] rows) {
        int n = Math.min(MOST, rows.length);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.exp(-SHARPNESS * Math.max(0, 2 - 2 * dot(rows[i], rows[j])));
            }
        }
        return Math.log(sum / (n * (n - 1.0) / 2));
    }

    /** By the eigenvalues of {@code X'X}, the squares of the singular values. */
    private static double effectiveRank(double[][] rows) {
        int d = rows[0].length;
        double[][] gram = new double[d][d];
        for (double[] row : rows) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    gram[i][j] += row[i] * row[j];
                }
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                gram[j][i] = gram[i][j];
            }
        }
        double[] singular = Arrays.stream(DenseMatrix.createDenseMatrix(gram)
                        .eigenDecomposition()
                        .orElseThrow(() -> new IllegalStateException("Geometry: the eigenvalues did not converge"))
                        .eigenvalues()
                        .toArray())
                .map(value -> Math.sqrt(Math.max(0, value)))
                .toArray();
        double total = Arrays.stream(singular).sum();
        double entropy = 0;
        for (double value : singular) {
            double share = value / total;
            entropy -= share > 0 ? share * Math.log(share) : 0;
        }
        return Math.exp(entropy);
    }

    private static double[] counts(Nearest.Found found, int items) {
        double[] counts = new double[items];
        for (int[] near : found.items()) {
            for (int item : near) {
                counts[item]++;
            }
        }
        return counts;
    }

    /** The third standardised moment of the counts, of the population; 0 where they do not vary. */
    static double skewness(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double second =
                Arrays.stream(values).map(v -> Math.pow(v - mean, 2)).average().orElse(0);
        double third =
                Arrays.stream(values).map(v -> Math.pow(v - mean, 3)).average().orElse(0);
        return second > 0 ? third / Math.pow(second, 1.5) : 0;
    }

    private static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] += row[c] / rows.length;
            }
        }
        return mean;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return Math.sqrt(sum);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    /** The cosines of pairs and of rows that do not belong together, as shares of bins of 0.05. */
    public Figure figure() {
        return cosines(pairCosines, otherCosines);
    }

    /** Cosines in [-1, 1] of rows that belong together and of others, as shares of bins of 0.05; neither is empty. */
    public static Figure cosines(List<Double> pairs, List<Double> others) {
        List<String> bins = IntStream.range(0, BINS)
                .mapToObj(bin -> String.format(Locale.ROOT, "%.3f", -1 + (bin + 0.5) * 2 / BINS))
                .toList();
        return Charts.bars(
                "Cosine of rows that belong together, and of others",
                "cosine",
                "share of rows",
                List.of(Charts.Bars.of("pairs", bins, shares(pairs)), Charts.Bars.of("others", bins, shares(others))));
    }

    private static double[] shares(List<Double> cosines) {
        double[] shares = new double[BINS];
        for (double cosine : cosines) {
            int bin = (int) Math.floor((cosine + 1) / 2 * BINS);
            shares[Math.max(0, Math.min(BINS - 1, bin))] += 1.0 / cosines.size();
        }
        return shares;
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("measure", "left", "right", "both")
                .row("alignment (mean squared distance of pairs)", "", "", alignment.toString())
                .row("modality gap (distance of the means)", "", "", three(gap))
                .row("uniformity", three(left.uniformity), three(right.uniformity), "")
                .row("effective rank, of " + width, three(left.effectiveRank), three(right.effectiveRank), "")
                .row(
                        "hubness (skewness of " + neighbours + "-occurrence)",
                        three(left.hubness),
                        three(right.hubness),
                        "")
                .row("never among the " + neighbours + " nearest", three(left.neverFound), three(right.neverFound), "");
        String note = rows + " pairs of length 1; alignment: " + alignment.how()
                + (rows > MOST ? "; uniformity over the first " + MOST + " rows" : "");
        Figure figure = figure();
        return DisplayData.html(
                table.html() + "<p><small>" + TableView.escape(note) + "</small></p>" + figure.html(),
                table.text() + "\n" + note);
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}

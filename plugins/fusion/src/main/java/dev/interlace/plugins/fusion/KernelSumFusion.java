package dev.interlace.plugins.fusion;

import dev.interlace.learn.Checks;
import dev.interlace.learn.Cholesky;
import dev.interlace.learn.Host;
import dev.interlace.learn.ModelFile;
import dev.interlace.learn.Standardizer;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Kernel sum: a Gram matrix for each modality, their sum, and one kernel classifier on it.
 *
 * <p>Use it with some hundred to a few thousand rows, when modalities are of different kind and each has a similarity of its own. It fails as
 * rows grow: the Gram matrix is their square. The sum is a kernel function of the modalities side by side, but without products across them: of
 * interactions it sees only what being alike in both tells.
 *
 * <p>{@code K(i, j) = sum_m a_mi a_mj k_m(x_mi, x_mj) / M} with {@code a} 1 where present, which stays positive semidefinite; RBF {@code k(x, y) =
 * exp(-|x - y|^2 / (2 sigma_m^2))}, {@code sigma_m} the median distance of pairs of different present training rows (at most {@value
 * KernelSumFusion#MEDIAN_ROWS} of them, evenly spaced; the lower median) times the option {@code bandwidth}; LINEAR {@code k(x, y) = x'y / d_m}; x
 * standardised, token sequences by the mean of their tokens.
 *
 * <p>RIDGE: {@code f(x) = q + (Y - q)' (K + ridge I)^-1 k(x)} with the class shares q, the nearest point of the simplex to f is the prediction.
 * SOFTMAX: {@code p = softmax(ln q + A' k(x))} with the A that minimises the mean log-loss {@code + ridge / (2 n) tr(A' K A)}. A row without any
 * modality has k = 0 and gets the class shares under both.
 *
 * <p>References: Lanckriet et al.: Learning the Kernel Matrix with Semidefinite Programming, JMLR 5, 2004, section 3 (sums of kernel functions;
 * equal weights here); Saunders, Gammerman, Vovk: Ridge Regression Learning Algorithm in Dual Variables, ICML 1998, eq. 8; Zhu and Hastie: Kernel
 * Logistic Regression and the Import Vector Machine, JCGS 14(1), 2005, eq. 6; the projection is Duchi et al.: Efficient Projections onto the
 * l1-Ball, ICML 2008, figure 1.
 */
public final class KernelSumFusion implements FusionMethod<KernelSumFusion.Options> {
    private static final String ID = "fusion/kernel-sum";
    static final int MEDIAN_ROWS = 500;

    /** A class without training rows keeps this share, so that its logarithm is finite. */
    private static final double FLOOR = 1e-12;

    private static final int STEPS = 200;
    private static final double TOLERANCE = 1e-7;

    /** The similarity within a modality. */
    public enum Similarity {
        RBF,
        LINEAR
    }

    /** The classifier on the Gram matrix. */
    public enum Classifier {
        RIDGE,
        SOFTMAX
    }

    /** Options of {@link KernelSumFusion}. */
    public record Options(
            @Param(doc = "the similarity within each modality", choice = "RBF")
            Similarity similarity,

            @Param(
                    doc = "bandwidth of RBF in units of the median distance; more makes the classifier smoother",
                    min = 0,
                    max = 1000,
                    init = 1,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double bandwidth,

            @Param(
                    doc = "the classifier on the Gram matrix: solved at once (RIDGE) or by steps (SOFTMAX)",
                    choice = "SOFTMAX")
            Classifier classifier,

            @Param(
                    doc = "strength of the penalty; more draws predictions to the class shares",
                    min = 1e-6,
                    max = 1e6,
                    init = 0.1,
                    scale = Param.Scale.LOG)
            double ridge) {
        public Options {
            OptionsSchema.require(Options.class, similarity, bandwidth, classifier, ridge);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Kernel sum",
                        "One Gram matrix per modality, their sum, and one kernel classifier on it",
                        Options.class)
                .withFormula("K(i,j) = \\frac1M \\sum_m a_{mi}\\,a_{mj}\\,k_m(x_{mi}, x_{mj})")
                .withCapabilities(Capability.HANDLES_MISSING, Capability.VARIABLE_LENGTH, Capability.MORE_THAN_TWO)
                .withClaims(
                        Claim.pro(
                                "It learns curved boundaries from few rows",
                                "fusion/sample-size",
                                "above early fusion on few training rows"),
                        Claim.con(
                                "Its cost grows with the square of the rows",
                                "fusion/cost",
                                "milliseconds in proportion to the square of the rows and more"))
                .withUseCases("Protein function from sequence, expression and interactions")
                .withReferences(
                        new Reference(
                                "Lanckriet et al.",
                                "Learning the Kernel Matrix with Semidefinite Programming",
                                "JMLR 5",
                                2004,
                                "section 3"),
                        new Reference(
                                "Saunders, Gammerman, Vovk",
                                "Ridge Regression Learning Algorithm in Dual Variables",
                                "ICML",
                                1998,
                                "eq. 8"),
                        new Reference(
                                "Zhu and Hastie",
                                "Kernel Logistic Regression and the Import Vector Machine",
                                "JCGS 14(1)",
                                2005,
                                "eq. 6"))
                .withLesson("fusion/early");
    }

    @Override
    public FusionModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
        Checks.labelled(ID, batch, labels);
        List<Part> parts = new ArrayList<>();
        for (Features features : batch.modalities()) {
            parts.add(Part.fit(features, batch, options));
        }
        parts.sort(Comparator.comparing(part -> part.look.modality().name()));
        double[] shares = DecisionModel.shares(labels);
        double[][] gram = new double[batch.rows()][];
        for (int row = 0; row < gram.length; row++) {
            context.checkCancelled();
            gram[row] = similarities(parts, options.similarity(), others(parts, row));
        }
        double[][] coefficients = options.classifier() == Classifier.RIDGE
                ? ridge(gram, labels, shares, options.ridge(), context)
                : softmax(gram, labels, shares, options.ridge(), context);
        return new Model(
                parts,
                coefficients,
                shares,
                labels.classes(),
                options,
                Provenance.of(
                        descriptor(),
                        options,
                        context,
                        Nd4j.getBackend().getClass().getSimpleName()));
    }

    private static List<double[]> others(List<Part> parts, int row) {
        List<double[]> others = new ArrayList<>();
        parts.forEach(part -> others.add(part.present[row] ? part.rows[row] : new double[0]));
        return others;
    }

    /**
     * One modality's training rows.
     *
     * @param look how rows are read
     * @param rows {@code [n][d]}
     * @param present {@code [n]}
     * @param scale RBF: {@code 1 / (2 sigma^2)}; LINEAR: {@code 1 / d}
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers of a fit; never compared
    record Part(PooledRows look, double[][] rows, boolean[] present, double scale) {
        static Part fit(Features features, MultimodalBatch batch, Options options) {
            PooledRows look = PooledRows.fit(ID, features);
            double[][] rows = look.of(ID, batch);
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
            return new Part(look, rows, present, scale);
        }

        double similarity(double[] x, int row, Similarity kind) {
            double sum = 0;
            for (int c = 0; c < x.length; c++) {
                double gap = x[c] - rows[row][c];
                sum += kind == Similarity.RBF ? gap * gap : x[c] * rows[row][c];
            }
            return kind == Similarity.RBF ? Math.exp(-sum * scale) : sum * scale;
        }
    }

    /** The lower median distance of pairs of different rows; 1 where all are equal or there is but one. */
    static double medianDistance(double[][] rows, int[] present) {
        int step = Math.max(1, (present.length + MEDIAN_ROWS - 1) / MEDIAN_ROWS);
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
    private static double[] similarities(List<Part> parts, Similarity kind, List<double[]> x) {
        double[] k = new double[parts.get(0).rows.length];
        for (int m = 0; m < parts.size(); m++) {
            Part part = parts.get(m);
            for (int row = 0; row < k.length && x.get(m).length > 0; row++) {
                k[row] += part.present[row] ? part.similarity(x.get(m), row, kind) / parts.size() : 0;
            }
        }
        return k;
    }

    /** {@code (K + ridge I)^-1 (Y - q)}, {@code [n][classes]}. */
    private static double[][] ridge(double[][] gram, Labels labels, double[] shares, double ridge, FitContext context) {
        double[][] a = new double[gram.length][];
        for (int row = 0; row < a.length; row++) {
            a[row] = gram[row].clone();
            a[row][row] += ridge;
        }
        Cholesky factor = Cholesky.of(a, context::checkCancelled);
        double[][] coefficients = new double[gram.length][shares.length];
        for (int c = 0; c < shares.length; c++) {
            context.checkCancelled();
            double[] target = new double[gram.length];
            for (int row = 0; row < target.length; row++) {
                target[row] = (labels.get(row) == c ? 1 : 0) - shares[c];
            }
            double[] solved = factor.solve(target);
            for (int row = 0; row < solved.length; row++) {
                coefficients[row][c] = solved[row];
            }
        }
        return coefficients;
    }

    /** The A of {@code softmax(ln q + A' k)}, {@code [n][classes]}. */
    private static double[][] softmax(
            double[][] gram, Labels labels, double[] shares, double ridge, FitContext context) {
        int n = gram.length;
        int classes = shares.length;
        double[] found = Descent.minimize(
                (a, gradient) -> {
                    context.checkCancelled();
                    double[] ka = product(gram, a, classes);
                    double[] slope = new double[a.length]; // d value / d (K A), so the gradient is K slope
                    double value = 0;
                    for (int row = 0; row < n; row++) {
                        double[] p = softmax(shares, ka, row * classes);
                        value -= Math.log(Math.max(p[labels.get(row)], Double.MIN_NORMAL)) / n;
                        for (int c = 0; c < classes; c++) {
                            int at = row * classes + c;
                            value += ridge / (2 * n) * a[at] * ka[at];
                            slope[at] = (p[c] - (labels.get(row) == c ? 1 : 0)) / n + ridge / n * a[at];
                        }
                    }
                    System.arraycopy(product(gram, slope, classes), 0, gradient, 0, gradient.length);
                    return value;
                },
                new double[n * classes],
                STEPS,
                TOLERANCE,
                (done, value) -> context.checkCancelled());
        double[][] coefficients = new double[n][];
        for (int row = 0; row < n; row++) {
            coefficients[row] = Arrays.copyOfRange(found, row * classes, (row + 1) * classes);
        }
        return coefficients;
    }

    /** {@code K A}, row after row. */
    private static double[] product(double[][] gram, double[] a, int classes) {
        double[] result = new double[a.length];
        for (int i = 0; i < gram.length; i++) {
            for (int j = 0; j < gram.length; j++) {
                double k = gram[i][j];
                for (int c = 0; c < classes; c++) {
                    result[i * classes + c] += k * a[j * classes + c];
                }
            }
        }
        return result;
    }

    private static double[] softmax(double[] shares, double[] f, int from) {
        double[] p = new double[shares.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < p.length; c++) {
            p[c] = Math.log(Math.max(shares[c], FLOOR)) + f[from + c];
            most = Math.max(most, p[c]);
        }
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            p[c] = Math.exp(p[c] - most);
            sum += p[c];
        }
        for (int c = 0; c < p.length; c++) {
            p[c] /= sum;
        }
        return p;
    }

    /** The nearest point whose entries are at least 0 and sum to 1: {@code max(f - t, 0)}. */
    static double[] simplex(double[] f) {
        double[] sorted = f.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double shift = 0;
        for (int k = 1; k <= sorted.length; k++) {
            double next = sorted[sorted.length - k];
            sum += next;
            if (next > (sum - 1) / k) {
                shift = (sum - 1) / k;
            }
        }
        double t = shift;
        return Arrays.stream(f).map(x -> Math.max(0, x - t)).toArray();
    }

    @Override
    public FusionModel load(InputStream in) throws IOException {
        ModelFile file = ModelFile.load(in);
        if (!file.provenance().methodId().equals(ID)) {
            throw new IOException(
                    ID + " cannot load a model of " + file.provenance().methodId());
        }
        List<Part> parts = new ArrayList<>();
        for (String line : file.note("modalities").lines().toList()) {
            String[] sides = line.split(" ", 2);
            Modality modality = new Modality(sides[1], Modality.Kind.valueOf(sides[0]));
            Map<String, INDArray> of = file.arrays("part/" + modality.name() + "/");
            double[] mask = Host.doubles(Checks.require(of, "present"));
            boolean[] present = new boolean[mask.length];
            for (int row = 0; row < mask.length; row++) {
                present[row] = mask[row] == 1;
            }
            parts.add(new Part(
                    new PooledRows(
                            modality, new Standardizer(Checks.require(of, "mean"), Checks.require(of, "inverse"))),
                    Checks.require(of, "rows").toDoubleMatrix(),
                    present,
                    Checks.require(of, "scale").getDouble(0)));
        }
        return new Model(
                parts,
                Checks.require(file.arrays(), "coefficients").toDoubleMatrix(),
                Host.doubles(Checks.require(file.arrays(), "prior")),
                file.note("classes").lines().toList(),
                descriptor().schema().parse(file.provenance().options()),
                file.provenance());
    }

    @SuppressWarnings("ArrayRecordComponent") // numbers of a fit; never compared
    private record Model(
            List<Part> parts,
            double[][] coefficients,
            double[] shares,
            List<String> classes,
            Options options,
            Provenance provenance)
            implements FusionModel {
        Model {
            parts = List.copyOf(parts);
        }

        @Override
        public List<Modality> modalities() {
            return parts.stream().map(part -> part.look.modality()).toList();
        }

        @Override
        public History history() {
            return History.empty();
        }

        @Override
        public long parameterCount() {
            return (long) coefficients.length * classes.size();
        }

        @Override
        public INDArray predict(MultimodalBatch batch) {
            if (batch.rows() == 0) {
                throw new IllegalArgumentException(ID + ": the batch has no rows");
            }
            List<double[][]> rows =
                    parts.stream().map(part -> part.look.of(ID, batch)).toList();
            return DecisionModel.perRow(batch.rows(), classes.size(), row -> {
                List<double[]> x = new ArrayList<>();
                for (int m = 0; m < parts.size(); m++) {
                    String name = parts.get(m).look.modality().name();
                    x.add(batch.get(name).presence().has(row) ? rows.get(m)[row] : new double[0]);
                }
                return decide(similarities(parts, options.similarity(), x));
            });
        }

        private double[] decide(double[] k) {
            double[] f = new double[classes.size()];
            for (int row = 0; row < k.length; row++) {
                for (int c = 0; c < f.length; c++) {
                    f[c] += k[row] * coefficients[row][c];
                }
            }
            if (options.classifier() == Classifier.SOFTMAX) {
                return Arrays.stream(k).allMatch(one -> one == 0) ? shares : softmax(shares, f, 0);
            }
            for (int c = 0; c < f.length; c++) {
                f[c] += shares[c];
            }
            return simplex(f);
        }

        @Override
        public void save(OutputStream out) throws IOException {
            Map<String, INDArray> arrays = new LinkedHashMap<>();
            List<String> kinds = new ArrayList<>();
            for (Part part : parts) {
                Modality modality = part.look.modality();
                kinds.add(modality.kind() + " " + modality.name());
                String prefix = "part/" + modality.name() + "/";
                double[] mask = new double[part.present.length];
                for (int row = 0; row < mask.length; row++) {
                    mask[row] = part.present[row] ? 1 : 0;
                }
                arrays.put(prefix + "mean", part.look.standardizer().mean());
                arrays.put(prefix + "inverse", part.look.standardizer().inverseDeviation());
                arrays.put(prefix + "rows", Nd4j.createFromArray(part.rows));
                arrays.put(prefix + "present", Nd4j.createFromArray(mask));
                arrays.put(prefix + "scale", Nd4j.createFromArray(part.scale));
            }
            arrays.put("coefficients", Nd4j.createFromArray(coefficients));
            arrays.put("prior", Nd4j.createFromArray(shares));
            new ModelFile(
                            provenance,
                            History.empty(),
                            Map.of("modalities", String.join("\n", kinds), "classes", String.join("\n", classes)),
                            arrays)
                    .save(out);
        }
    }
}

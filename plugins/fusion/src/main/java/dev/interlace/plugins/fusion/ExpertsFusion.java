package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.networks.Cholesky;
import dev.interlace.learn.networks.Standardizer;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.training.ModelFile;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A product of Gaussian experts: every modality predicts the class indicator with an error bar of its own for every
 * row, and the predictions join with weights of inverse variance.
 *
 * <p>Use it when it matters that an unusual row of one modality counts less, and when a closed form is wanted: nothing
 * is trained by steps. It fails where the classes are not apart linearly within a modality, and experts that repeat
 * each other are believed twice.
 *
 * <p>The expert of modality m is ridge regression of the one-hot classes {@code e_y} on {@code u = [1; x_m]}, x
 * standardised: {@code A = U'U + ridge I} (the constant is not penalised), {@code mu_m(x) = Y'U A^-1 u}, variance
 * {@code v_m(x) = s_m^2 (1 + u' A^-1 u)}, where {@code s_m^2} is the mean squared leave-one-out error per class.
 * Against the class shares {@code q}, an expert that knows nothing says {@code mu = q}; so {@code p(c) ~ q_c prod_m
 * N(e_c; mu_m, v_m I) / N(e_c; q, v_m I)}, which is {@code p(c) ~ q_c exp(sum_m (mu_m - q)_c / v_m)}. The product runs
 * over the modalities that are present; without any it gives {@code q}.
 *
 * <p>{@code explain} gives {@code weights}, each expert's share of the precision {@code 1 / v_m}, {@code [n, M]}.
 *
 * <p>References: Wu and Goodman: Multimodal Generative Models for Scalable Weakly-Supervised Learning, NeurIPS 2018,
 * section 2.2 (product of Gaussian experts with the prior divided out; in the paper over latent variables, here over
 * class indicators); Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 2nd edition, 2009, eq. 3.44
 * (ridge) and 7.64 (leave-one-out).
 */
public final class ExpertsFusion implements FusionMethod<ExpertsFusion.Options> {
    private static final String ID = "fusion/product-of-experts";

    /**
     * An expert's error is never taken for smaller; where a modality gives the class away, its word is final anyway.
     */
    private static final double LEAST_VARIANCE = 1e-4;

    /** Options of {@link ExpertsFusion}. */
    public record Options(
            @Param(
                    doc = "strength of the ridge in units of rows; more makes experts smoother and less sure",
                    min = 0,
                    max = 1e9,
                    init = 10,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double ridge) {
        public Options {
            OptionsSchema.require(Options.class, ridge);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Product of Gaussian experts",
                        "A Bayesian regression per modality; predictions join by inverse variance, row by row",
                        Options.class)
                .withFormula(
                        "p(c) \\propto q_c \\prod_{m \\in P} \\frac{\\mathcal N(e_c;\\,\\mu_m(x_m),\\,v_m(x_m) I)}{\\mathcal N(e_c;\\,q,\\,v_m(x_m) I)}")
                .withCapabilities(
                        Capability.HANDLES_MISSING,
                        Capability.VARIABLE_LENGTH,
                        Capability.MORE_THAN_TWO,
                        Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                "A modality that is unsure in a row counts less in that row",
                                "fusion/reliability",
                                "weights fall with the noise of a row"),
                        Claim.con(
                                "Each expert is linear",
                                "fusion/interaction",
                                "at chance where classes differ only jointly"))
                .withUseCases("Estimates with error bars, such as sensors of different accuracy")
                .withReferences(
                        new Reference(
                                "Wu and Goodman",
                                "Multimodal Generative Models for Scalable Weakly-Supervised Learning",
                                "NeurIPS",
                                2018,
                                "section 2.2"),
                        new Reference(
                                "Hastie, Tibshirani, Friedman",
                                "The Elements of Statistical Learning, 2nd edition",
                                "Springer",
                                2009,
                                "eq. 3.44 and 7.64"))
                .withLesson("fusion/late");
    }

    @Override
    public FusionModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
        Checks.labelled(ID, batch, labels);
        List<Expert> experts = new ArrayList<>();
        for (Features features : batch.modalities()) {
            experts.add(Expert.fit(features, batch, labels, options.ridge(), context));
        }
        experts.sort(Comparator.comparing(expert -> expert.look.modality().name()));
        return new Model(
                experts,
                labels.classes(),
                DecisionModel.shares(labels),
                Provenance.of(
                        descriptor(),
                        options,
                        context,
                        Nd4j.getBackend().getClass().getSimpleName()));
    }

    /**
     * One modality's regression.
     *
     * @param look how its rows are read
     * @param factor of {@code A}, {@code [d + 1][d + 1]}; the first column belongs to the constant
     * @param weights {@code [d + 1][classes]}
     * @param variance {@code s^2}
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers of a fit; never compared
    record Expert(PooledRows look, Cholesky factor, double[][] weights, double variance) {
        static Expert fit(Features features, MultimodalBatch batch, Labels labels, double ridge, FitContext context) {
            PooledRows look = PooledRows.fit(ID, features);
            double[][] all = look.of(ID, batch);
            int[] rows = features.presence().rowsPresent();
            int width = features.width() + 1;
            int classes = labels.classes().size();
            double[][] u = new double[rows.length][];
            double[][] a = new double[width][width];
            double[][] right = new double[classes][width]; // Y'U
            for (int i = 0; i < rows.length; i++) {
                context.checkCancelled();
                u[i] = withConstant(all[rows[i]]);
                for (int j = 0; j < width; j++) {
                    right[labels.get(rows[i])][j] += u[i][j];
                    for (int k = 0; k <= j; k++) {
                        a[j][k] += u[i][j] * u[i][k];
                    }
                }
            }
            for (int j = 1; j < width; j++) {
                a[j][j] += ridge;
            }
            Cholesky factor = Cholesky.of(a, context::checkCancelled);
            double[][] weights = new double[width][classes];
            for (int c = 0; c < classes; c++) {
                double[] solution = factor.solve(right[c]);
                for (int j = 0; j < width; j++) {
                    weights[j][c] = solution[j];
                }
            }
            Expert expert = new Expert(look, factor, weights, 1);
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                context.checkCancelled();
                double leverage = expert.leverage(u[i]);
                double[] mean = expert.mean(u[i]);
                for (int c = 0; c < classes; c++) {
                    double error = (labels.get(rows[i]) == c ? 1 : 0) - mean[c];
                    double left = error / Math.max(1 - leverage, 1e-6);
                    sum += left * left;
                }
            }
            double variance = Math.max(LEAST_VARIANCE, sum / rows.length / classes);
            return new Expert(look, factor, weights, variance);
        }

        static double[] withConstant(double[] x) {
            double[] u = new double[x.length + 1];
            u[0] = 1;
            System.arraycopy(x, 0, u, 1, x.length);
            return u;
        }

        /** {@code u' A^-1 u}. */
        double leverage(double[] u) {
            double sum = 0;
            for (double one : factor.forward(u)) {
                sum += one * one;
            }
            return sum;
        }

        double[] mean(double[] u) {
            double[] mean = new double[weights[0].length];
            for (int j = 0; j < u.length; j++) {
                for (int c = 0; c < mean.length; c++) {
                    mean[c] += u[j] * weights[j][c];
                }
            }
            return mean;
        }

        double variance(double[] u) {
            return variance * (1 + leverage(u));
        }
    }

    /**
     * {@code p(c) ~ q_c exp(sum_m (mu_m - q)_c / v_m)}; means {@code [M][classes]}, variances {@code [M]}, infinite
     * where absent.
     */
    static double[] join(double[][] means, double[] variances, double[] shares) {
        double[] logs = new double[shares.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logs.length; c++) {
            logs[c] = Math.log(shares[c]);
            for (int m = 0; m < means.length; m++) {
                logs[c] += variances[m] == Double.POSITIVE_INFINITY ? 0 : (means[m][c] - shares[c]) / variances[m];
            }
            most = Math.max(most, logs[c]);
        }
        double sum = 0;
        for (int c = 0; c < logs.length; c++) {
            logs[c] = Math.exp(logs[c] - most);
            sum += logs[c];
        }
        for (int c = 0; c < logs.length; c++) {
            logs[c] /= sum;
        }
        return logs;
    }

    @Override
    public FusionModel load(InputStream in) throws IOException {
        ModelFile file = ModelFile.load(in);
        if (!file.provenance().methodId().equals(ID)) {
            throw new IOException(
                    ID + " cannot load a model of " + file.provenance().methodId());
        }
        List<Expert> experts = new ArrayList<>();
        for (String line : file.note("modalities").lines().toList()) {
            String[] parts = line.split(" ", 2);
            Modality modality = new Modality(parts[1], Modality.Kind.valueOf(parts[0]));
            Map<String, INDArray> of = file.arrays("expert/" + modality.name() + "/");
            experts.add(new Expert(
                    new PooledRows(
                            modality, new Standardizer(Checks.require(of, "mean"), Checks.require(of, "inverse"))),
                    new Cholesky(Checks.require(of, "factor").toDoubleMatrix()),
                    Checks.require(of, "weights").toDoubleMatrix(),
                    Host.doubles(Checks.require(of, "variance"))[0]));
        }
        return new Model(
                experts,
                file.note("classes").lines().toList(),
                Host.doubles(Checks.require(file.arrays(), "prior")),
                file.provenance());
    }

    @SuppressWarnings("ArrayRecordComponent") // numbers of a fit; never compared
    private record Model(List<Expert> experts, List<String> classes, double[] shares, Provenance provenance)
            implements FusionModel {
        Model {
            experts = List.copyOf(experts);
        }

        @Override
        public List<Modality> modalities() {
            return experts.stream().map(expert -> expert.look.modality()).toList();
        }

        @Override
        public History history() {
            return History.empty();
        }

        @Override
        public long parameterCount() {
            return experts.stream()
                    .mapToLong(expert -> (long) expert.weights.length * classes.size() + 1)
                    .sum();
        }

        /** What every expert says of every row: means {@code [M][n][classes]} and variances {@code [M][n]}. */
        @SuppressWarnings("ArrayRecordComponent") // handed on as it is; never compared
        private record Said(double[][][] means, double[][] variances) {}

        private Said say(MultimodalBatch batch) {
            if (batch.rows() == 0) {
                throw new IllegalArgumentException(ID + ": the batch has no rows");
            }
            double[][][] means = new double[experts.size()][batch.rows()][classes.size()];
            double[][] variances = new double[experts.size()][batch.rows()];
            for (int m = 0; m < experts.size(); m++) {
                Expert expert = experts.get(m);
                double[][] rows = expert.look.of(ID, batch);
                for (int row = 0; row < rows.length; row++) {
                    double[] u = Expert.withConstant(rows[row]);
                    boolean present =
                            batch.get(expert.look.modality().name()).presence().has(row);
                    means[m][row] = present ? expert.mean(u) : means[m][row];
                    variances[m][row] = present ? expert.variance(u) : Double.POSITIVE_INFINITY;
                }
            }
            return new Said(means, variances);
        }

        private static double[] column(double[][] matrix, int row) {
            double[] column = new double[matrix.length];
            for (int m = 0; m < column.length; m++) {
                column[m] = matrix[m][row];
            }
            return column;
        }

        @Override
        public INDArray predict(MultimodalBatch batch) {
            Said said = say(batch);
            return DecisionModel.perRow(batch.rows(), classes.size(), row -> {
                double[][] means = new double[experts.size()][];
                for (int m = 0; m < means.length; m++) {
                    means[m] = said.means[m][row];
                }
                return join(means, column(said.variances, row), shares);
            });
        }

        /** Each expert's share of the precision, {@code [n, M]}, experts in alphabetical order; 0 where absent. */
        @Override
        public Map<String, INDArray> explain(MultimodalBatch batch) {
            Said said = say(batch);
            INDArray weights = DecisionModel.perRow(batch.rows(), experts.size(), row -> {
                double[] precision = column(said.variances, row);
                double sum = 0;
                for (int m = 0; m < precision.length; m++) {
                    precision[m] = 1 / precision[m];
                    sum += precision[m];
                }
                for (int m = 0; m < precision.length && sum > 0; m++) {
                    precision[m] /= sum;
                }
                return precision;
            });
            return Map.of("weights", weights);
        }

        @Override
        public void save(OutputStream out) throws IOException {
            Map<String, INDArray> arrays = new LinkedHashMap<>();
            List<String> kinds = new ArrayList<>();
            for (Expert expert : experts) {
                Modality modality = expert.look.modality();
                kinds.add(modality.kind() + " " + modality.name());
                String prefix = "expert/" + modality.name() + "/";
                arrays.put(prefix + "mean", expert.look.standardizer().mean());
                arrays.put(prefix + "inverse", expert.look.standardizer().inverseDeviation());
                arrays.put(prefix + "factor", Nd4j.createFromArray(expert.factor.lower()));
                arrays.put(prefix + "weights", Nd4j.createFromArray(expert.weights));
                arrays.put(prefix + "variance", Nd4j.createFromArray(expert.variance));
            }
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

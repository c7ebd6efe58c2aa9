package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.training.MemoryNeed;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Kernel sum: a Gram matrix for each modality, their sum, and one kernel classifier on it.
 *
 * <p>Use it with some hundred to a few thousand rows, when modalities are of different kind and each has a similarity
 * of its own. It fails as rows grow: the Gram matrix is their square. The sum is a kernel function of the modalities
 * side by side, but without products across them: of interactions it sees only what being alike in both tells.
 *
 * <p>{@code K(i, j) = sum_m a_mi a_mj k_m(x_mi, x_mj) / M} with {@code a} 1 where present, which stays positive
 * semidefinite; RBF {@code k(x, y) = exp(-|x - y|^2 / (2 sigma_m^2))}, {@code sigma_m} the median distance of pairs of
 * different present training rows (at most {@value KernelSumFusion#MEDIAN_ROWS} of them, evenly spaced; the lower
 * median) times the option {@code bandwidth}; LINEAR {@code k(x, y) = x'y / d_m}; x standardised, token sequences by
 * the mean of their tokens.
 *
 * <p>RIDGE: {@code f(x) = q + (Y - q)' (K + ridge I)^-1 k(x)} with the class shares q, the nearest point of the simplex
 * to f is the prediction. SOFTMAX: {@code p = softmax(ln q + A' k(x))} with the A that minimises the mean log-loss
 * {@code + ridge / (2 n) tr(A' K A)}. A row without any modality has k = 0 and gets the class shares under both.
 *
 * <p>References: Lanckriet et al.: Learning the Kernel Matrix with Semidefinite Programming, JMLR 5, 2004, section 3
 * (sums of kernel functions; equal weights here); Saunders, Gammerman, Vovk: Ridge Regression Learning Algorithm in
 * Dual Variables, ICML 1998, eq. 8; Zhu and Hastie: Kernel Logistic Regression and the Import Vector Machine, JCGS
 * 14(1), 2005, eq. 6; the projection is Duchi et al.: Efficient Projections onto the l1-Ball, ICML 2008, figure 1.
 */
public final class KernelSumFusion implements FusionMethod<KernelSumFusion.Options> {
    static final String ID = "fusion/kernel-sum";
    static final int MEDIAN_ROWS = 500;

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
                                        "milliseconds in proportion to the square of the rows and more")
                                .with("counts", "FIT_MILLISECONDS")
                                .with("grows", "rows")
                                .ofAtLeast(0.1, "power"))
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
        double entries = (double) batch.rows() * batch.rows();
        MemoryNeed.of(ID, "the Gram matrix of " + batch.rows() + " rows and its factor")
                .require(
                        8 * entries * (options.classifier() == Classifier.RIDGE ? 3 : 1),
                        "fit on fewer rows, or take fusion/early");
        List<KernelPart> parts = new ArrayList<>();
        for (Features features : batch.modalities()) {
            parts.add(KernelPart.fit(features, batch, options));
        }
        parts.sort(Comparator.comparing(part -> part.look().modality().name()));
        double[] shares = DecisionModel.shares(labels);
        double[][] gram = new double[batch.rows()][];
        for (int row = 0; row < gram.length; row++) {
            context.checkCancelled();
            gram[row] = KernelPart.similarities(parts, options.similarity(), others(parts, row));
        }
        double[][] coefficients = options.classifier() == Classifier.RIDGE
                ? KernelClassifier.ridge(gram, labels, shares, options.ridge(), context)
                : KernelClassifier.softmax(gram, labels, shares, options.ridge(), context);
        return new KernelModel(
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

    private static List<double[]> others(List<KernelPart> parts, int row) {
        List<double[]> others = new ArrayList<>();
        parts.forEach(part -> others.add(part.present()[row] ? part.rows()[row] : new double[0]));
        return others;
    }

    @Override
    public FusionModel load(InputStream in) throws IOException {
        return KernelModel.load(this, ModelFile.load(in));
    }
}

package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.io.IOException;
import java.io.InputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Correlation alignment: a linear map of the left modality whose image has the mean and the covariance of the right
 * one, in closed form.
 *
 * <p>Use it where both sides have the same columns in two dresses (another device, another style) and no pair is known.
 * It needs no training and no choice but a ridge. It matches two moments and no more, and it does not make pairs meet:
 * where columns mean different things on both sides there is nothing that it could know. It needs more rows than
 * columns: fitted on 574 rows of 1,280 columns of emoji it left unseen rows further apart than they were, since a
 * covariance of so few rows is mostly noise.
 *
 * <p>{@code x' = (x - mu_S) A + mu_T} with {@code S = C_S + r s I, T = C_T + r t I}, where s and t are the mean
 * variances and r the ridge:
 *
 * <pre>
 * RECOLOUR   A = S^(-1/2) T^(1/2)
 * MONGE      A = S^(-1/2) (S^(1/2) T S^(1/2))^(1/2) S^(-1/2)
 * </pre>
 *
 * <p>Both give covariance T; MONGE is the optimal transport map of Gaussians, which moves the rows least.
 *
 * <p>References: Sun, Feng, Saenko: Return of Frustratingly Easy Domain Adaptation, AAAI 2016, algorithm 1; differs in
 * that means are mapped as well and that the ridge is a share of the mean variance (the paper adds 1 to variances that
 * standardised columns have at 1). Peyré, Cuturi: Computational Optimal Transport, 2019, remark 2.31 (the map of
 * Gaussians).
 */
public final class CoralAlignment implements AlignmentMethod<CoralAlignment.Options> {
    static final String ID = "alignment/coral";

    /** Which of the maps between two covariances. */
    public enum Map {
        /** Whiten with the one, recolour with the other. */
        RECOLOUR,
        /** The map that moves Gaussian rows least. */
        MONGE
    }

    /** Options of {@link CoralAlignment}. */
    public record Options(
            @Param(doc = "which of the maps between the two covariances", choice = "RECOLOUR")
            Map map,

            @Param(
                    doc =
                            "added to every variance, as a share of the mean variance of that side; raising it trusts small"
                                    + " variances less, and the map comes nearer to a change of scale",
                    min = 0,
                    max = 1e6,
                    init = 0.01,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double ridge) {
        public Options {
            OptionsSchema.require(Options.class, map, ridge);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Correlation alignment (CORAL)",
                        "A linear map in closed form that gives one modality the covariance of the other",
                        Options.class)
                .withFormula("x' = (x - \\mu_S)\\,C_S^{-1/2} C_T^{1/2} + \\mu_T")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.OUT_OF_SAMPLE)
                .withClaims(
                        Claim.pro(
                                "It needs neither pairs nor training",
                                "alignment/unpaired",
                                "on unseen rows most of the discrepancy goes, and a test no longer tells the sides apart"),
                        Claim.con(
                                "Equal covariances do not make pairs meet",
                                "alignment/unpaired-retrieval",
                                "recall of pairs below twice chance where columns differ in meaning"))
                .withUseCases("Domain adaptation, such as pictures of another device or style")
                .withReferences(
                        new Reference(
                                "Sun, Feng, Saenko",
                                "Return of Frustratingly Easy Domain Adaptation",
                                "AAAI",
                                2016,
                                "algorithm 1"),
                        new Reference(
                                "Peyré, Cuturi",
                                "Computational Optimal Transport",
                                "Foundations and Trends in Machine Learning 11",
                                2019,
                                "remark 2.31"))
                .withLesson("alignment/mmd");
    }

    @Override
    public AlignmentModel fit(
            Features left, Features right, Supervision supervision, Options options, FitContext context) {
        requireVectors(left);
        requireVectors(right);
        if (left.width() != right.width()) {
            throw new IllegalArgumentException(ID + ": left has " + left.width() + " columns, right has "
                    + right.width() + "; both must be the same columns, so project one of them first");
        }
        if (left.rows() < 2 || right.rows() < 2) {
            throw new IllegalArgumentException(
                    ID + " needs at least 2 rows on each side, got " + left.rows() + " and " + right.rows());
        }
        CoralModel.requireFinite(left);
        CoralModel.requireFinite(right);
        context.checkCancelled();
        Moments source = Moments.of(left.values());
        Moments target = Moments.of(right.values());
        INDArray s = source.covarianceWith(ridge(left, source, options));
        INDArray t = target.covarianceWith(ridge(right, target, options));
        context.checkCancelled();
        INDArray whiten = Moments.power(s, -0.5);
        context.checkCancelled();
        INDArray map;
        if (options.map() == Map.RECOLOUR) {
            map = Moments.product(whiten, Moments.power(t, 0.5));
        } else {
            INDArray root = Moments.power(s, 0.5);
            context.checkCancelled();
            INDArray between = symmetric(Moments.product(Moments.product(root, t), root));
            map = Moments.product(Moments.product(whiten, Moments.power(between, 0.5)), whiten);
        }
        context.checkCancelled();
        Provenance provenance = Provenance.of(
                descriptor(), options, context, Nd4j.getBackend().getClass().getSimpleName());
        return new CoralModel(left.modality(), right.modality(), source.mean(), map, target.mean(), provenance);
    }

    private static double ridge(Features side, Moments moments, Options options) {
        double variance = moments.meanVariance();
        if (!(variance > 0)) {
            throw new IllegalArgumentException(
                    ID + ": all rows of '" + side.modality().name() + "' are equal, so it has no covariance to map");
        }
        return options.ridge() * variance;
    }

    private static INDArray symmetric(INDArray a) {
        return a.add(a.transpose().dup('c')).muli(0.5);
    }

    private static void requireVectors(Features features) {
        Checks.present(ID, features);
        if (features.modality().kind() != Modality.Kind.VECTOR
                && features.modality().kind() != Modality.Kind.SCORES) {
            throw new IllegalArgumentException(ID + ": '" + features.modality().name()
                    + "' must be of kind VECTOR, got " + features.modality().kind() + "; ask the encoder for vectors");
        }
    }

    @Override
    public AlignmentModel load(InputStream in) throws IOException {
        return CoralModel.of(ModelFile.load(in));
    }
}

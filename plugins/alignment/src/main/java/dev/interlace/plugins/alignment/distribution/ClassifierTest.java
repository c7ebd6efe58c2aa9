package dev.interlace.plugins.alignment.distribution;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Classifier two-sample test: how often a classifier that was trained to tell two samples apart is right on rows that
 * it was not trained on. One half is chance, 1 is telling them apart always.
 *
 * <p>Use it for a number that everybody can read. It sees what its classifier sees: LINEAR differences of means alone,
 * SQUARES those of variances as well. It spends rows on training; with 60 rows it still sees other spreads and shapes
 * as often as {@link MaximumMeanDiscrepancy} by the median rule does, but correlations less often. Coloured and line
 * pictures of emoji it tells apart in 0.74 of the rows.
 *
 * <p>The value is the mean of the shares of held-out rows that are told right on either side, which is the accuracy
 * where both sides have as many; a score of exactly 0 counts half. <b>Split:</b> of each side {@code testShare} of the
 * rows, drawn by {@code seed}, are held out; rows are sorted before, so that their order does not matter. The
 * classifier is Fisher's discriminant in closed form, {@code w = (T + ridge I)^-1 (m_x - m_y)} with the covariance T of
 * all standardised training rows, and the threshold halfway between the means: T does not depend on the labels, so a
 * permutation costs a mean and a solve. The permutation test deals out the labels again among training rows and among
 * held-out rows, and trains again.
 *
 * <p>Reference: Lopez-Paz, Oquab: Revisiting Classifier Two-Sample Tests, ICLR 2017, eq. 2; differs from the paper in
 * the classifier, in weighing both sides alike, and in testing by permutation instead of the normal distribution.
 */
public final class ClassifierTest implements Discrepancy<ClassifierTest.Options> {
    private static final String ID = "discrepancy/c2st";

    /** What the classifier is given. */
    public enum Inputs {
        /** The columns. */
        LINEAR,
        /** The columns and their squares. */
        SQUARES
    }

    /** Options of {@link ClassifierTest}. */
    public record Options(
            @Param(doc = "what the classifier is given; LINEAR sees means alone", choice = "SQUARES")
            Inputs inputs,

            @Param(
                    doc =
                            "share of each side's rows that is held out; more make the value steadier, the classifier worse",
                    min = 0,
                    max = 1,
                    init = 0.5,
                    ends = Param.Ends.OPEN)
            double testShare,

            @Param(
                    doc = "added to the variances of the standardised inputs; more helps where columns outnumber rows",
                    min = 0,
                    max = 1e6,
                    init = 0.01,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double ridge,

            @Param(doc = "seed of the split", min = 0, max = 1e9, init = 0)
            int seed) {
        public Options {
            OptionsSchema.require(Options.class, inputs, testShare, ridge, seed);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Classifier two-sample test",
                        "How often a classifier tells two samples apart on held-out rows",
                        Options.class)
                .withFormula("\\tfrac12\\,P(f(x) = 0) + \\tfrac12\\,P(f(y) = 1)")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS)
                .withClaims(
                        Claim.pro(
                                "Its value has a meaning of its own",
                                "discrepancy/c2st-scale",
                                "near 0.5 for halves of one sample, above 0.9 for two styles"),
                        Claim.con(
                                "It sees only what its classifier sees, and spends rows on training",
                                "discrepancy/power",
                                "differences are seen less often than by the maximum mean discrepancy"))
                .withUseCases("Are generated rows told from real ones?", "Is there a gap between two modalities?")
                .withReferences(new Reference(
                        "Lopez-Paz, Oquab", "Revisiting Classifier Two-Sample Tests", "ICLR", 2017, "eq. 2"))
                .withLesson("alignment/mmd");
    }

    @Override
    public double value(INDArray x, INDArray y, Options options) {
        HeldOut heldOut = heldOut(x, y, options, () -> {});
        return heldOut.balancedAccuracy(heldOut.observed());
    }

    /** Always throws: an accuracy moves in steps. */
    @Override
    public INDArray gradient(INDArray x, INDArray y, Options options) {
        throw new IllegalArgumentException(
                ID + ": an accuracy moves in steps and has no gradient; use discrepancy/mmd or discrepancy/energy");
    }

    @Override
    public PermutationTest permutationTest(
            INDArray x, INDArray y, Options options, int permutations, FitContext context) {
        SampleChecks.permutations(ID, permutations);
        HeldOut heldOut = heldOut(x, y, options, context::checkCancelled);
        return PermutationTests.random(
                PermutationTests.oneByOne(order -> {
                    context.checkCancelled();
                    return heldOut.balancedAccuracy(order);
                }),
                heldOut.rows(),
                heldOut.balancedAccuracy(heldOut.observed()),
                permutations,
                context);
    }

    private static HeldOut heldOut(INDArray x, INDArray y, Options options, Runnable eachStep) {
        SampleChecks.comparable(ID, x, y, 2);
        return HeldOut.of(x, y, options, eachStep);
    }
}

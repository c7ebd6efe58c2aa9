package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.LossOp;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Convergence;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Reference;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The Sinkhorn divergence as a loss: what it costs to move the one side's rows onto the other's, whichever row belongs
 * with which.
 *
 * <p>Use it where no pairs are known and the sides lie far apart, so that kernel functions have no gradient left. It
 * makes distributions match, not pairs. Rows are taken as they are, not brought to length 1. Computed in double
 * precision; an epsilon relative to the mean cost of the rows at hand counts as a constant. A step that stops at the
 * most iterations trains on with what it has, and the history of the fit says in how many steps that was so.
 *
 * <p>References: Feydy et al.: Interpolating between Optimal Transport and MMD using Sinkhorn Divergences, AISTATS
 * 2019, theorem 1; Genevay, Peyré, Cuturi: Learning Generative Models with Sinkhorn Divergences, AISTATS 2018. Differs
 * in the gradient: by the envelope theorem, not through the iterations (Feydy, section 3).
 */
public final class SinkhornLoss implements AlignmentLoss<SinkhornOptions> {
    private static final String ID = "loss/sinkhorn";

    @Override
    public MethodDescriptor<SinkhornOptions> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Sinkhorn divergence",
                        "Both sides distributed alike, by the cost of moving one onto the other",
                        SinkhornOptions.class)
                .withFormula(
                        "OT_\\varepsilon(x, y) - \\tfrac12 OT_\\varepsilon(x, x) - \\tfrac12 OT_\\varepsilon(y, y)")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "Far sides still pull each other",
                                "discrepancy/shift",
                                "value and gradient do not level off at shifts of many bandwidths, as a Gaussian kernel function does"),
                        Claim.con(
                                "It matches distributions, not pairs",
                                "loss/shuffled",
                                "the same loss for shuffled pairs"))
                .withReferences(
                        new Reference(
                                "Feydy et al.",
                                "Interpolating between Optimal Transport and MMD using Sinkhorn Divergences",
                                "AISTATS",
                                2019,
                                "theorem 1"),
                        new Reference(
                                "Genevay, Peyré, Cuturi",
                                "Learning Generative Models with Sinkhorn Divergences",
                                "AISTATS",
                                2018,
                                ""))
                .withLesson("alignment/mmd");
    }

    @Override
    public Loss loss(Layers layers, Sides sides, SinkhornOptions options) {
        Samples samples = Samples.of(ID, sides.left().value(), sides.right().value(), 1);
        return layers.tape().record(new Transported(sides, samples, options));
    }

    private static final class Transported extends LossOp {
        private final Sides sides;
        private final Samples samples;
        private final SampleTransport transport;

        Transported(Sides sides, Samples samples, SinkhornOptions options) {
            super(sides.left(), sides.right());
            this.sides = sides;
            this.samples = samples;
            this.transport = SampleTransport.solve(samples, options, () -> {});
        }

        @Override
        protected String name() {
            return ID;
        }

        @Override
        protected double forward() {
            return transport.value();
        }

        @Override
        protected Optional<Convergence> convergence() {
            return Optional.of(transport.convergence());
        }

        @Override
        protected void backward(double derivative) {
            add(sides.left(), samples.x(), derivative);
            add(sides.right(), samples.y(), derivative);
        }

        private void add(Var side, double[] sample, double derivative) {
            if (side.isTrained()) {
                INDArray gradient = Nd4j.createFromArray(transport.gradient(sample))
                        .reshape('c', side.shape())
                        .castTo(side.value().dataType());
                side.gradient().addi(gradient.muli(derivative));
            }
        }
    }
}

package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.LossOp;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deep CORAL: the squared distance of both sides' covariances.
 *
 * <p>Use it as a cheap term that keeps second moments together, without pairs. It does not see means: two samples that
 * differ by a shift cost 0. With fewer rows than columns covariances are mostly noise, and so is the loss.
 *
 * <p>{@code 1 / (4 d^2) |C_S - C_T|_F^2} with covariances divided by {@code n - 1}; d columns. Computed in double
 * precision.
 *
 * <p>Reference: Sun, Saenko: Deep CORAL: Correlation Alignment for Deep Domain Adaptation, ECCV workshops 2016, eq. 1
 * (loss), 2 and 3 (covariances), 4 and 5 (gradient); as in the paper, nothing added and nothing left out.
 */
public final class CoralLoss implements AlignmentLoss<NoOptions> {
    private static final String ID = "loss/coral";

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Deep CORAL",
                        "Both sides with one covariance, whichever row belongs with which",
                        NoOptions.class)
                .withFormula("\\frac{1}{4 d^2} \\lVert C_S - C_T \\rVert_F^2")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                        "It costs a product per side, not a matrix of all pairs",
                                        "discrepancy/cost",
                                        "seconds grow by less than the power 1.5 of the rows")
                                .ofAtLeast(0.1, "power"),
                        Claim.con(
                                "It does not see means",
                                "discrepancy/shift",
                                "the loss of rows and their shifted copies is 0"))
                .withReferences(new Reference(
                        "Sun, Saenko",
                        "Deep CORAL: Correlation Alignment for Deep Domain Adaptation",
                        "ECCV workshops",
                        2016,
                        "eq. 1 to 5"))
                .withLesson("alignment/mmd");
    }

    @Override
    public Loss loss(Layers layers, Sides sides, NoOptions options) {
        Samples.of(ID, sides.left().value(), sides.right().value(), 2);
        return layers.tape().record(new CovarianceDistance(sides.left(), sides.right()));
    }

    private static final class CovarianceDistance extends LossOp {
        private final Var left; // [n, d]
        private final Var right; // [m, d]
        private final Moments ofLeft;
        private final Moments ofRight;
        private final INDArray difference; // [d, d], C_S - C_T

        CovarianceDistance(Var left, Var right) {
            super(left, right);
            this.left = left;
            this.right = right;
            ofLeft = Moments.of(left.value());
            ofRight = Moments.of(right.value());
            difference = ofLeft.covariance().sub(ofRight.covariance());
        }

        @Override
        protected String name() {
            return ID;
        }

        @Override
        protected double forward() {
            double d = left.size(1);
            return Host.sum(difference.mul(difference)) / (4 * d * d);
        }

        /**
         * {@code d C = (dX' Xc + Xc' dX) / (n - 1)} and D is symmetric: {@code d loss = <dX, Xc D> / (d^2 (n - 1))}.
         */
        @Override
        protected void backward(double derivative) {
            double d = left.size(1);
            add(left, ofLeft, derivative / (d * d * (left.size(0) - 1)));
            add(right, ofRight, -derivative / (d * d * (right.size(0) - 1)));
        }

        private void add(Var side, Moments moments, double factor) {
            if (side.isTrained()) {
                INDArray gradient =
                        Moments.product(moments.centred(), difference).muli(factor);
                side.gradient().addi(gradient.castTo(side.value().dataType()));
            }
        }
    }
}

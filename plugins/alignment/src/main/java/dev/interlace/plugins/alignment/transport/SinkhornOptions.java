package dev.interlace.plugins.alignment.transport;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/** Options of {@link SinkhornDiscrepancy} and {@link SinkhornLoss}. */
public record SinkhornOptions(
        @Param(
                doc =
                        "DIVERGENCE takes off what each sample costs against itself and is 0 for equal samples; ENTROPIC is the"
                                + " plain regularised cost, which is not",
                choice = "DIVERGENCE")
        Estimator estimator,

        @Param(doc = "cost of moving a unit of mass", choice = "SQUARED_EUCLIDEAN")
        GroundCost cost,

        @Param(doc = EpsilonUnit.DOC, choice = "OF_MEAN_COST")
        EpsilonUnit epsilonUnit,

        @Param(
                doc =
                        "weight of the entropy; larger blurs the coupling and converges sooner, smaller comes nearer to exact"
                                + " transport",
                min = 0,
                max = 1e12,
                init = 0.05,
                scale = Param.Scale.LOG,
                ends = Param.Ends.OPEN_BELOW)
        double epsilon,

        @Param(doc = "whether all mass must move", choice = "EXACT")
        Marginals marginals,

        @Param(
                doc =
                        "where marginals are RELAXED: price of mass that stays, in the unit of the cost; mass is rather left"
                                + " than moved for much more than this",
                min = 0,
                max = 1e12,
                init = 1,
                scale = Param.Scale.LOG,
                ends = Param.Ends.OPEN_BELOW)
        double relaxation,

        Stopping stopping) {
    /** Which number is computed. */
    public enum Estimator {
        /** {@code OT(x, y)}. */
        ENTROPIC,
        /** {@code OT(x, y) - OT(x, x) / 2 - OT(y, y) / 2}. */
        DIVERGENCE
    }

    public SinkhornOptions {
        OptionsSchema.require(
                SinkhornOptions.class, estimator, cost, epsilonUnit, epsilon, marginals, relaxation, stopping);
    }

    Sinkhorn.Stop stop() {
        return stopping.stop();
    }

    /** Rho; infinite where marginals are exact. */
    double rho() {
        return marginals == Marginals.EXACT ? Double.POSITIVE_INFINITY : relaxation;
    }
}

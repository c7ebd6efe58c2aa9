package dev.interlace.plugins.alignment.transport;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/**
 * How a coupling of structures is searched: a group of options.
 *
 * @param epsilonUnit what epsilon is counted in
 * @param epsilon weight of the entropy; 0 lowers it until it raises the value by a hundredth at most
 * @param starts how many, the first from the even coupling
 * @param maxIterations steps of one start at the final epsilon
 * @param tolerance change of the value in a step, as a share of the mean cost
 */
public record QuadraticSearch(
        @Param(doc = "what epsilon is counted in; the mean cost is that of the even coupling", choice = "OF_MEAN_COST")
        EpsilonUnit epsilonUnit,

        @Param(
                doc = "weight of the entropy; larger blurs the coupling, raises the value and has fewer local"
                        + " minima; 0 lowers it until it raises the value by a hundredth at most",
                min = 0,
                max = 1e12,
                init = 0,
                scale = Param.Scale.LOG)
        double epsilon,

        @Param(doc = "starts, the first from the even coupling; the best end is kept", min = 1, max = 1000, init = 5)
        int starts,

        @Param(doc = "steps of one start at the final epsilon", min = 1, max = 100000, init = 200)
        int maxIterations,

        @Param(
                doc = "change of the value in a step, as a share of the mean cost, below which a start has converged",
                min = 0,
                max = 1,
                init = 1e-7,
                scale = Param.Scale.LOG)
        double tolerance) {
    public QuadraticSearch {
        OptionsSchema.require(QuadraticSearch.class, epsilonUnit, epsilon, starts, maxIterations, tolerance);
    }
}

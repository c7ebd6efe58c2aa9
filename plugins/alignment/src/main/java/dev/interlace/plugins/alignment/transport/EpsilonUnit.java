package dev.interlace.plugins.alignment.transport;

/** What the entropy's weight epsilon is counted in. */
public enum EpsilonUnit {
    /** The unit of the cost. */
    ABSOLUTE,
    /**
     * The mean cost: of all pairs of rows of both samples together, so that it does not depend on which row counts as
     * left; of a given cost matrix, the mean of its entries. It counts as a constant in gradients.
     */
    OF_MEAN_COST;

    /** What the option {@code epsilonUnit} does. */
    static final String DOC = "what epsilon is counted in";

    /** Epsilon in the unit of the cost; 1 where every cost is 0 and no other unit is known. */
    double of(double epsilon, double meanCost) {
        return this == ABSOLUTE ? epsilon : meanCost > 0 ? epsilon * meanCost : 1;
    }

    static double mean(double[] costs) {
        double sum = 0;
        for (double cost : costs) {
            sum += cost;
        }
        return sum / costs.length;
    }
}

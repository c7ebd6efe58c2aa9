package dev.interlace.workbench.experiments;

/**
 * A measurement that tests a claim.
 *
 * @param id {@code family/name}, what a claim names
 * @param question what is measured, in one line
 * @param data what it runs on
 * @param measure how
 */
public record Experiment(String id, String question, Data data, Measure measure) {
    /** What an experiment runs on. */
    public enum Data {
        /** The split that is given. */
        GIVEN,
        /** Rows drawn for the purpose. */
        DRAWN,
        /** Both, as conditions of their own. */
        BOTH
    }

    /** Runs an experiment. */
    @FunctionalInterface
    public interface Measure {
        /** What was found. */
        Outcome run(Trial trial);
    }
}

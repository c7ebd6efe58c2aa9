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
        GIVEN("the given split"),
        /** Rows drawn for the purpose. */
        DRAWN("drawn rows"),
        /** Both, as conditions of their own. */
        BOTH("drawn rows and the given split"),
        /** A data set that ships, read by the experiment itself. */
        SHIPPED("spoken words that ship"),
        /** A graph that ships, and the given split if there is one. */
        GRAPHS("countries that ship, and the given split if any");

        private final String words;

        Data(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Runs an experiment. */
    public sealed interface Measure permits OfFusion, OfAlignment {}

    /** An experiment with a fusion method. */
    @FunctionalInterface
    public non-sealed interface OfFusion extends Measure {
        /** What was found. */
        Outcome run(Trial trial);
    }

    /**
     * An experiment with a method of alignment, a loss, a discrepancy, a measure of dependence, a sequence aligner or a
     * matcher.
     */
    @FunctionalInterface
    public non-sealed interface OfAlignment extends Measure {
        /** What was found. */
        Outcome run(AlignmentTrial trial);
    }

    static Experiment ofFusion(String id, String question, Data data, OfFusion measure) {
        return new Experiment(id, question, data, measure);
    }

    static Experiment ofAlignment(String id, String question, Data data, OfAlignment measure) {
        return new Experiment(id, question, data, measure);
    }

    /** Whether it runs on fusion methods. */
    public boolean isOfFusion() {
        return measure instanceof OfFusion;
    }
}

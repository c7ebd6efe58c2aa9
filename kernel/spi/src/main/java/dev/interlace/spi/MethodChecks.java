package dev.interlace.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The contracts of all kinds of plugins as checks that run one by one. The testkit brings them, and is found by
 * {@link java.util.ServiceLoader}; a build runs the same checks as tests.
 */
public interface MethodChecks {
    /**
     * What {@code method} must keep, by every kind that it is of.
     *
     * @param options the options that it is fitted under, by name; the rest is by default, a number of epochs small
     */
    List<Check> of(Method<?> method, Map<String, ?> options);

    /** One promise of a contract. */
    interface Check {
        /** The promise in words, for instance {@code the same seed gives the same bits}. */
        String name();

        /** Runs the method on small drawn data. */
        Outcome run();
    }

    /**
     * How a check ended.
     *
     * @param verdict whether the promise was kept
     * @param message what is wrong and where, or why the check was not made; empty where it passed
     */
    record Outcome(Verdict verdict, String message) {
        public Outcome {
            Objects.requireNonNull(verdict);
            Objects.requireNonNull(message);
        }
    }

    /** Whether a promise was kept. */
    enum Verdict {
        PASSED,
        FAILED,
        /** The method does not promise it. */
        NOT_ASKED
    }
}

package dev.interlace.spi;

import java.util.Optional;

/**
 * A number together with how well it was reached.
 *
 * @param value the number
 * @param convergence how the iteration that made it ended; empty where it is computed in closed form
 */
public record Estimate(double value, Optional<Convergence> convergence) {
    /** A number that is computed in closed form. */
    public static Estimate exact(double value) {
        return new Estimate(value, Optional.empty());
    }

    /** A number that an iteration made. */
    public static Estimate of(double value, Convergence convergence) {
        return new Estimate(value, Optional.of(convergence));
    }

    /** Whether the number is what its definition says, within the tolerance. */
    public boolean converged() {
        return convergence.map(Convergence::converged).orElse(true);
    }

    /**
     * The number, refused where the iteration did not converge.
     *
     * @param method the id for the message
     * @throws IllegalStateException when it did not converge; the message holds the number so far and what to do
     */
    public double required(String method) {
        if (!converged()) {
            throw new IllegalStateException(method + ": the value so far is " + value + ", "
                    + convergence.map(Convergence::toString).orElse("")
                    + "; report(...) gives it together with this");
        }
        return value;
    }

    @Override
    public String toString() {
        return value + convergence.map(how -> ", " + how).orElse("");
    }
}

package dev.interlace.spi;

import java.util.Locale;

/**
 * How an iteration ended: whether its own criterion was met, and how far it was from that.
 *
 * @param converged whether the error is within the tolerance
 * @param iterations steps that were taken, at least 0
 * @param error what was left, in the unit that {@code measure} names; NaN where the method knows only yes or no
 * @param tolerance the error at which it counts as converged; NaN where the error is
 * @param measure what the error measures, for instance {@code marginal error}
 * @param advice what to do where it did not converge, for instance {@code raise maxIterations}; it names options that
 *     the method has
 */
public record Convergence(
        boolean converged, int iterations, double error, double tolerance, String measure, String advice) {
    public Convergence {
        if (iterations < 0) {
            throw new IllegalArgumentException("Convergence.iterations must be at least 0, got " + iterations);
        }
    }

    /** What is solved in closed form, or exactly in a finite number of steps. */
    public static Convergence exact(int iterations) {
        return new Convergence(true, iterations, 0, 0, "error", "");
    }

    /** An iteration that knows only whether it met its criterion. */
    public static Convergence of(boolean converged, int iterations) {
        return new Convergence(converged, iterations, Double.NaN, Double.NaN, "", "");
    }

    /** An iteration that has converged where the error is at most the tolerance. */
    public static Convergence within(double error, double tolerance, int iterations, String measure, String advice) {
        return new Convergence(error <= tolerance, iterations, error, tolerance, measure, advice);
    }

    /** The worse of two: one that did not converge, then the one with the larger error as a share of its tolerance. */
    public Convergence worse(Convergence other) {
        if (converged != other.converged) {
            return converged ? other : this;
        }
        return Double.compare(other.share(), share()) > 0 ? other : this;
    }

    private double share() {
        return Double.isNaN(error) ? 0 : error / Math.max(tolerance, Double.MIN_NORMAL);
    }

    /** One line: {@code converged after 40 iterations, marginal error 3.1e-07 (tolerance 1.0e-06)}. */
    @Override
    public String toString() {
        String how = Double.isNaN(error)
                ? ""
                : String.format(Locale.ROOT, ", %s %.1e (tolerance %.1e)", measure, error, tolerance);
        return (converged ? "converged after " : "NOT converged after ")
                + iterations
                + (iterations == 1 ? " iteration" : " iterations")
                + how
                + (converged || advice.isEmpty() ? "" : "; " + advice);
    }
}

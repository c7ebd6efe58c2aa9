package dev.interlace.learn.training;

import dev.interlace.spi.Convergence;
import java.util.ArrayList;
import java.util.List;

/**
 * Minimises a smooth function by L-BFGS: a quasi-Newton direction from the last steps, and a step that is halved until
 * the value falls enough. Every iterate is at least as good as the last; the same start gives the same bits.
 *
 * <p>Reference: Nocedal and Wright: Numerical Optimization, 2nd edition, 2006, algorithm 7.4 (the direction) and eq.
 * 3.6a (enough).
 */
public final class Lbfgs {
    private static final int MEMORY = 10;
    private static final double ENOUGH = 1e-4;
    private static final double LEAST_STEP = 1e-12;

    private Lbfgs() {}

    /** A function and its gradient. */
    @FunctionalInterface
    public interface Smooth {
        /** The value at {@code x}; writes the gradient. */
        double at(double[] x, double[] gradient);
    }

    /** Hears of each step before it is taken. */
    @FunctionalInterface
    public interface Watcher {
        void step(int done, double value);
    }

    /**
     * Where a descent ended.
     *
     * @param x the point
     * @param value the function there
     * @param convergence the largest entry of the gradient there, against the tolerance
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers of a fit; never compared
    public record Minimum(double[] x, double value, Convergence convergence) {}

    /**
     * Minimises from {@code start}.
     *
     * @param steps steps at most
     * @param tolerance stops where no entry of the gradient is larger
     */
    public static Minimum minimize(Smooth function, double[] start, int steps, double tolerance, Watcher watcher) {
        double[] x = start.clone();
        double[] gradient = new double[x.length];
        double value = function.at(x, gradient);
        List<double[]> moves = new ArrayList<>();
        List<double[]> changes = new ArrayList<>();
        int done = 0;
        while (done < steps && largest(gradient) > tolerance) {
            watcher.step(++done, value);
            double[] direction = direction(gradient, moves, changes);
            double slope = dot(direction, gradient);
            if (!(slope < 0)) {
                moves.clear();
                changes.clear();
                direction = scaled(gradient, -1);
                slope = -dot(gradient, gradient);
            }
            double length = moves.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
            double[] next = new double[x.length];
            double[] nextGradient = new double[x.length];
            double nextValue = Double.NaN;
            for (; length > LEAST_STEP; length /= 2) {
                for (int i = 0; i < x.length; i++) {
                    next[i] = x[i] + length * direction[i];
                }
                nextValue = function.at(next, nextGradient);
                if (nextValue <= value + ENOUGH * length * slope) {
                    break;
                }
            }
            if (length <= LEAST_STEP) {
                break;
            }
            double[] move = difference(next, x);
            double[] change = difference(nextGradient, gradient);
            if (dot(move, change) > 1e-12 * dot(change, change)) {
                moves.add(move);
                changes.add(change);
                if (moves.size() > MEMORY) {
                    moves.remove(0);
                    changes.remove(0);
                }
            }
            x = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return new Minimum(
                x, value, Convergence.within(largest(gradient), tolerance, done, "largest entry of the gradient", ""));
    }

    /** Minus the inverse Hessian, as the last steps show it, times the gradient. */
    private static double[] direction(double[] gradient, List<double[]> moves, List<double[]> changes) {
        double[] q = gradient.clone();
        double[] alpha = new double[moves.size()];
        for (int k = moves.size() - 1; k >= 0; k--) {
            alpha[k] = dot(moves.get(k), q) / dot(moves.get(k), changes.get(k));
            add(q, -alpha[k], changes.get(k));
        }
        if (!moves.isEmpty()) {
            double[] move = moves.get(moves.size() - 1);
            double[] change = changes.get(moves.size() - 1);
            q = scaled(q, dot(move, change) / dot(change, change));
        }
        for (int k = 0; k < moves.size(); k++) {
            double beta = dot(changes.get(k), q) / dot(moves.get(k), changes.get(k));
            add(q, alpha[k] - beta, moves.get(k));
        }
        return scaled(q, -1);
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    private static double[] scaled(double[] x, double factor) {
        double[] result = new double[x.length];
        add(result, factor, x);
        return result;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] result = a.clone();
        add(result, -1, b);
        return result;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largest(double[] x) {
        double most = 0;
        for (double one : x) {
            most = Math.max(most, Math.abs(one));
        }
        return most;
    }
}

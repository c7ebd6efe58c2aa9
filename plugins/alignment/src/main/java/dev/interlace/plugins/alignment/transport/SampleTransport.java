package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.training.MemoryNeed;
import dev.interlace.plugins.alignment.transport.Sinkhorn.Solution;
import dev.interlace.plugins.alignment.transport.SinkhornOptions.Estimator;
import dev.interlace.spi.Convergence;
import dev.interlace.spi.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The entropic cost or the Sinkhorn divergence of two samples, with its gradients. */
final class SampleTransport {
    private final Samples samples;
    private final SinkhornOptions options;
    private final Runnable eachIteration;
    private final double epsilon;
    private final List<Part> parts = new ArrayList<>();

    /** One transport problem of the estimator, and its weight in it. */
    @SuppressWarnings("ArrayRecordComponent") // numbers for loops; never compared
    private record Part(double[] from, double[] to, double weight, Sinkhorn problem, Solution solution) {}

    private SampleTransport(Samples samples, SinkhornOptions options, double epsilon, Runnable eachIteration) {
        this.samples = samples;
        this.options = options;
        this.epsilon = epsilon;
        this.eachIteration = eachIteration;
    }

    static SampleTransport solve(Samples samples, SinkhornOptions options, Runnable eachIteration) {
        double pairs = (double) samples.n() * samples.m();
        if (options.estimator() == Estimator.DIVERGENCE) {
            pairs += (double) samples.n() * samples.n() + (double) samples.m() * samples.m();
        }
        MemoryNeed.of("sinkhorn", "the costs of " + samples.n() + " against " + samples.m() + " rows")
                .require(16 * pairs, "take fewer rows");
        double[] all = samples.together();
        double mean = options.epsilonUnit() == EpsilonUnit.ABSOLUTE
                ? 0
                : options.cost().mean(all, samples.d());
        SampleTransport transport =
                new SampleTransport(samples, options, options.epsilonUnit().of(options.epsilon(), mean), eachIteration);
        double[] a = samples.masses().left();
        double[] b = samples.masses().right();
        transport.add(samples.x(), samples.y(), new PointMasses(a, b), 1);
        if (options.estimator() == Estimator.DIVERGENCE) {
            transport.add(samples.x(), samples.x(), new PointMasses(a, a), -0.5);
            transport.add(samples.y(), samples.y(), new PointMasses(b, b), -0.5);
        }
        return transport;
    }

    private void add(double[] from, double[] to, PointMasses masses, double weight) {
        double[] costs = options.cost().between(from, to, samples.d());
        Sinkhorn problem = new Sinkhorn(costs, masses, epsilon, options.rho());
        parts.add(new Part(from, to, weight, problem, problem.solve(options.stop(), eachIteration)));
    }

    double value() {
        return parts.stream()
                .mapToDouble(part -> part.weight * part.solution.value())
                .sum();
    }

    /** How the worst of the transport problems ended. */
    Convergence convergence() {
        return parts.stream()
                .map(part -> part.solution.convergence())
                .reduce(Convergence::worse)
                .orElseThrow();
    }

    Estimate estimate() {
        return Estimate.of(value(), convergence());
    }

    /**
     * The gradient with respect to a sample, {@code [rows, d]}, by the envelope theorem: potentials stand still, so
     * only the costs move, each in proportion to the mass that the coupling puts on it.
     *
     * @param sample the array of the one side
     */
    double[] gradient(double[] sample) {
        double[] gradient = new double[sample.length];
        for (Part part : parts) {
            if (part.from != sample && part.to != sample) {
                continue;
            }
            double[] plan = part.problem.plan(part.solution);
            if (part.from == sample) {
                options.cost().addGradient(plan, part.from, part.to, samples.d(), part.weight, gradient);
            }
            if (part.to == sample) {
                double[] turned = transposed(plan, part.from.length / samples.d());
                options.cost().addGradient(turned, part.to, part.from, samples.d(), part.weight, gradient);
            }
        }
        return gradient;
    }

    private static double[] transposed(double[] plan, int n) {
        int m = plan.length / n;
        double[] turned = new double[plan.length];
        Arrays.setAll(turned, k -> plan[k % n * m + k / n]);
        return turned;
    }
}

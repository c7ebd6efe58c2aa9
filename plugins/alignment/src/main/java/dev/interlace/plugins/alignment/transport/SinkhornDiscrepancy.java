package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.training.MemoryNeed;
import dev.interlace.plugins.alignment.transport.SinkhornOptions.Estimator;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Convergence;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.Estimate;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Masses;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Entropic optimal transport of two samples: the plain regularised cost, or the Sinkhorn divergence that takes its bias
 * off.
 *
 * <p>Use it where it matters how far distributions lie apart, not only that they differ: it grows with the distance
 * where a kernel function has long saturated. A large epsilon makes it blind to shape (the divergence then compares
 * means), a small one slow. The plain cost of a sample with itself is not 0, and minimising it shrinks samples towards
 * their mean; take the divergence for training.
 *
 * <p>{@code OT(x, y) = min_P <P, C> + epsilon KL(P | a b')}, {@code S(x, y) = OT(x, y) - OT(x, x) / 2 - OT(y, y) / 2}.
 * With relaxed marginals the prices {@code rho KL(P 1 | a) + rho KL(P' 1 | b)} are added and outliers may stay behind.
 *
 * <p>References: Feydy et al.: Interpolating between Optimal Transport and MMD using Sinkhorn Divergences, AISTATS
 * 2019, theorem 1; Chizat et al.: Scaling Algorithms for Unbalanced Optimal Transport Problems, Mathematics of
 * Computation 87, 2018; Séjourné et al.: Sinkhorn Divergences for Unbalanced Optimal Transport, arXiv 1910.12958, 2019
 * (both sides have the mass 1, so their last term is 0). Rows count alike unless masses are given.
 */
public final class SinkhornDiscrepancy implements Discrepancy<SinkhornOptions> {
    private static final String ID = "discrepancy/sinkhorn";

    @Override
    public MethodDescriptor<SinkhornOptions> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Sinkhorn divergence",
                        "Entropic optimal transport of two samples, debiased, with a permutation test",
                        SinkhornOptions.class)
                .withFormula("S_\\varepsilon(x, y) = OT_\\varepsilon(x, y) - \\tfrac12 OT_\\varepsilon(x, x) -"
                        + " \\tfrac12 OT_\\varepsilon(y, y)")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "It grows with the distance of far samples, where a Gaussian kernel function saturates",
                                "discrepancy/shift",
                                "value and gradient do not level off at shifts of many bandwidths"),
                        Claim.con("A small epsilon takes long", "discrepancy/epsilon", "seconds grow as epsilon falls")
                                .ofAtLeast(0.1, "ln of a ratio"))
                .withUseCases("Comparing or pulling together distributions of embeddings")
                .withReferences(
                        new Reference(
                                "Feydy et al.",
                                "Interpolating between Optimal Transport and MMD using Sinkhorn Divergences",
                                "AISTATS",
                                2019,
                                "theorem 1, section 3"),
                        new Reference(
                                "Chizat, Peyré, Schmitzer, Vialard",
                                "Scaling Algorithms for Unbalanced Optimal Transport Problems",
                                "Mathematics of Computation 87",
                                2018,
                                ""),
                        new Reference(
                                "Cuturi",
                                "Sinkhorn Distances: Lightspeed Computation of Optimal Transport",
                                "NeurIPS",
                                2013,
                                "eq. 2"))
                .withLesson("alignment/mmd");
    }

    @Override
    public double value(INDArray x, INDArray y, SinkhornOptions options) {
        return report(x, y, options).required(ID);
    }

    @Override
    public Estimate report(INDArray x, INDArray y, SinkhornOptions options) {
        return SampleTransport.solve(Samples.of(ID, x, y, 1), options, () -> {}).estimate();
    }

    @Override
    public Estimate report(INDArray x, INDArray y, Masses masses, SinkhornOptions options) {
        return SampleTransport.solve(Samples.of(ID, x, y, 1).with(ID, masses), options, () -> {})
                .estimate();
    }

    @Override
    public INDArray gradient(INDArray x, INDArray y, SinkhornOptions options) {
        Samples samples = Samples.of(ID, x, y, 1);
        SampleTransport transport = SampleTransport.solve(samples, options, () -> {});
        transport.estimate().required(ID);
        double[] gradient = transport.gradient(samples.x());
        return Nd4j.createFromArray(gradient).reshape('c', x.shape()).castTo(x.dataType());
    }

    /**
     * {@inheritDoc}
     *
     * <p>The costs of all pairs of rows are computed once; a relabelling solves transport problems over parts of that
     * matrix.
     */
    @Override
    public PermutationTest permutationTest(
            INDArray x, INDArray y, SinkhornOptions options, int permutations, FitContext context) {
        Samples samples = Samples.of(ID, x, y, 1);
        double rows = samples.n() + samples.m();
        MemoryNeed.of(ID, "the costs of all pairs of " + (int) rows + " rows")
                .require(24 * rows * rows, "take fewer rows");
        double[] all = samples.together();
        double[] costs = options.cost().between(all, all, samples.d());
        double epsilon = options.epsilonUnit().of(options.epsilon(), EpsilonUnit.mean(costs));
        int n = samples.n();
        int total = n + samples.m();
        List<Convergence> ends = new ArrayList<>();
        PermutationTest test = Relabelling.test(ID, n, samples.m(), permutations, context, order -> {
            int[] left = Arrays.copyOf(order, n);
            int[] right = Arrays.copyOfRange(order, n, total);
            double value = part(costs, total, left, right, epsilon, options, context, ends);
            if (options.estimator() == Estimator.DIVERGENCE) {
                value -= part(costs, total, left, left, epsilon, options, context, ends) / 2;
                value -= part(costs, total, right, right, epsilon, options, context, ends) / 2;
            }
            return value;
        });
        return new PermutationTest(
                test.value(), test.pValue(), permutations, ends.stream().reduce(Convergence::worse));
    }

    private static double part(
            double[] costs,
            int total,
            int[] rows,
            int[] columns,
            double epsilon,
            SinkhornOptions options,
            FitContext context,
            List<Convergence> ends) {
        double[] some = new double[rows.length * columns.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                some[i * columns.length + j] = costs[rows[i] * total + columns[j]];
            }
        }
        Sinkhorn.Solution solution = new Sinkhorn(some, rows.length, columns.length, epsilon, options.rho())
                .solve(options.stop(), context::checkCancelled);
        ends.add(solution.convergence());
        return solution.value();
    }
}

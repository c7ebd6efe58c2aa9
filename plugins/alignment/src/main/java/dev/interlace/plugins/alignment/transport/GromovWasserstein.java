package dev.interlace.plugins.alignment.transport;

import dev.interlace.plugins.alignment.transport.QuadraticTransport.Structures;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;

/**
 * Gromov-Wasserstein matching: items that lie to each other on the left as their partners do on the right, with nothing
 * known across.
 *
 * <p>Use it where both sides have distances (or edge weights) of their own and no features in common. It cannot tell
 * symmetric arrangements apart, and the problem has local minima: it starts several times, from the even coupling and
 * from random ones, and keeps the best. On real data without any known pair expect little; it is the honest negative
 * control of graph alignment. Noise alone does it little harm: of 30 drawn points whose distances are off by a fifth,
 * 96 % find their partner.
 *
 * <p>n and m items, {@code C [n, n]} and {@code D [m, m]} symmetric, {@code P [n, m]} with rows {@code a} and columns
 * {@code b}, {@code 1/n} and {@code 1/m} unless the problem has masses:
 *
 * <pre>
 * E(P) = sum_ijkl (C_ik - D_jl)^2 P_ij P_kl          the value
 * M(P) = (C^2 a) 1' + 1 (D^2 b)' - 2 C P D           E(P) = sum P M(P), its gradient 2 M(P)
 * P <- argmin over Q of sum Q 2 M(P) + epsilon KL(Q | a b')
 * </pre>
 *
 * <p>References: Peyré, Cuturi, Solomon: Gromov-Wasserstein Averaging of Kernel and Distance Matrices, ICML 2016,
 * proposition 1 (factorised square loss) and the iteration of projected gradients that follows (epsilon here weighs the
 * entropy against E itself); Mémoli: Gromov-Wasserstein Distances and the Metric Approach to Object Matching,
 * Foundations of Computational Mathematics 11, 2011. Differs in that epsilon is halved from a large value to the one
 * asked for, and in the restarts.
 */
public final class GromovWasserstein implements Matcher<GromovWasserstein.Options> {
    private static final String ID = "match/gromov-wasserstein";

    /** Options of {@link GromovWasserstein}. */
    public record Options(QuadraticSearch search) {
        public Options {
            OptionsSchema.require(Options.class, search);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.1.0",
                        "Gromov-Wasserstein matching",
                        "Partners that lie to each other alike within each side, with nothing known across",
                        Options.class)
                .withFormula(
                        "\\min_P \\sum_{ijkl} (C_{ik} - D_{jl})^2 P_{ij} P_{kl} + \\varepsilon\\,\\mathrm{KL}(P \\mid"
                                + " ab^\\top)")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.UNEQUAL_WIDTHS)
                .withClaims(
                        Claim.pro(
                                "It needs no pair and no common features",
                                "match/isometry",
                                "nearly every item of a moved and turned point cloud finds its partner"),
                        Claim.con(
                                "Disturbed distances mislead it",
                                "match/structure-noise",
                                "fewer right matches as distances are disturbed"))
                .withReferences(
                        new Reference(
                                "Peyré, Cuturi, Solomon",
                                "Gromov-Wasserstein Averaging of Kernel and Distance Matrices",
                                "ICML",
                                2016,
                                "proposition 1"),
                        new Reference(
                                "Mémoli",
                                "Gromov-Wasserstein Distances and the Metric Approach to Object Matching",
                                "Foundations of Computational Mathematics 11",
                                2011,
                                "definition 5.7"))
                .withLesson("alignment/graph");
    }

    @Override
    public Matching match(MatchProblem problem, Options options, FitContext context) {
        context.checkCancelled();
        if (problem.left().isEmpty()) {
            throw new IllegalArgumentException(ID + " needs the structures [n, n] and [m, m] of both sides, such as"
                    + " distances; of similarities across match/sinkhorn makes a matching");
        }
        if (!(problem.known() instanceof Supervision.Unpaired)) {
            throw new IllegalArgumentException(
                    ID + " takes no known pairs; leave them out here, or use a method that learns from them");
        }
        PointMasses masses = PointMasses.of(ID, problem.masses(), problem.leftItems(), problem.rightItems());
        Structures structures =
                Structures.of(ID, problem.left().orElseThrow(), problem.right().orElseThrow(), masses);
        double[] nothing = new double[Math.multiplyExact(problem.leftItems(), problem.rightItems())];
        return new QuadraticTransport(structures, nothing, 1, masses).solve(options.search(), context);
    }
}

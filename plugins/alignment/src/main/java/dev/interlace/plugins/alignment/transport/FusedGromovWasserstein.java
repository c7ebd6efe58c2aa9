package dev.interlace.plugins.alignment.transport;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.transport.QuadraticTransport.Structures;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fused Gromov-Wasserstein matching: items that are alike across, and lie to each other on the left as their partners
 * do on the right.
 *
 * <p>Use it for graphs whose nodes have features that can be compared across, such as two sensor networks or two
 * knowledge graphs with names: features tell apart what structure leaves symmetric, and structure what features leave
 * equal. It fails where one of both is wrong, since {@code alpha} mixes them by a fixed share for all items; and like
 * {@link GromovWasserstein} it has local minima.
 *
 * <p>n and m items, structures {@code C [n, n]} and {@code D [m, m]} symmetric, features {@code F_ij = max s - s_ij} of
 * the similarities {@code s [n, m]}, 0 where the problem has none; {@code P [n, m]} with rows {@code a} and columns
 * {@code b}, {@code 1/n} and {@code 1/m} unless the problem has masses:
 *
 * <pre>
 * E(P) = (1 - alpha) sum_ij F_ij P_ij + alpha sum_ijkl (C_ik - D_jl)^2 P_ij P_kl
 * </pre>
 *
 * <p>With {@link Balance#EVEN_COSTS} each sum is first divided by its value under the even coupling {@code a b'}, so
 * that alpha weighs shares and not units. alpha 1 is {@link GromovWasserstein}, alpha 0 transport of the features
 * alone.
 *
 * <p>Reference: Vayer, Chapel, Flamary, Tavenard, Courty: Optimal Transport for Structured Data with Application on
 * Graphs, ICML 2019, eq. 3 with q = 2 on the structures and F as given; solved by entropic steps with falling epsilon
 * and restarts as in {@link QuadraticTransport}, where the paper takes conditional gradients.
 */
public final class FusedGromovWasserstein implements Matcher<FusedGromovWasserstein.Options> {
    private static final String ID = "match/fused-gromov-wasserstein";

    /** What features and structures are counted in. */
    public enum Balance {
        /** Each in its cost under the even coupling. */
        EVEN_COSTS,
        /** In their own units. */
        AS_GIVEN
    }

    /** Options of {@link FusedGromovWasserstein}. */
    public record Options(
            @Param(
                    doc = "share of the structures in the cost; 0 looks at features alone, 1 at structures alone",
                    min = 0,
                    max = 1,
                    init = 0.5)
            double alpha,

            @Param(
                    doc = "EVEN_COSTS divides both costs by what the even coupling costs, AS_GIVEN leaves their units",
                    choice = "EVEN_COSTS")
            Balance balance,

            QuadraticSearch search) {
        public Options {
            OptionsSchema.require(Options.class, alpha, balance, search);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Fused Gromov-Wasserstein matching",
                        "Partners that are alike across and lie to each other alike within each side",
                        Options.class)
                .withFormula("\\min_P\\; (1 - \\alpha) \\langle F, P\\rangle + \\alpha \\sum_{ijkl} (C_{ik} - D_{jl})^2"
                        + " P_{ij} P_{kl} + \\varepsilon\\,\\mathrm{KL}(P \\mid ab^\\top)")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.UNEQUAL_WIDTHS)
                .withClaims(
                        Claim.pro(
                                "It needs no pair",
                                "match/isometry",
                                "nearly every item of a moved and turned point cloud finds its partner"),
                        Claim.con(
                                "Disturbed distances mislead it",
                                "match/structure-noise",
                                "fewer right matches as distances are disturbed"))
                .withUseCases("Graphs whose nodes have features that can be compared across")
                .withReferences(new Reference(
                        "Vayer, Chapel, Flamary, Tavenard, Courty",
                        "Optimal Transport for Structured Data with Application on Graphs",
                        "ICML",
                        2019,
                        "eq. 3"))
                .withLesson("alignment/graph");
    }

    @Override
    public Matching match(MatchProblem problem, Options options, FitContext context) {
        context.checkCancelled();
        if (problem.left().isEmpty()) {
            throw new IllegalArgumentException(ID + " needs the structures [n, n] and [m, m] of both sides beside the"
                    + " similarities across; of similarities alone match/sinkhorn makes a matching");
        }
        if (!(problem.known() instanceof Supervision.Unpaired)) {
            throw new IllegalArgumentException(
                    ID + " takes no known pairs; leave them out here, or use a method that learns from them");
        }
        int n = problem.leftItems();
        int m = problem.rightItems();
        PointMasses masses = PointMasses.of(ID, problem.masses(), n, m);
        Structures structures =
                Structures.of(ID, problem.left().orElseThrow(), problem.right().orElseThrow(), masses);
        double[] features =
                problem.similarity().map(FusedGromovWasserstein::costs).orElseGet(() -> new double[n * m]);
        double ofFeatures = 1 - options.alpha();
        double ofStructures = options.alpha();
        if (options.balance() == Balance.EVEN_COSTS) {
            ofFeatures /= unit(new QuadraticTransport(structures, features, 0, masses));
            ofStructures /= unit(new QuadraticTransport(structures, new double[n * m], 1, masses));
        }
        for (int k = 0; k < features.length; k++) {
            features[k] *= ofFeatures;
        }
        return new QuadraticTransport(structures, features, ofStructures, masses).solve(options.search(), context);
    }

    /** What the even coupling costs; 1 where it costs nothing. */
    private static double unit(QuadraticTransport alone) {
        double cost = alone.evenCost();
        return cost > 0 ? cost : 1;
    }

    /** {@code max s - s_ij}, {@code [n, m]}. */
    private static double[] costs(INDArray similarity) {
        double[] costs = Host.doubles(similarity);
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < costs.length; k++) {
            if (!Double.isFinite(costs[k])) {
                throw new IllegalArgumentException(ID + ": similarities must be finite, got " + costs[k]
                        + " for left item " + k / similarity.size(1) + " and right item " + k % similarity.size(1));
            }
            largest = Math.max(largest, costs[k]);
        }
        for (int k = 0; k < costs.length; k++) {
            costs[k] = largest - costs[k];
        }
        return costs;
    }
}

package dev.interlace.plugins.alignment.graph;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Reference;
import java.util.Optional;

/**
 * The one-to-one matching of the greatest total similarity, exactly: {@code max sum_i S_{i, pi(i)}}.
 *
 * <p>Use it where every item has at most one partner: taking each row's most similar item alone lets some items be
 * everybody's partner. It fails where items have no partner, for it gives everyone of the smaller side one, and it
 * takes {@code n^3} steps.
 *
 * <p>n left, m right items; with {@code n > m} the left items that are worth least stay alone. The value is the total
 * similarity.
 *
 * <p>Reference: Kuhn: The Hungarian Method for the Assignment Problem, Naval Research Logistics Quarterly 2, 1955; by
 * the algorithm of {@link Assignment}.
 */
public final class HungarianMatcher implements Matcher<NoOptions> {
    private static final String ID = "match/hungarian";

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Assignment (Hungarian method)",
                        "The one-to-one matching of the greatest total similarity",
                        NoOptions.class)
                .withFormula("\\max_\\pi \\sum_i S_{i, \\pi(i)}")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS)
                .withClaims(
                        Claim.pro(
                                "One-to-one matching mends what nearest neighbours get wrong",
                                "match/hubs",
                                "more right pairs than each row's most similar item"),
                        Claim.con(
                                "It gives partners to items that have none",
                                "match/alone",
                                "fewer right matches, and fewer right ones among those given, beside items without a partner"))
                .withUseCases("Entity alignment", "Matching nodes after any alignment method")
                .withReferences(
                        new Reference(
                                "Kuhn",
                                "The Hungarian Method for the Assignment Problem",
                                "Naval Research Logistics Quarterly",
                                1955,
                                "section 3"),
                        new Reference(
                                "Jonker and Volgenant",
                                "A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment Problems",
                                "Computing",
                                1987,
                                "augmentation"),
                        new Reference(
                                "Crouse",
                                "On Implementing 2D Rectangular Assignment Algorithms",
                                "IEEE Transactions on Aerospace and Electronic Systems",
                                2016,
                                "section II"))
                .withLesson("alignment/graph");
    }

    @Override
    public Matching match(MatchProblem problem, NoOptions options, FitContext context) {
        double[][] similarity = KnownPairs.rows(ID, "similarity", problem.similarity());
        KnownPairs known = KnownPairs.of(ID, problem);
        context.checkCancelled();
        Assignment rest = Assignment.greatestGain(
                KnownPairs.part(similarity, known.freeLeft(), known.freeRight()), context::checkCancelled);
        int[] rightOf = known.with(rest.rightOf());
        double value = 0;
        for (int i = 0; i < rightOf.length; i++) {
            value += rightOf[i] < 0 ? 0 : similarity[i][rightOf[i]];
        }
        return new Matching(rightOf, Optional.empty(), value, rest.augmentations(), true);
    }
}

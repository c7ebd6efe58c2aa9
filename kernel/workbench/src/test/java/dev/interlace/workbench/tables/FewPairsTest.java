package dev.interlace.workbench.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.evaluation.Findings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FewPairsTest {
    private static final int PAIRS = 20;

    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));
    // 30 left and 25 right rows; pair i is left row 29 - i with right row i; groups of two
    private final int[] left = IntStream.range(0, PAIRS).map(i -> 29 - i).toArray();
    private final int[] right = IntStream.range(0, PAIRS).toArray();
    private final List<String> groups =
            IntStream.range(0, PAIRS).mapToObj(i -> "group " + i / 2).toList();

    private FewPairs few(int... counts) {
        return lab.fewPairs(left, right, groups, counts);
    }

    private static INDArray truth() {
        double[][] similarity = new double[30][25];
        for (int i = 0; i < PAIRS; i++) {
            similarity[29 - i][i] = 1;
        }
        return Nd4j.createFromArray(similarity);
    }

    @Test
    void theTruthIsFoundAndAConstantIsNot() {
        PairCurve curve = few(2, 6)
                .add("nothing", (seeds, draw) -> Nd4j.zeros(30, 25))
                .add("truth", (seeds, draw) -> truth())
                .run();
        assertEquals(1, curve.with(2).value("truth", "Hits@1").orElseThrow().value());
        assertEquals(0, curve.with(6).value("nothing", "Hits@10").orElseThrow().value(), "14 candidates, all tied");
        assertEquals(1 / 14.0, curve.with(6).chance("Hits@1"), 1e-12, "6 of 20 pairs are no candidates any more");
        assertEquals(1 / 14.0, curve.with(2).chance("Hits@1"), 1e-12, "nor are they with fewer seeds");
        assertTrue(curve.toString().contains("the same 14 pairs are asked for"), curve.toString());
        Findings findings = lab.finding("the truth is better", curve, "truth", "nothing");
        assertEquals(Verdict.SUPPORTED, findings.verdict());
        assertEquals(
                List.of("2 seed pairs", "6 seed pairs"),
                findings.findings().stream().map(one -> one.claim()).toList());
        assertTrue(curve.figure("Hits@1").text().contains("chance"));
    }

    @Test
    void fewerSeedsAreAPartOfMoreAndNoPairOfTheirGroupsIsAskedFor() {
        List<Set<Integer>> given = new ArrayList<>();
        List<Long> draws = new ArrayList<>();
        PairCurve curve = few(5, 2)
                .draws(7, 8)
                .add("look", (seeds, draw) -> {
                    Set<Integer> known = new TreeSet<>();
                    Arrays.stream(seeds.right()).forEach(known::add);
                    for (int k = 0; k < seeds.left().length; k++) {
                        assertEquals(29, seeds.left()[k] + seeds.right()[k], "a true pair");
                    }
                    given.add(known);
                    draws.add(draw);
                    return truth();
                })
                .run();
        assertEquals(List.of(7L, 8L, 7L, 8L), draws);
        assertEquals(List.of(2, 2, 5, 5), given.stream().map(Set::size).toList());
        assertTrue(given.get(2).containsAll(given.get(0)) && given.get(3).containsAll(given.get(1)), given.toString());
        // 5 seeds are of 3 groups of two, so the sixth pair of those is not asked for
        assertEquals(
                14 * 2, curve.with(5).lines().get(0).bySeed().get(0).groups().size(), "both directions");
    }

    @Test
    void aClaimThatHoldsForSomeNumbersIsConditional() {
        PairCurve curve = few(2, 6)
                .add("nothing", (seeds, draw) -> Nd4j.zeros(30, 25))
                .add("with many", (seeds, draw) -> seeds.left().length > 3 ? truth() : Nd4j.zeros(30, 25))
                .run();
        Findings findings = lab.finding("it helps", curve, "with many", "nothing");
        assertEquals(Verdict.CONDITIONAL, findings.verdict());
        assertTrue(findings.toString().startsWith("CONDITIONAL: it helps"), findings.toString());
        assertEquals(
                Verdict.NOT_SEEN,
                lab.finding("it hurts", curve, "nothing", "with many").verdict());
    }

    @Test
    void whatCannotBeDrawnIsSaid() {
        assertEquals(
                "few pairs: numbers of seed pairs must be at least 1, each once, got [3, 0]",
                assertThrows(IllegalArgumentException.class, () -> few(3, 0)).getMessage());
        assertEquals(
                "few pairs: of 20 pairs 20 seed pairs leave fewer than 2 to ask for; give fewer of them",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> few(20).add("truth", (seeds, draw) -> truth())
                                        .run())
                        .getMessage());
        assertEquals(
                "few pairs: pairs need as many left rows, right rows and groups, got 20, 2 and 20",
                assertThrows(IllegalArgumentException.class, () -> lab.fewPairs(left, new int[2], groups, 2))
                        .getMessage());
        assertEquals(
                "there is no measurement with 3 seed pairs; there are [2]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> few(2).add("truth", (seeds, draw) -> truth())
                                        .run()
                                        .with(3))
                        .getMessage());
    }
}

package dev.interlace.workbench.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.evaluation.Retrieval;
import dev.interlace.workbench.models.AlignmentRun;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SearchesTest {
    private static final double ROUNDING = 1e-12;
    private static final Encoding BOTH = Encoding.of(Map.of("image", "encoder/colour", "name", "encoder/colour"));

    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));

    private Searches searches(long... seeds) {
        return lab.searches(lab.data("colours"), BOTH, "image", "name", seeds);
    }

    private static INDArray guess(EncodedSplit split, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = split.test().rows();
        double[][] similarity = new double[n][n];
        for (double[] row : similarity) {
            for (int j = 0; j < n; j++) {
                row[j] = random.nextDouble();
            }
        }
        return Nd4j.createFromArray(similarity);
    }

    @Test
    void everyLineIsWhatRetrievalSaysOnTheTestRowsOfEachSplit() {
        SearchTable table = searches(1, 2).add(lab.alignment("alignment/same")).run();
        assertEquals("image → name", table.leftToRight().title());
        for (int s = 0; s < 2; s++) {
            EncodedSplit split = lab.encode(lab.data("colours").split(s + 1), BOTH);
            AlignmentRun run = lab.alignment("alignment/same").fit(split.train(), "image", "name");
            Retrieval alone = lab.retrieval(run, split.test());
            assertEquals(
                    alone.leftToRight().mrr().value(),
                    table.leftToRight().bySeed("alignment/same", "MRR").get(s),
                    ROUNDING);
            assertEquals(
                    alone.rightToLeft()
                            .recall()
                            .getOrDefault(5, alone.rightToLeft().mrr())
                            .value(),
                    table.rightToLeft().bySeed("alignment/same", "R@5").get(s),
                    ROUNDING);
            assertEquals(
                    alone.leftToRight().medianRank(),
                    table.leftToRight().bySeed("alignment/same", "median rank").get(s),
                    ROUNDING);
        }
    }

    @Test
    void rowsOfTheQuerysGroupAreRightForTheMeanAveragePrecision() {
        // a similarity that knows the groups and nothing else: average precision 1, though own partners are not told
        // apart
        SearchTable table = searches(3)
                .add("groups", (split, seed) -> {
                    List<String> groups = split.test().groups();
                    double[][] same = new double[groups.size()][groups.size()];
                    for (int i = 0; i < same.length; i++) {
                        for (int j = 0; j < same.length; j++) {
                            same[i][j] = groups.get(i).equals(groups.get(j)) ? 1 : 0;
                        }
                    }
                    return Nd4j.createFromArray(same);
                })
                .run();
        assertEquals(
                1,
                table.leftToRight()
                        .value("groups", "MAP of groups")
                        .orElseThrow()
                        .value(),
                ROUNDING);
        assertTrue(table.leftToRight().value("groups", "MRR").orElseThrow().value() < 0.7, table.toString());
    }

    @Test
    void findingsAreJudgedInBothDirections() {
        SearchTable table = searches(1, 2)
                .add("guess", SearchesTest::guess)
                .add("own", (split, seed) -> Nd4j.eye(split.test().rows()))
                .run();
        assertEquals(
                Verdict.SUPPORTED,
                lab.finding("own is better", table, "own", "guess").verdict());
        assertEquals(
                List.of("image → name", "name → image"),
                lab.finding("guessing is better", table, "guess", "own").findings().stream()
                        .map(finding -> finding.claim())
                        .toList());
        assertEquals("own", table.sorted().leftToRight().lines().get(0).name());
        assertEquals("own", table.sorted().rightToLeft().lines().get(0).name());
        assertEquals("own", table.against("own").rightToLeft().reference());
        String figure = table.figure("R@1").text();
        assertTrue(
                figure.contains("image → name") && figure.contains("name → image") && figure.contains("chance"),
                figure);
        assertThrows(
                IllegalArgumentException.class,
                () -> searches(1).add("one", SearchesTest::guess).add("one", SearchesTest::guess));
    }

    @Test
    void aMethodThatIsToldNoPairIsGivenBothSidesAndNoMore() {
        SearchTable table = searches(1)
                .addUnpaired("unpaired", lab.alignment("alignment/same"))
                .add("paired", lab.alignment("alignment/same"))
                .run();
        assertEquals(
                table.leftToRight().bySeed("paired", "MRR"), table.leftToRight().bySeed("unpaired", "MRR"));
    }
}

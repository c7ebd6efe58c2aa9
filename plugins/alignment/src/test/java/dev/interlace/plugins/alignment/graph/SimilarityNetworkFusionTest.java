package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.SeedSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SimilarityNetworkFusionTest {
    /** Both sides work in double precision. */
    private static final double TOLERANCE = 1e-9;

    private static final SimilarityNetworkFusion SMALL = new SimilarityNetworkFusion(4, 0.5, 10);

    private static double[] flat(double[][] matrix) {
        return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
    }

    private static INDArray golden(String name) {
        return Nd4j.createFromArray(GoldenGraph.matrix(name));
    }

    @Test
    void affinitiesAreThoseOfAnotherProgram() {
        for (int v = 0; v < 3; v++) {
            assertArrayEquals(
                    flat(GoldenGraph.matrix("snf.affinity" + v)),
                    Host.doubles(SMALL.affinity(golden("snf.view" + v))),
                    TOLERANCE,
                    "view " + v);
        }
    }

    @Test
    void theFusedSimilarityIsThatOfAnotherProgram() {
        INDArray fused = SMALL.fuseAffinities(
                List.of(golden("snf.affinity0"), golden("snf.affinity1"), golden("snf.affinity2")));
        assertArrayEquals(flat(GoldenGraph.matrix("snf.fused")), Host.doubles(fused), TOLERANCE);
    }

    @Test
    void theOrderOfModalitiesDoesNotMatter() {
        INDArray one = SMALL.fuseAffinities(List.of(golden("snf.affinity0"), golden("snf.affinity1")));
        INDArray other = SMALL.fuseAffinities(List.of(golden("snf.affinity1"), golden("snf.affinity0")));
        assertArrayEquals(Host.doubles(one), Host.doubles(other), TOLERANCE);
        for (int i = 0; i < 15; i++) {
            for (int j = 0; j < i; j++) {
                assertEquals(one.getDouble(i, j), one.getDouble(j, i), TOLERANCE, "symmetric at " + i + ", " + j);
            }
        }
    }

    @Test
    void equalRowsAreAsNearAsCanBe() {
        INDArray w =
                new SimilarityNetworkFusion(1, 0.5, 1).affinity(Nd4j.createFromArray(new double[][] {{1}, {1}, {5}}));
        assertEquals(w.getDouble(0, 0), w.getDouble(0, 1), 0);
        assertTrue(Double.isFinite(w.getDouble(0, 1)) && w.getDouble(0, 1) > w.getDouble(0, 2));
    }

    @Test
    void groupsShowBetterInTheFusedSimilarityThanInAnyModality() {
        int n = 90;
        SplittableRandom random = new SplittableRandom(3);
        int[] group = IntStream.range(0, n).map(i -> i % 3).toArray();
        List<Features> modalities = IntStream.range(0, 3)
                .mapToObj(v -> {
                    double[][] x = new double[n][6]; // two columns tell each group, in much noise
                    for (int i = 0; i < n; i++) {
                        int of = group[i];
                        Arrays.setAll(x[i], c -> (c / 2 == of ? 1.5 : 0) + random.nextGaussian());
                    }
                    return Features.vector("modality" + v, Nd4j.createFromArray(x));
                })
                .toList();
        SimilarityNetworkFusion fusion = new SimilarityNetworkFusion(10, 0.5, 20);
        SpectralClusters clusters = new SpectralClusters(3, 10);
        double together = agreement(group, clusters.of(fusion.fuse(modalities), new SeedSource(1)));
        assertTrue(together > 0.9, "all modalities: " + together);
        for (Features one : modalities) {
            double alone = agreement(group, clusters.of(fusion.affinity(one.values()), new SeedSource(1)));
            assertTrue(
                    together > alone, "all " + together + ", " + one.modality().name() + " alone " + alone);
        }
    }

    @Test
    void groupingsThatCrossAreMixedUp() {
        // four groups; the one modality tells two from two, the other crosswise: neighbours of neighbours are everybody
        int n = 80;
        SplittableRandom random = new SplittableRandom(3);
        double[][] a = new double[n][3];
        double[][] b = new double[n][3];
        int[] group = IntStream.range(0, n).map(i -> i % 4).toArray();
        for (int i = 0; i < n; i++) {
            int of = group[i];
            Arrays.setAll(a[i], c -> (of / 2 == 0 ? -3 : 3) + random.nextGaussian());
            Arrays.setAll(b[i], c -> (of % 2 == 0 ? -3 : 3) + random.nextGaussian());
        }
        INDArray fused = new SimilarityNetworkFusion(10, 0.5, 20)
                .fuse(List.of(
                        Features.vector("first", Nd4j.createFromArray(a)),
                        Features.vector("second", Nd4j.createFromArray(b))));
        double together = agreement(group, new SpectralClusters(4, 10).of(fused, new SeedSource(1)));
        assertTrue(together < 0.8, "the failure that the class's lesson tells of: " + together);
    }

    /** The share of pairs of rows on which two groupings agree (Rand 1971). */
    private static double agreement(int[] one, int[] other) {
        int agree = 0;
        int pairs = 0;
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < i; j++) {
                pairs++;
                agree += (one[i] == one[j]) == (other[i] == other[j]) ? 1 : 0;
            }
        }
        return (double) agree / pairs;
    }

    @Test
    void clustersAreTheBlocksOfABlockMatrix() {
        double[][] blocks = {{1, 1, 0.01, 0.01}, {1, 1, 0.01, 0.01}, {0.01, 0.01, 1, 1}, {0.01, 0.01, 1, 1}};
        assertArrayEquals(
                new int[] {0, 0, 1, 1}, new SpectralClusters(2, 3).of(Nd4j.createFromArray(blocks), new SeedSource(1)));
        assertArrayEquals(
                new int[] {0, 0, 0, 0}, new SpectralClusters(1, 1).of(Nd4j.createFromArray(blocks), new SeedSource(1)));
    }

    @Test
    void whatDoesNotFitIsRejected() {
        requireMessage(
                "SimilarityNetworkFusion.mu must be in (0, 1], got 0.0", () -> new SimilarityNetworkFusion(1, 0, 1));
        requireMessage(
                "SimilarityNetworkFusion: 4 rows are too few for 4 neighbours; there must be more rows",
                () -> SMALL.affinity(Nd4j.ones(4, 2)));
        requireMessage(
                "SimilarityNetworkFusion needs at least 2 modalities, got 1",
                () -> SMALL.fuseAffinities(List.of(golden("snf.affinity0"))));
        requireMessage(
                "SimilarityNetworkFusion: affinities must all be [15, 15], got [15, 4]",
                () -> SMALL.fuseAffinities(List.of(golden("snf.affinity0"), golden("snf.view0"))));
        requireMessage(
                "SpectralClusters: the similarity must be square with at least 5 rows, got [4, 4]",
                () -> new SpectralClusters(5, 1).of(Nd4j.ones(4, 4), new SeedSource(1)));
        requireMessage(
                "SpectralClusters: row 1 must have a positive, finite sum, got 0.0",
                () -> new SpectralClusters(1, 1)
                        .of(Nd4j.createFromArray(new double[][] {{1, 0}, {0, 0}}), new SeedSource(1)));
    }

    private static void requireMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}

package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.Host;
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
    void clustersThatNoModalityShowsAloneAreFoundInTheFusedOne() {
        // four groups; each modality tells two pairs of them apart
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
        Features first = Features.vector("first", Nd4j.createFromArray(a));
        Features second = Features.vector("second", Nd4j.createFromArray(b));
        SimilarityNetworkFusion fusion = new SimilarityNetworkFusion(10, 0.5, 20);
        SpectralClusters clusters = new SpectralClusters(4, 10);
        int[] together = clusters.of(fusion.fuse(List.of(first, second)), new SeedSource(1));
        int[] alone = clusters.of(fusion.affinity(first.values()), new SeedSource(1));
        assertEquals(1, agreement(group, together), 0, "both modalities");
        assertTrue(agreement(group, alone) < 0.9, "one modality: " + agreement(group, alone));
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

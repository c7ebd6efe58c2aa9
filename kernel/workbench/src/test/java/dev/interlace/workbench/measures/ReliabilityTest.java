package dev.interlace.workbench.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.measure.Predictions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
    private static final List<String> TWO = List.of("a", "b");

    private static Predictions predictions(int[] truth, double... first) {
        double[] probabilities = new double[2 * first.length];
        for (int row = 0; row < first.length; row++) {
            probabilities[2 * row] = first[row];
            probabilities[2 * row + 1] = 1 - first[row];
        }
        return Predictions.of(TWO, truth, probabilities);
    }

    @Test
    void fourRowsByHand() {
        // confidences 0.6, 0.9, 0.8, 1.0; right: yes, no, yes, yes; bins (0.5, 0.75] and (0.75, 1]
        Reliability found = Reliability.of(
                predictions(new int[] {0, 1, 0, 0}, 0.6, 0.9, 0.8, 1.0), new Bins(4, Bins.Binning.WIDTH));
        assertEquals(
                List.of(0, 0, 1, 3),
                found.bins().stream().map(Reliability.Bin::count).toList());
        assertEquals(new Reliability.Bin(0.5, 0.75, 1, 0.6, 1), found.bins().get(2));
        // 1/4 |1 - 0.6| + 3/4 |2/3 - 0.9| = 0.1 + 0.175
        assertEquals(0.275, found.meanGap(), 1e-12);
        assertEquals(0.4, found.largestGap(), 1e-12);
    }

    @Test
    void probabilitiesOfExactlyZeroAndOneFallIntoTheFirstAndTheLastBin() {
        Predictions sure = predictions(new int[] {0, 1, 1}, 1.0, 0.0, 0.5);
        for (Bins.Binning binning : Bins.Binning.values()) {
            Reliability found = Reliability.ofClass(sure, 0, new Bins(3, binning));
            assertEquals(3, found.rows());
            assertEquals(1, found.bins().get(0).count(), "0 in the first bin, " + binning);
            assertEquals(1, found.bins().get(2).count(), "1 in the last bin, " + binning);
            assertEquals(
                    3, found.bins().stream().mapToInt(Reliability.Bin::count).sum());
        }
    }

    @Test
    void aValueOnAnEdgeBelongsToTheBinBelowUpToRounding() {
        // 1 - 0.7 is a little more than 0.3 in binary
        Reliability found =
                Reliability.ofClass(predictions(new int[] {0, 0}, 0.3, 1 - 0.7), 0, new Bins(10, Bins.Binning.WIDTH));
        assertEquals(2, found.bins().get(2).count());
    }

    @Test
    void binsOfEqualMassKeepEqualValuesTogether() {
        Reliability found = Reliability.ofClass(
                predictions(new int[] {0, 0, 1, 1}, 0.2, 0.7, 0.7, 0.7), 0, new Bins(2, Bins.Binning.MASS));
        assertEquals(
                List.of(4, 0), found.bins().stream().map(Reliability.Bin::count).toList());
        assertEquals(0.2, found.bins().get(0).low());
        assertEquals(0.7, found.bins().get(0).high());
        assertTrue(Double.isNaN(found.bins().get(1).confidence()), "an empty bin has no confidence");
        assertEquals(0, found.bins().get(1).gap(), "and no gap");
    }
}

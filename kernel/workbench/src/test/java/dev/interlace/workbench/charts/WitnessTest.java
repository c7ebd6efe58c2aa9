package dev.interlace.workbench.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WitnessTest {
    @Test
    void twoRowsAgainstOneByHand() {
        // sigma 1: k = exp(-t²/2); at 0: (k(0) + k(2)) / 2 - k(1)
        Witness witness = new Witness(new double[][] {{0}, {2}}, new double[][] {{1}}, new double[] {1});
        assertEquals((1 + Math.exp(-2)) / 2 - Math.exp(-0.5), witness.at(new double[] {0}), 1e-15);
        assertEquals(Math.exp(-0.5) - 1, witness.at(new double[] {1}), 1e-15);
    }

    @Test
    void severalBandwidthsAreTheMeanOfTheirKernels() {
        Witness both = new Witness(new double[][] {{0, 0}}, new double[][] {{3, 4}}, new double[] {5, 10});
        // squared distance 25: exp(-25/50) and exp(-25/200)
        assertEquals(
                1 - (Math.exp(-0.5) + Math.exp(-0.125)) / 2, both.at(new double[] {0, 0}), 1e-15, "x at its own row");
    }

    @Test
    void theMedianIsTheLowerOneOfAllPairs() {
        // distances of 0, 1, 3, 7: 1, 2, 3, 4, 6, 7; the lower of 3 and 4
        assertEquals(3, Witness.median(new double[][] {{0}, {1}}, new double[][] {{3}, {7}}));
        assertEquals(
                "charts.witness: the median distance between rows is 0.0, so it is no bandwidth; give one:"
                        + " witness(bandwidth, x, y)",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Witness.median(new double[][] {{1}, {1}}, new double[][] {{1}}))
                        .getMessage());
    }
}

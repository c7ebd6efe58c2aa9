package dev.interlace.workbench.figures.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.junit.jupiter.api.Test;

class BinsTest {
    private static final double ROUNDING = 1e-12;
    private static final JsonNode NONE = MissingNode.getInstance();

    @Test
    void eightValuesFallIntoThreeBins() {
        // two deviations are 5.62, over 8^0.4 = 2.297 that is 2.45; the next of 2, 5, 10 is 5
        // the first multiple of 5 at or above 0 is 0, one bin before it -5; four of eight lie on edges or 2.5 beside
        Bins bins = Bins.of(new double[] {0, 1, 1.5, 2, 5, 6, 7, 8}, NONE, 0, 0.4);
        assertEquals(new Bins(-2.5, 5, 3), bins);
        assertEquals(0, bins.of(2.4));
        assertEquals(1, bins.of(2.5));
        assertEquals(-1, bins.of(13));
        assertEquals(5, bins.middle(1), ROUNDING);
    }

    @Test
    void wholeNumbersLieInTheMiddleOfTheirBins() {
        // 60 values: the width is 1 or more, so that the edges lie half a bin below a whole number
        double[] values = new double[60];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 3;
        }
        Bins bins = Bins.of(values, NONE, 0, 0.4);
        assertEquals(-0.5, bins.start(), ROUNDING);
        assertEquals(1, bins.size(), ROUNDING);
        assertEquals(3, bins.count());
    }

    @Test
    void equalValuesShareOneBin() {
        Bins bins = Bins.of(new double[] {3, 3, 3, 3}, NONE, 0, 0.4);
        assertEquals(1, bins.count());
        assertEquals(0, bins.of(3));
    }

    @Test
    void binsThatATraceNamesAreKept() {
        JsonNode given = Kinds.read("{\"start\":0,\"end\":10,\"size\":2.5}");
        assertEquals(new Bins(0, 2.5, 4), Bins.of(new double[] {1, 2, 9}, given, 0, 0.4));
    }

    @Test
    void noValuesGiveOneEmptyBin() {
        assertEquals(1, Bins.of(new double[0], NONE, 0, 0.4).count());
    }
}

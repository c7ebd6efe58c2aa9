package dev.interlace.workbench.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrincipalAxesTest {
    private static final double R = Math.sqrt(0.5);

    @Test
    void fourPointsByHand() {
        // centred at (1, 2): ±2 along (1, 1)/√2 and ±1 along (1, -1)/√2; squares 8 and 2 of 10
        double[][] rows = {
            {1 + 2 * R, 2 + 2 * R}, {1 - 2 * R, 2 - 2 * R}, {1 + R, 2 - R}, {1 - R, 2 + R},
        };
        PrincipalAxes axes = PrincipalAxes.of(rows, 2);
        assertArrayEquals(new double[] {1, 2}, axes.mean(), 1e-12);
        assertArrayEquals(new double[] {0.8, 0.2}, axes.shares(), 1e-12);
        assertArrayEquals(new double[] {R, R}, axes.axes()[0], 1e-12);
        assertArrayEquals(new double[] {2, -2, 0, 0}, axes.along(0, rows), 1e-12);
        assertEquals(1, Math.abs(axes.along(1, rows)[2]), 1e-12);
        assertArrayEquals(new double[] {1 + 3 * R, 2 + 3 * R}, axes.at(3), 1e-12);
    }

    @Test
    void fewerRowsThanColumnsGiveTheSameAxis() {
        PrincipalAxes axes = PrincipalAxes.of(new double[][] {{0, 0, 0, 0}, {0, 3, 0, 4}}, 2);
        assertArrayEquals(new double[] {0, 0.6, 0, 0.8}, axes.axes()[0], 1e-12);
        assertArrayEquals(new double[4], axes.axes()[1], "two rows vary in one direction only");
        assertArrayEquals(new double[] {1, 0}, axes.shares(), 1e-12);
    }

    @Test
    void rowsThatDoNotVaryHaveNoAxes() {
        PrincipalAxes axes = PrincipalAxes.of(new double[][] {{1, 2}, {1, 2}}, 1);
        assertArrayEquals(new double[] {0}, axes.shares());
        assertArrayEquals(new double[] {0, 0}, axes.along(0, new double[][] {{1, 2}, {1, 2}}));
    }
}

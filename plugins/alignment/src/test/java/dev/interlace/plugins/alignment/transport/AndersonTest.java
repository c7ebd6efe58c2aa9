package dev.interlace.plugins.alignment.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class AndersonTest {
    private static double[] image(double[] v) { // fixed point (10, -2, 3), rates 0.999, 0.5 and 0.9
        return new double[] {0.999 * v[0] + 0.01, 0.5 * v[1] - 1, 0.9 * v[2] + 0.3};
    }

    @Test
    void aLinearIterationOfThreeRatesEndsAfterSixSteps() {
        Anderson anderson = new Anderson();
        double[] v = {0, 0, 0};
        for (int step = 0; step < 6; step++) {
            v = anderson.next(v, image(v));
        }
        assertArrayEquals(new double[] {10, -2, 3}, v, 1e-8);
    }

    @Test
    void theFirstStepAfterClearingIsThePlainOne() {
        Anderson anderson = new Anderson();
        double[] v = {0, 0, 0};
        v = anderson.next(v, image(v));
        v = anderson.next(v, image(v));
        anderson.clear();
        assertArrayEquals(image(v), anderson.next(v, image(v)), 0);
    }

    @Test
    void stepsThatStandStillStayWhereTheyAre() {
        Anderson anderson = new Anderson();
        double[] v = {10, -2, 3};
        for (int step = 0; step < 10; step++) {
            v = anderson.next(v, v.clone());
        }
        assertArrayEquals(new double[] {10, -2, 3}, v, 0);
    }
}

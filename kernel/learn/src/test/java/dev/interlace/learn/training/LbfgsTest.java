package dev.interlace.learn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LbfgsTest {
    /** {@code (1 - a)^2 + 100 (b - a^2)^2}: a bent valley whose lowest point is (1, 1). */
    private static double valley(double[] x, double[] gradient) {
        double gap = x[1] - x[0] * x[0];
        gradient[0] = -2 * (1 - x[0]) - 400 * x[0] * gap;
        gradient[1] = 200 * gap;
        return (1 - x[0]) * (1 - x[0]) + 100 * gap * gap;
    }

    @Test
    void itFindsTheLowestPointOfABentValley() {
        List<Double> values = new ArrayList<>();
        Lbfgs.Minimum found = Lbfgs.minimize(
                LbfgsTest::valley, new double[] {-1.2, 1}, 200, 1e-9, (step, value) -> values.add(value));
        assertArrayEquals(new double[] {1, 1}, found.x(), 1e-8);
        assertEquals(0, found.value(), 1e-15);
        assertTrue(found.convergence().converged(), found.convergence().toString());
        assertEquals(found.convergence().iterations(), values.size());
        for (int i = 1; i < values.size(); i++) {
            assertTrue(values.get(i) <= values.get(i - 1), "no step makes it worse: " + values);
        }
    }

    @Test
    void stepsThatRunOutAreTold() {
        Lbfgs.Minimum found = Lbfgs.minimize(LbfgsTest::valley, new double[] {-1.2, 1}, 3, 1e-9, (step, value) -> {});
        assertFalse(found.convergence().converged());
        assertEquals(3, found.convergence().iterations());
        double[] gradient = new double[2];
        assertEquals(valley(found.x(), gradient), found.value());
        assertEquals(
                Math.max(Math.abs(gradient[0]), Math.abs(gradient[1])),
                found.convergence().error());
    }

    @Test
    void nothingIsDoneAtALowestPoint() {
        Lbfgs.Minimum found = Lbfgs.minimize(LbfgsTest::valley, new double[] {1, 1}, 10, 1e-9, (step, value) -> {});
        assertEquals(0, found.convergence().iterations());
        assertArrayEquals(new double[] {1, 1}, found.x());
    }
}

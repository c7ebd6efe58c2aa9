package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConvergenceTest {
    @Test
    void itSaysHowFarItIsAndWhatToDo() {
        assertEquals(
                "NOT converged after 50 iterations, marginal error 3.4e-01 (tolerance 1.0e-06); raise maxIterations",
                Convergence.within(0.34, 1e-6, 50, "marginal error", "raise maxIterations")
                        .toString());
        assertEquals(
                "converged after 1 iteration, marginal error 1.0e-07 (tolerance 1.0e-06)",
                Convergence.within(1e-7, 1e-6, 1, "marginal error", "raise maxIterations")
                        .toString());
        assertEquals(
                "NOT converged after 7 iterations", Convergence.of(false, 7).toString());
    }

    @Test
    void anErrorThatIsNotANumberHasNotConverged() {
        assertFalse(Convergence.within(Double.NaN, 1, 3, "change", "").converged());
    }

    @Test
    void theWorseOfTwoIsTheOneThatDidNotConvergeThenTheFartherOne() {
        Convergence near = Convergence.within(0.5, 1, 3, "change", "");
        Convergence far = Convergence.within(0.9, 1, 2, "change", "");
        Convergence failed = Convergence.within(2, 1, 1, "change", "");
        assertEquals(far, near.worse(far));
        assertEquals(far, far.worse(near));
        assertEquals(failed, far.worse(failed));
        assertEquals(failed, failed.worse(Convergence.exact(0)));
    }

    @Test
    void aValueThatDidNotConvergeIsRefusedWithTheNumberSoFar() {
        Estimate poor = Estimate.of(7.5, Convergence.within(2, 1, 4, "change", "raise rounds"));
        assertEquals(
                "a/b: the value so far is 7.5, NOT converged after 4 iterations, change 2.0e+00 (tolerance"
                        + " 1.0e+00); raise rounds; report(...) gives it together with this",
                assertThrows(IllegalStateException.class, () -> poor.required("a/b"))
                        .getMessage());
        assertEquals(3, Estimate.exact(3).required("a/b"));
        assertTrue(Estimate.exact(3).converged());
    }

    @Test
    void negativeIterationsAreRefused() {
        assertEquals(
                "Convergence.iterations must be at least 0, got -1",
                assertThrows(IllegalArgumentException.class, () -> Convergence.exact(-1))
                        .getMessage());
    }
}

package dev.interlace.learn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.Convergence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnconvergedTest {
    @Test
    void aTermThatFailedInSomeStepsIsToldOnceWithItsWorstStep() {
        Unconverged unconverged = new Unconverged();
        for (double error : new double[] {0.5, 3, 2}) {
            unconverged.count(
                    Map.of("loss/some", Convergence.within(error, 1, 10, "marginal error", "raise maxIterations")));
        }
        unconverged.count(Map.of());
        assertEquals(
                List.of("the term loss/some had not converged in 2 of 4 steps, and trained with what it had; at"
                        + " worst NOT converged after 10 iterations, marginal error 3.0e+00 (tolerance 1.0e+00);"
                        + " raise maxIterations"),
                unconverged.warnings());
    }

    @Test
    void whatConvergesIsNotToldOf() {
        Unconverged unconverged = new Unconverged();
        unconverged.count(Map.of("loss/some", Convergence.exact(3)));
        assertEquals(List.of(), unconverged.warnings());
    }
}

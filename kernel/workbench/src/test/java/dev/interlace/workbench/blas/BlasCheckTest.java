package dev.interlace.workbench.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.env.EnvironmentalAction;

class BlasCheckTest {
    @Test
    void theLoadedLinearAlgebraAgreesWithAPlainLoop() {
        BlasCheck.Outcome outcome = BlasCheck.run();
        assertTrue(outcome.passed(), outcome.toString());
    }

    @Test
    void aDifferenceBeyondRoundingFails() {
        assertFalse(new BlasCheck.Outcome(0.01).passed());
        assertFalse(new BlasCheck.Outcome(Double.POSITIVE_INFINITY).passed());
        assertFalse(new BlasCheck.Outcome(Double.NaN).passed());
    }

    @Test
    void theMessageSaysWhatToDo() {
        assertEquals(
                "OpenBLAS multiplies wrongly on this processor: a product of matrices with entries up to 1 is off by 0.0100."
                        + " Set the environment variable OPENBLAS_CORETYPE=Haswell (on ARM: ARMV8) and restart the kernel",
                new WrongProductError(0.01).getMessage());
    }

    @Test
    void nd4jFindsTheGuard() {
        assertTrue(ServiceLoader.load(EnvironmentalAction.class).stream()
                .anyMatch(action -> action.type() == BlasGuard.class));
    }
}

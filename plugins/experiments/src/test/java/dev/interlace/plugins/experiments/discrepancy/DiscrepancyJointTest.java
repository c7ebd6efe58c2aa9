package dev.interlace.plugins.experiments.discrepancy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.experiments.Outcome;
import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscrepancyJointTest {
    @ParameterizedTest
    @ValueSource(strings = {"discrepancy/jmmd"})
    void whatMathematicsSaysIsFound(String method) {
        Outcome outcome = SmallTrials.full("discrepancy/joint", method);
        assertEquals(Verdict.SUPPORTED, outcome.verdict(), outcome.toString());
    }
}

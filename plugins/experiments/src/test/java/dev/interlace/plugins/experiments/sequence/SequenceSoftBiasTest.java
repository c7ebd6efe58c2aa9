package dev.interlace.plugins.experiments.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.experiments.Outcome;
import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceSoftBiasTest {
    @ParameterizedTest
    @ValueSource(strings = {"sequence/soft-dtw"})
    void whatMathematicsSaysIsFound(String method) {
        Outcome outcome = SmallTrials.full("sequence/soft-bias", method);
        assertEquals(Verdict.SUPPORTED, outcome.verdict(), outcome.toString());
    }
}

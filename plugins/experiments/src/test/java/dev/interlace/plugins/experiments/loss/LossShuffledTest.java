package dev.interlace.plugins.experiments.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.experiments.Outcome;
import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossShuffledTest {
    @ParameterizedTest
    @ValueSource(strings = {"loss/mmd", "loss/sinkhorn"})
    void whatMathematicsSaysIsFound(String method) {
        Outcome outcome = SmallTrials.full("loss/shuffled", method);
        assertEquals(Verdict.SUPPORTED, outcome.verdict(), outcome.toString());
    }
}

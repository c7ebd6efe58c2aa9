package dev.interlace.plugins.experiments.dependence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.experiments.Outcome;
import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DependenceFewRowsTest {
    @ParameterizedTest
    @CsvSource({"dependence/distance-correlation, 2"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("dependence/few-rows", method), conditions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dependence/cka"})
    void whatMathematicsSaysIsFound(String method) {
        Outcome outcome = SmallTrials.full("dependence/few-rows", method);
        assertEquals(Verdict.SUPPORTED, outcome.verdict(), outcome.toString());
    }
}

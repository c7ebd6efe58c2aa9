package dev.interlace.plugins.experiments.discrepancy;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscrepancyPowerTest {
    @ParameterizedTest
    @CsvSource({"discrepancy/c2st, 3"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("discrepancy/power", method), conditions);
    }
}

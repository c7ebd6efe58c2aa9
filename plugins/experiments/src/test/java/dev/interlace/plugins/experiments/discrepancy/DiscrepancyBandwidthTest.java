package dev.interlace.plugins.experiments.discrepancy;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscrepancyBandwidthTest {
    @ParameterizedTest
    @CsvSource({"discrepancy/mmd, 2"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("discrepancy/bandwidth", method), conditions);
    }
}

package dev.interlace.plugins.experiments.fusion;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusionSampleSizeTest {
    @ParameterizedTest
    @CsvSource({"fusion/kernel-sum, 1", "fusion/mixture-of-experts, 1"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.fusion("fusion/sample-size", method), conditions);
    }
}

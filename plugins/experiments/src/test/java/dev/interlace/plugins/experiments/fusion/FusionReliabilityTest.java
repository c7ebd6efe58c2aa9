package dev.interlace.plugins.experiments.fusion;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusionReliabilityTest {
    @ParameterizedTest
    @CsvSource({"fusion/mixture-of-experts, 2", "fusion/modality-attention, 2"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.fusion("fusion/reliability", method), conditions);
    }
}

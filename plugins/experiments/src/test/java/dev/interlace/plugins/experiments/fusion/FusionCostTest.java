package dev.interlace.plugins.experiments.fusion;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusionCostTest {
    @ParameterizedTest
    @CsvSource({"fusion/early, 4", "fusion/low-rank, 1", "fusion/kernel-sum, 1", "fusion/stacking, 1"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.fusion("fusion/cost", method), conditions);
    }
}

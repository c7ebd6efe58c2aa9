package dev.interlace.plugins.experiments.fusion;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusionMissingTest {
    @ParameterizedTest
    @CsvSource({"fusion/tribuo, 4"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.fusion("fusion/missing", method), conditions);
    }
}

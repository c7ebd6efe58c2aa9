package dev.interlace.plugins.experiments.fusion;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusionPrivateSharedTest {
    @ParameterizedTest
    @CsvSource({"fusion/gradient-blending, 2", "fusion/mid-pooling, 1"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.fusion("fusion/private-shared", method), conditions);
    }
}

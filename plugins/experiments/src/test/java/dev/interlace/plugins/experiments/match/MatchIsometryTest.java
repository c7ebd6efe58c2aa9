package dev.interlace.plugins.experiments.match;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchIsometryTest {
    @ParameterizedTest
    @CsvSource({"match/fused-gromov-wasserstein, 1", "match/gromov-wasserstein, 1"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("match/isometry", method), conditions);
    }
}

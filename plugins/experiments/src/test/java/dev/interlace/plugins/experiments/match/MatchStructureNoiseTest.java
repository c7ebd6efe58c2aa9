package dev.interlace.plugins.experiments.match;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchStructureNoiseTest {
    @ParameterizedTest
    @CsvSource({"match/faq, 2", "match/fused-gromov-wasserstein, 2", "match/gromov-wasserstein, 2"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("match/structure-noise", method), conditions);
    }
}

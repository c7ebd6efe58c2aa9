package dev.interlace.plugins.experiments.alignment;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentCurvedTest {
    @ParameterizedTest
    @CsvSource({"alignment/deep-cca, 1", "alignment/kernel-cca, 1", "alignment/manifold, 1"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("alignment/curved", method), conditions);
    }
}

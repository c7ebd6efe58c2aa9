package dev.interlace.plugins.experiments.alignment;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentFalseNegativesTest {
    @ParameterizedTest
    @CsvSource({"alignment/contrastive, 2", "loss/vicreg, 1", "loss/vse, 2"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("alignment/false-negatives", method), conditions);
    }
}

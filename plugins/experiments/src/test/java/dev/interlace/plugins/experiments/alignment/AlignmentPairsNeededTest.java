package dev.interlace.plugins.experiments.alignment;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentPairsNeededTest {
    @ParameterizedTest
    @CsvSource({
        "alignment/cca, 2",
        "alignment/deep-cca, 2",
        "alignment/kernel-cca, 2",
        "alignment/pls, 1",
        "alignment/procrustes, 1"
    })
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("alignment/pairs-needed", method), conditions);
    }
}

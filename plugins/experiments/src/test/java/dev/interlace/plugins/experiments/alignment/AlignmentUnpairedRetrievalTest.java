package dev.interlace.plugins.experiments.alignment;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentUnpairedRetrievalTest {
    @ParameterizedTest
    @CsvSource({"alignment/coral, 1", "alignment/dann, 1", "alignment/mmd, 1"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("alignment/unpaired-retrieval", method), conditions);
    }
}

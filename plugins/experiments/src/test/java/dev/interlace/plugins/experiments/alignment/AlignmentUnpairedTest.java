package dev.interlace.plugins.experiments.alignment;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentUnpairedTest {
    @ParameterizedTest
    @CsvSource({"alignment/coral, 2", "alignment/dann, 2", "alignment/mmd, 2"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("alignment/unpaired", method), conditions);
    }
}

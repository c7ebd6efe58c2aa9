package dev.interlace.plugins.experiments.sequence;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceCtwStartTest {
    @ParameterizedTest
    @CsvSource({"sequence/ctw, 1"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("sequence/ctw-start", method), conditions);
    }
}

package dev.interlace.plugins.experiments.sequence;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceOrderTest {
    @ParameterizedTest
    @CsvSource({"sequence/dtw, 2"})
    void itMeasuresEveryConditionOfWhatShips(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.shipped("sequence/order", method), conditions);
    }
}

package dev.interlace.plugins.experiments.alignment;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentGraphTimeTest {
    @ParameterizedTest
    @CsvSource({"alignment/label-propagation, 2"})
    void itMeasuresEveryConditionOfWhatShips(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.shipped("alignment/graph-time", method), conditions);
    }
}

package dev.interlace.plugins.experiments.alignment;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentGraphHitsTest {
    @ParameterizedTest
    @CsvSource({"alignment/graph, 2", "alignment/label-propagation, 1", "alignment/mtranse, 1"})
    void itMeasuresEveryConditionOfWhatShips(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.shipped("alignment/graph-hits", method), conditions);
    }
}

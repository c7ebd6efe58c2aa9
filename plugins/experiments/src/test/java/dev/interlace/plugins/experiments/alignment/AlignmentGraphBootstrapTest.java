package dev.interlace.plugins.experiments.alignment;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentGraphBootstrapTest {
    @ParameterizedTest
    @CsvSource({"alignment/graph, 1"})
    void itMeasuresEveryConditionOfWhatShips(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.shipped("alignment/graph-bootstrap", method), conditions);
    }
}

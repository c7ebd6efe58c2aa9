package dev.interlace.plugins.experiments.match;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchAloneTest {
    @ParameterizedTest
    @CsvSource({"match/hungarian, 2", "match/sinkhorn, 2"})
    void itMeasuresEveryConditionOfWhatShips(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.shipped("match/alone", method), conditions);
    }
}

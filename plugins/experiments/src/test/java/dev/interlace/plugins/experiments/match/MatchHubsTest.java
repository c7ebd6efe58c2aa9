package dev.interlace.plugins.experiments.match;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchHubsTest {
    @ParameterizedTest
    @CsvSource({"match/hungarian, 1", "match/sinkhorn, 1"})
    void itMeasuresEveryConditionOfWhatShips(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.shipped("match/hubs", method), conditions);
    }
}

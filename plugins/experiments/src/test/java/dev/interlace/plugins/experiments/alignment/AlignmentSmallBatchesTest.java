package dev.interlace.plugins.experiments.alignment;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentSmallBatchesTest {
    @ParameterizedTest
    @CsvSource({"loss/nt-xent, 1", "loss/siglip, 1"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("alignment/small-batches", method), conditions);
    }
}

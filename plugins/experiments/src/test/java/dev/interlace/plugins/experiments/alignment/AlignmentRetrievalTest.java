package dev.interlace.plugins.experiments.alignment;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentRetrievalTest {
    @ParameterizedTest
    @CsvSource({
        "alignment/contrastive, 1",
        "alignment/procrustes, 1",
        "loss/barlow, 1",
        "loss/supcon, 1",
        "loss/triplet, 1"
    })
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("alignment/retrieval", method), conditions);
    }
}

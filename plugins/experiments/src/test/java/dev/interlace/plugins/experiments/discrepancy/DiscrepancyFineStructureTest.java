package dev.interlace.plugins.experiments.discrepancy;

import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscrepancyFineStructureTest {
    @ParameterizedTest
    @CsvSource({"discrepancy/energy, 1"})
    void itMeasuresEveryCondition(String method, int conditions) {
        SmallTrials.assertRuns(SmallTrials.alignment("discrepancy/fine-structure", method), conditions);
    }
}

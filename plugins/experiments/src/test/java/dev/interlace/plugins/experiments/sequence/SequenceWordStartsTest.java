package dev.interlace.plugins.experiments.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.experiments.Outcome;
import dev.interlace.workbench.experiments.SmallTrials;
import org.junit.jupiter.api.Test;

class SequenceWordStartsTest {
    @Test
    void samplesThatAreSpokenMoreSlowlyAreFoundInTheRecordingTheyWereCutFrom() {
        Outcome outcome = SmallTrials.shipped("sequence/word-starts", "sequence/dtw");
        assertEquals(Verdict.SUPPORTED, outcome.verdict(), outcome.toString());
    }
}

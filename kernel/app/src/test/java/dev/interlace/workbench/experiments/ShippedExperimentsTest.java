package dev.interlace.workbench.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Claim.Verdict;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.experiment.Effort;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.evaluation.Finding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The experiments that read countries or spoken words themselves, with little effort; here are all plugins that they
 * need.
 */
class ShippedExperimentsTest {
    private static final Lab LAB = Interlace.lab(Catalogue.open(List.of()));

    private static Outcome measured(String id, String method) {
        Experiments experiments = LAB.experiments();
        Subject subject = Subject.of(experiments.catalogue().plugin(method), 42);
        var found = experiments.get(id);
        return experiments.run(
                subject,
                new LabTrial(
                        found,
                        subject,
                        subject.claim(id, found.method().descriptor().summary()),
                        Optional.empty(),
                        LAB.lending(),
                        FitContext.seeded(42),
                        Effort.SMALL));
    }

    @ParameterizedTest
    @CsvSource({
        "alignment/graph-bootstrap, alignment/graph, 1",
        "alignment/graph-facts, alignment/mtranse, 1",
        "alignment/graph-hits, alignment/graph, 2",
        "alignment/graph-hits, alignment/label-propagation, 1",
        "alignment/graph-hits, alignment/mtranse, 1",
        "alignment/graph-new-pairs, alignment/graph, 1",
        "alignment/graph-noise, alignment/graph, 2",
        "alignment/graph-time, alignment/label-propagation, 2",
        "match/alone, match/hungarian, 2",
        "match/alone, match/sinkhorn, 2",
        "match/hubs, match/hungarian, 1",
        "match/hubs, match/sinkhorn, 1",
        "sequence/order, sequence/dtw, 2"
    })
    void everyExperimentRuns(String id, String method, int conditions) {
        Outcome outcome = measured(id, method);
        assertEquals(conditions, outcome.findings().size(), outcome.toString());
        for (Finding finding : outcome.findings()) {
            assertTrue(
                    Double.isFinite(finding.effect().low())
                            && finding.effect().low() <= finding.effect().value()
                            && finding.effect().value() <= finding.effect().high()
                            && Double.isFinite(finding.effect().high()),
                    outcome.toString());
        }
        assertTrue(!outcome.figure().data().isEmpty(), "a figure of nothing");
        assertTrue(!outcome.claim().text().contains("says nothing of this"), "the method makes the claim");
    }

    @Test
    void samplesThatAreSpokenMoreSlowlyAreFoundInTheRecordingTheyWereCutFrom() {
        Outcome outcome = measured("sequence/word-starts", "sequence/dtw");
        assertEquals(Verdict.SUPPORTED, outcome.verdict(), outcome.toString());
    }
}

package dev.interlace.plugins.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.experiments.Claims;
import dev.interlace.workbench.experiments.Outcome;
import dev.interlace.workbench.experiments.SmallTrials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the experiments of alignment find in pairs of known truth, and what they refuse. */
class AlignmentExperimentsTest {
    private static final Lab LAB = SmallTrials.LAB;
    private static final EncodedSplit PAIRS = SmallTrials.PAIRS;

    @Test
    void aMethodOfPairsFindsThemAndOneWithoutPairsDoesNot() {
        assertEquals(
                Verdict.SUPPORTED,
                SmallTrials.alignment("alignment/retrieval", "alignment/cca").verdict());
        assertEquals(
                Verdict.NOT_SEEN,
                SmallTrials.alignment("alignment/retrieval", "alignment/coral").verdict());
    }

    @Test
    void distanceCorrelationSeesACircleOfManyPointsAndNotOneOfFew() {
        Outcome outcome = SmallTrials.full("dependence/power", "dependence/distance-correlation");
        assertEquals(Verdict.CONDITIONAL, outcome.verdict(), outcome.toString());
    }

    @Test
    void theSameSeedFindsTheSame() {
        Outcome first = SmallTrials.alignment("match/isometry", "match/faq");
        assertEquals(
                first.findings(),
                SmallTrials.alignment("match/isometry", "match/faq").findings());
    }

    @Test
    void theLabAsksMethodsOfEveryKind() {
        assertEquals(
                Verdict.SUPPORTED,
                LAB.experiment("sequence/soft-bias", "sequence/soft-dtw").verdict());
        Claims claims = LAB.claims("dependence/cka", PAIRS);
        assertEquals(2, claims.outcomes().size());
        assertEquals(Verdict.SUPPORTED, claims.get("dependence/rotation").verdict());
        assertEquals(List.of(), claims.unmeasured());
        assertEquals(
                "alignment/ridge {ridge=5}",
                LAB.experiment("alignment/hubness", LAB.alignment("alignment/ridge", Map.of("ridge", 5)), PAIRS)
                        .method());
    }

    @Test
    void experimentsThatDoNotFitSayWhy() {
        assertEquals(
                "alignment/retrieval runs on given pairs: lab.experiment(\"alignment/retrieval\", \"alignment/cca\", split)",
                message(() -> LAB.experiment("alignment/retrieval", "alignment/cca")));
        assertEquals(
                "fusion/noise needs rows: lab.experiment(\"fusion/noise\", \"fusion/early\", split)",
                message(() -> LAB.experiment("fusion/noise", "fusion/early")));
        assertTrue(message(() -> LAB.experiment("discrepancy/power", "alignment/cca"))
                .startsWith("'alignment/cca' is not a discrepancy"));
        assertEquals(
                "alignment/padding needs two modalities of kind TOKENS, the split has [left (VECTOR of 8), right (VECTOR of 8)]",
                message(() -> LAB.experiment("alignment/padding", "alignment/attention", PAIRS.only("left", "right"))));
        assertEquals(
                "'fusion/early' is not a alignment method but a fusion method",
                message(() -> LAB.experiment("alignment/hubness", LAB.fusion("fusion/early"), PAIRS))
                        .split("\\.", -1)[0]);
    }

    private static String message(org.junit.jupiter.api.function.Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}

package dev.interlace.plugins.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Claim.Verdict;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.experiments.Claims;
import dev.interlace.workbench.experiments.Outcome;
import dev.interlace.workbench.experiments.SmallTrials;
import dev.interlace.workbench.models.FusionHandle;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.RandomForestTrainer;

/** What the experiments find of fusion methods whose answer is known, and what they refuse. */
class ExperimentsTest {
    private final Lab lab = SmallTrials.LAB;
    private final EncodedSplit data = SmallTrials.ROWS;

    @Test
    void earlyFusionSeesTheExclusiveOrAndLateFusionDoesNot() {
        assertEquals(
                Verdict.SUPPORTED,
                lab.experiment("fusion/interaction", "fusion/early", data).verdict());
        Outcome late = lab.experiment("fusion/interaction", "fusion/late", data);
        assertEquals(Verdict.SUPPORTED, late.verdict(), "the con of late fusion");
        assertEquals(
                "accuracy halfway from chance to fusion/early minus fusion/late",
                late.findings().get(0).measure());
        assertEquals(0.2, late.findings().get(0).effect().value(), 0.1, "0.75 minus a little more than 0.5");
    }

    @Test
    void aClaimWhoseOppositeHoldsIsOpposite() {
        FusionHandle forest = lab.fusion("fusion/early")
                .head(new RandomForestTrainer<>(new CARTClassificationTrainer(8, 0.3f, 1L), new VotingCombiner(), 30));
        Outcome outcome = lab.experiment("fusion/interaction", forest, data);
        assertEquals(Verdict.OPPOSITE, outcome.verdict(), "what holds of logistic regression does not of a forest");
    }

    @Test
    void blockScalingLetsTheNarrowModalityCountWhereTheWideOneDrownsIt() {
        Outcome outcome = lab.experiment("fusion/block-scaling", "fusion/early", data);
        assertEquals(
                "2 strong columns beside 300 faint ones",
                outcome.findings().get(0).claim());
        assertEquals(Verdict.SUPPORTED, outcome.findings().get(0).verdict(), outcome.toString());
    }

    @Test
    void tensorFusionGrowsWithTheProductOfItsFactors() {
        Finding finding =
                lab.experiment("fusion/cost", "fusion/tensor", data).findings().get(0);
        assertTrue(finding.effect().low() > 0.5 && finding.effect().high() < 1, finding.toString());
        assertEquals(finding.effect().low(), finding.effect().high(), "a count of parameters has no spread");
    }

    @Test
    void theConflictRisesWhereModalitiesAreShuffledAndTheOtherMembersStayWhenOneIsExchanged() {
        assertEquals(
                Verdict.SUPPORTED,
                lab.experiment("fusion/conflict", "fusion/dempster-shafer", data)
                        .verdict());
        Outcome modular = lab.experiment("fusion/modular", "fusion/late", data);
        assertEquals(1, modular.findings().get(0).effect().value(), modular.toString());
    }

    @Test
    void theSameSeedFindsTheSame() {
        Outcome first = lab.experiment("fusion/reliability", "fusion/product-of-experts", data);
        assertEquals(
                first.findings(),
                lab.experiment("fusion/reliability", "fusion/product-of-experts", data)
                        .findings());
        assertEquals(Verdict.SUPPORTED, first.verdict());
    }

    @Test
    void allClaimsOfAMethodAreATable() {
        Claims claims = lab.claims("fusion/product-of-experts", data);
        assertEquals(2, claims.outcomes().size());
        assertEquals(Verdict.SUPPORTED, claims.get("fusion/interaction").verdict());
        assertTrue(claims.toString().contains("A modality that is unsure in a row counts less in that row"));
    }

    @Test
    void whatAMethodDoesNotClaimIsAskedAllTheSame() {
        Outcome outcome = lab.experiment("fusion/noise", "fusion/kernel-sum", data.only("left"));
        assertTrue(outcome.claim().text().startsWith("fusion/kernel-sum says nothing of this; "), outcome.toString());
    }

    @Test
    void experimentsThatDoNotFitSayWhy() {
        assertTrue(String.valueOf(assertThrows(
                                IllegalArgumentException.class,
                                () -> lab.experiment("fusion/nose", "fusion/early", data))
                        .getMessage())
                .startsWith("unknown experiment 'fusion/nose'; did you mean 'fusion/noise'? Known: "));
        assertEquals(
                "fusion/late gives no attention over tokens",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> lab.experiment("fusion/attention", "fusion/late", data))
                        .getMessage());
        assertEquals(
                "fusion/early has no members",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> lab.experiment("fusion/modular", "fusion/early", data))
                        .getMessage());
    }

    @Test
    void theListOfExperimentsSaysWhatEachAsks() {
        assertTrue(lab.experiments().toString().contains("how far does accuracy fall as modalities get noisy?"));
        assertTrue(lab.plugin("fusion/noise").toString().contains("(fusion/noise 1.1.0, experiment, from "));
        assertTrue(lab.plugins("experiment").ids().contains("fusion/noise"));
    }

    @Test
    void anExperimentIsNoMethodOfTheFamilyThatItMeasures() {
        assertFalse(lab.plugins("fusion").ids().contains("fusion/noise"));
        assertTrue(lab.plugin("fusion/stacking").toString().contains("fusion method"), "a method before an experiment");
    }

    @Test
    void aClaimNamesItsRivals() {
        assertTrue(lab.plugin("fusion/low-rank").toString().contains("fusion/cost against fusion/tensor"));
        assertTrue(lab.experiment("fusion/cost", "fusion/low-rank", data)
                .findings()
                .get(0)
                .measure()
                .endsWith("fusion/tensor over fusion/low-rank"));
    }
}

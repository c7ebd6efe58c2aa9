package dev.interlace.workbench.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.Host;
import dev.interlace.spi.Claim.Verdict;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.evaluation.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The experiments of alignment that need no data set: each runs with little effort, and those of known truth find it.
 */
class AlignmentExperimentsTest {
    private static final int TRAIN = 90;
    private static final int TEST = 60;
    private static final Lab LAB = Interlace.lab(Catalogue.open(List.of()));
    private static final EncodedSplit PAIRS = pairs();

    /**
     * A shared factor of three columns, turned differently on two sides of eight columns, and the same as sequences of
     * two places.
     */
    private static EncodedSplit pairs() {
        SplittableRandom random = new SplittableRandom(7);
        int rows = TRAIN + TEST;
        double[][] shared = Matrices.normal(random, rows, 3);
        double[][] left = side(random, shared);
        double[][] right = side(random, shared);
        int[] classes =
                IntStream.range(0, rows).map(row -> shared[row][0] > 0 ? 1 : 0).toArray();
        List<String> ids =
                IntStream.range(0, rows).mapToObj(row -> "row-" + row).toList();
        Encoded all = new Encoded(
                MultimodalBatch.of(
                        ids,
                        List.of(
                                Matrices.features("left", left),
                                Matrices.features("right", right),
                                tokens("words", left),
                                tokens("regions", right))),
                Map.of("sign", Labels.of(List.of("low", "high"), classes)),
                ids,
                "drawn pairs");
        return new EncodedSplit(
                all.rows(IntStream.range(0, TRAIN).toArray()),
                all.rows(IntStream.range(0, 3).toArray()),
                all.rows(IntStream.range(TRAIN, rows).toArray()));
    }

    private static double[][] side(SplittableRandom random, double[][] shared) {
        double[][] noise = Matrices.normal(random, shared.length, 5);
        return Matrices.times(Matrices.beside(shared, noise), Matrices.turn(random, 8));
    }

    private static Features tokens(String name, double[][] rows) {
        float[] flat = new float[rows.length * 8];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / 8][i % 8];
        }
        int[] lengths = new int[rows.length];
        Arrays.fill(lengths, 2);
        return Features.tokens(
                name, Host.tensor(DataType.FLOAT, flat, rows.length, 2, 4), lengths, Presence.all(rows.length));
    }

    private static Outcome measured(String id, String method, Effort effort) {
        Subject subject = new Subject(
                method,
                Map.of(),
                42,
                Catalogue.open(List.of())
                        .plugin(method)
                        .descriptor()
                        .orElseThrow()
                        .claims());
        return Experiments.run(
                Experiments.builtIn().get(id),
                new AlignmentTrial(
                        id,
                        subject,
                        Subject.claim(
                                subject.claims(), method, Experiments.builtIn().get(id)),
                        Optional.of(PAIRS),
                        LAB,
                        FitContext.seeded(42),
                        effort));
    }

    /**
     * Each experiment with each method that names it, or one of them where trainings take long: what is found is not
     * judged.
     */
    @ParameterizedTest
    @CsvSource({
        "alignment/attention-cost, alignment/attention, 1",
        "alignment/attention-deletion, alignment/attention, 1",
        "alignment/curved, alignment/kernel-cca, 1",
        "alignment/curved, alignment/manifold, 1",
        "alignment/false-negatives, alignment/contrastive, 2",
        "alignment/false-negatives, loss/vicreg, 1",
        "alignment/false-negatives, loss/vse, 2",
        "alignment/hubness, alignment/ridge, 2",
        "alignment/label-efficiency, alignment/contrastive, 2",
        "alignment/label-efficiency, loss/supcon, 2",
        "alignment/manifold-unpaired, alignment/manifold, 1",
        "alignment/pairs-needed, alignment/cca, 2",
        "alignment/pairs-needed, alignment/kernel-cca, 2",
        "alignment/pairs-needed, alignment/pls, 1",
        "alignment/pairs-needed, alignment/procrustes, 1",
        "alignment/retrieval, alignment/contrastive, 1",
        "alignment/retrieval, alignment/procrustes, 1",
        "alignment/retrieval, loss/barlow, 1",
        "alignment/retrieval, loss/supcon, 1",
        "alignment/retrieval, loss/triplet, 1",
        "alignment/small-batches, loss/nt-xent, 1",
        "alignment/small-batches, loss/siglip, 1",
        "alignment/small-spread, alignment/pls, 1",
        "alignment/unpaired, alignment/coral, 2",
        "alignment/unpaired, alignment/mmd, 2",
        "alignment/unpaired-retrieval, alignment/coral, 1",
        "alignment/unpaired-retrieval, alignment/mmd, 1",
        "dependence/few-rows, dependence/distance-correlation, 2",
        "discrepancy/bandwidth, discrepancy/mmd, 2",
        "discrepancy/c2st-scale, discrepancy/c2st, 2",
        "discrepancy/cost, discrepancy/sliced-wasserstein, 1",
        "discrepancy/cost, loss/coral, 1",
        "discrepancy/epsilon, discrepancy/sinkhorn, 1",
        "discrepancy/fine-structure, discrepancy/energy, 1",
        "discrepancy/joint-parts, discrepancy/jmmd, 1",
        "discrepancy/power, discrepancy/c2st, 3",
        "discrepancy/projections, discrepancy/sliced-wasserstein, 1",
        "match/isometry, match/gromov-wasserstein, 1",
        "match/structure-noise, match/faq, 2",
        "match/structure-noise, match/gromov-wasserstein, 2",
        "sequence/ctw-start, sequence/ctw, 1",
        "sequence/mixed-copy, sequence/ctw, 1"
    })
    void everyExperimentRuns(String id, String method, int conditions) {
        Outcome outcome = measured(id, method, Effort.LITTLE);
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
        assertEquals(id, outcome.claim().experiment());
        assertTrue(!outcome.claim().text().contains("says nothing of this"), "the method makes the claim");
    }

    /** What can be worked out on paper: these verdicts are known. */
    @ParameterizedTest
    @CsvSource({
        "alignment/padding, alignment/attention",
        "dependence/bandwidth, dependence/hsic",
        "dependence/few-rows, dependence/cka",
        "dependence/power, dependence/hsic",
        "dependence/rotation, dependence/cka",
        "discrepancy/correlation, discrepancy/wasserstein-1d",
        "discrepancy/joint, discrepancy/jmmd",
        "discrepancy/shift, discrepancy/sinkhorn",
        "discrepancy/shift, discrepancy/wasserstein-1d",
        "discrepancy/shift, loss/coral",
        "discrepancy/shift, loss/sinkhorn",
        "loss/shuffled, loss/mmd",
        "loss/shuffled, loss/sinkhorn",
        "sequence/soft-bias, sequence/soft-dtw",
        "sequence/soft-gradient, sequence/soft-dtw"
    })
    void whatMathematicsSaysIsFound(String id, String method) {
        Outcome outcome = measured(id, method, Effort.FULL);
        assertEquals(Verdict.SUPPORTED, outcome.verdict(), outcome.toString());
    }

    @Test
    void aMethodOfPairsFindsThemAndOneWithoutPairsDoesNot() {
        assertEquals(
                Verdict.SUPPORTED,
                measured("alignment/retrieval", "alignment/cca", Effort.LITTLE).verdict());
        assertEquals(
                Verdict.NOT_SEEN,
                measured("alignment/retrieval", "alignment/coral", Effort.LITTLE)
                        .verdict());
    }

    @Test
    void distanceCorrelationSeesACircleOfManyPointsAndNotOneOfFew() {
        Outcome outcome = measured("dependence/power", "dependence/distance-correlation", Effort.FULL);
        assertEquals(Verdict.CONDITIONAL, outcome.verdict(), outcome.toString());
    }

    @Test
    void theSameSeedFindsTheSame() {
        Outcome first = measured("match/isometry", "match/faq", Effort.LITTLE);
        assertEquals(
                first.findings(),
                measured("match/isometry", "match/faq", Effort.LITTLE).findings());
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
                "alignment/hubness asks methods of alignment, fusion/early is a fusion method",
                message(() -> LAB.experiment("alignment/hubness", LAB.fusion("fusion/early"), PAIRS)));
    }

    private static String message(org.junit.jupiter.api.function.Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}

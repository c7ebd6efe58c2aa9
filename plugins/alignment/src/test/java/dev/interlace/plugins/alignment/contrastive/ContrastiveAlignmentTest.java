package dev.interlace.plugins.alignment.contrastive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.contrastive.ContrastiveAlignment.FalseNegatives;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Supervision;
import dev.interlace.testkit.AlignmentProblem;
import dev.interlace.testkit.Problems;
import dev.interlace.testkit.Problems.Widths;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Every loss trains the towers, and what must not count as a negative does not. */
class ContrastiveAlignmentTest {
    private static final int ROWS = 96;
    private final AlignmentProblem problem = new Problems(4).paired(ROWS, Widths.DIFFERENT);

    private static AlignmentModel fit(AlignmentProblem problem, FitContext context, Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(Map.of("width", 8, "hidden", 0, "dropout", 0, "batchSize", 32));
        all.putAll(options);
        ContrastiveAlignment method = new ContrastiveAlignment();
        return method.fit(
                problem.left(),
                problem.right(),
                problem.supervision(),
                method.descriptor().schema().parse(all),
                context);
    }

    private double meanRank(AlignmentModel model) {
        float[] s = Host.floats(model.similarity(problem.left(), problem.right()));
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < ROWS; j++) {
                sum += s[i * ROWS + j] > s[i * ROWS + i] ? 1 : 0;
            }
        }
        return sum / ROWS;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss/infonce",
                "loss/siglip",
                "loss/nt-xent",
                "loss/supcon",
                "loss/triplet",
                "loss/vse",
                "loss/vicreg",
                "loss/barlow"
            })
    void everyLossBringsPartnersTogether(String loss) {
        AlignmentModel model =
                fit(problem, FitContext.seeded(5), Map.of("loss", loss, "epochs", 30, "learningRate", 0.01));
        double rank = meanRank(model);
        assertTrue(rank < 8, loss + ": the mean rank of the partner is " + rank + " of 96, chance is 47.5");
    }

    @Test
    void aQueueChangesTheTrainingAndStillFindsPartners() {
        Map<String, ?> options = Map.of("queue", 64, "epochs", 30, "learningRate", 0.01);
        AlignmentModel model = fit(problem, FitContext.seeded(5), options);
        double rank = meanRank(model);
        assertTrue(rank < 8, "the mean rank of the partner is " + rank + " of 96, chance is 47.5");
        double first = model.history().get("training loss").get(0);
        double without = fit(problem, FitContext.seeded(5), Map.of("epochs", 1, "learningRate", 0.01))
                .history()
                .get("training loss")
                .get(0);
        assertTrue(first > without, "with more negatives the loss of the first epoch is " + first + ", not " + without);
    }

    @Test
    void pairsOfOneGroupAreNoNegativesOfEachOther() {
        FitContext oneGroup = FitContext.seeded(5).grouped(Collections.nCopies(ROWS, "same"));
        for (int queue : List.of(0, 64)) {
            Map<String, ?> masked = Map.of("falseNegatives", FalseNegatives.GROUPS.name(), "epochs", 2, "queue", queue);
            List<Double> losses = fit(problem, oneGroup, masked).history().get("training loss");
            assertEquals(List.of(0.0, 0.0), losses, "no negative is left, queue " + queue);
        }
        double unmasked = fit(problem, oneGroup, Map.of("epochs", 1))
                .history()
                .get("training loss")
                .get(0);
        assertTrue(unmasked > 1, "unmasked the loss is " + unmasked);
    }

    @Test
    void pairsOfEqualRowsAreNoNegativesOfEachOther() {
        Features caption = Features.vector("right", Nd4j.ones(ROWS, 4));
        AlignmentProblem alike = new AlignmentProblem(problem.left(), caption, Supervision.paired(), problem.truth());
        FalseNegatives right = FalseNegatives.SAME_RIGHT;
        List<Double> losses = fit(alike, FitContext.seeded(5), Map.of("falseNegatives", right.name(), "epochs", 1))
                .history()
                .get("training loss");
        assertEquals(List.of(0.0), losses, "all captions are one");
        FalseNegatives left = FalseNegatives.SAME_LEFT;
        double others = fit(alike, FitContext.seeded(5), Map.of("falseNegatives", left.name(), "epochs", 1))
                .history()
                .get("training loss")
                .get(0);
        assertTrue(others > 1, "the left rows differ: " + others);
    }

    @Test
    void aQueueNeedsInfoNce() {
        assertEquals(
                "Options.queue must be 0 unless Options.loss is loss/infonce, got queue = 8 with SIGLIP",
                rootMessage(Map.of("queue", 8, "loss", "SIGLIP")));
    }

    @Test
    void aQueueAndSmoothingAreNotBothTaken() {
        assertEquals(
                "Options.lossOptions: smoothing spreads the target over the pairs of a batch; set queue to 0, got 8",
                rootMessage(Map.of("queue", 8, "lossOptions", "smoothing=0.1")));
    }

    private String rootMessage(Map<String, ?> options) {
        Throwable e = assertThrows(IllegalArgumentException.class, () -> fit(problem, FitContext.seeded(5), options));
        return String.valueOf(e.getMessage());
    }

    @Test
    void aLossIsNamedByItsIdItsNameOrTheConstantOfEarlierModels() {
        double byId = first(Map.of("loss", "loss/nt-xent"));
        assertEquals(byId, first(Map.of("loss", "nt-xent")));
        assertEquals(byId, first(Map.of("loss", "NT_XENT")));
        assertNotEquals(byId, first(Map.of("loss", "BARLOW")), "another loss");
    }

    @Test
    void anyLossTrainsWithItsOwnOptions() {
        double usual = first(Map.of("loss", "loss/vicreg"));
        double without = first(Map.of("loss", "loss/vicreg", "lossOptions", "variance=0, covariance = 0"));
        assertTrue(without < usual, without + " without two terms, " + usual + " with them");
        double unpaired = first(Map.of("loss", "loss/mmd"));
        assertTrue(Double.isFinite(unpaired), "a loss that no enum knew");
    }

    private double first(Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("epochs", 1);
        return fit(problem, FitContext.seeded(5), all)
                .history()
                .get("training loss")
                .get(0);
    }

    @Test
    void aLossThatThereIsNotAndOptionsThatItHasNotAreTold() {
        String unknown = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> first(Map.of("loss", "loss/triplett")))
                        .getMessage());
        assertTrue(unknown.startsWith("unknown method 'loss/triplett'; did you mean 'loss/triplet'? Known: "), unknown);
        String option = String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> first(Map.of("loss", "vse", "lossOptions", "marge=1")))
                .getMessage());
        assertTrue(option.contains("unknown option 'marge'; did you mean 'margin'?"), option);
        assertEquals(
                "Options.lossOptions must be name=value, separated by commas, got 'margin 1'",
                assertThrows(IllegalArgumentException.class, () -> first(Map.of("lossOptions", "margin 1")))
                        .getMessage());
    }
}

package dev.interlace.testkit;

import static dev.interlace.testkit.Tensors.bits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Presence;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import dev.interlace.testkit.Problems.Widths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The contract of alignment methods. The supervision of the problem follows from the capabilities: NEEDS_PAIRS,
 * NEEDS_SEEDS, else none; a method over graphs or tokens overrides {@link #problem(long, int)}.
 *
 * @param <O> the options record
 */
public abstract class AlignmentMethodContract<O extends Record> extends MethodContract<O> {
    /** The same row in another place or block of a float product: a few roundings of 6e-8, through some layers. */
    private static final double ROW_TOLERANCE = 1e-4;

    /** The mean rank of the true partner below chance by 4 standard deviations of chance. */
    private static final double DEVIATIONS = 4;

    @Override
    protected abstract AlignmentMethod<O> method();

    /** A small problem that suits the method; left and right of equal row count. */
    protected AlignmentProblem problem(long problemSeed, int rows) {
        Problems problems = new Problems(problemSeed);
        Widths widths = claims(Capability.UNEQUAL_WIDTHS) ? Widths.DIFFERENT : Widths.EQUAL;
        return claims(Capability.NEEDS_PAIRS)
                ? problems.paired(rows, widths)
                : claims(Capability.NEEDS_SEEDS) ? problems.seeded(rows, widths) : problems.shuffled(rows, widths);
    }

    /** Rows of the problem. */
    protected int rows() {
        return 48;
    }

    /** Options that suffice to find partners in an easy problem of 150 pairs. */
    protected O optionsToLearn() {
        return wholeOptions();
    }

    private AlignmentProblem problem() {
        return problem(seed(), rows());
    }

    private AlignmentModel fit(AlignmentProblem problem, O options, FitContext context) {
        return method().fit(problem.left(), problem.right(), problem.supervision(), options, context);
    }

    private AlignmentModel fit(AlignmentProblem problem) {
        return fit(problem, options(), FitContext.seeded(seed()));
    }

    private boolean isGraph() {
        return problem().left().modality().kind() == Modality.Kind.GRAPH;
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        AlignmentModel model = fit(problem(), options, FitContext.seeded(seed()).with(cancellation));
        requireFinite(model.similarity(problem().left(), problem().right()), rows(), rows(), options.toString());
    }

    private static void requireFinite(INDArray matrix, long rows, long columns, String where) {
        assertEquals(
                Arrays.toString(new long[] {rows, columns}),
                Arrays.toString(matrix.shape()),
                where + ": shape [left rows, right rows]");
        assertTrue(Double.isFinite(Host.sum(matrix)), where + ": similarities must be finite");
    }

    private static Object results(AlignmentModel model, AlignmentProblem problem) {
        return List.of(
                model.modality(Side.LEFT),
                model.modality(Side.RIGHT),
                bits(model.embed(Side.LEFT, problem.left())),
                bits(model.embed(Side.RIGHT, problem.right())),
                bits(model.similarity(problem.left(), problem.right())),
                bits(model.explain(problem.left(), problem.right())));
    }

    @Test
    final void everyProAndConIsAClaim() {
        for (Claim.Side side : Claim.Side.values()) {
            assertTrue(
                    descriptor().claims().stream().anyMatch(claim -> claim.side() == side),
                    descriptor().id() + ": say what speaks for the method and what against it; there is no " + side);
        }
    }

    @Test
    final void embeddingsShareOneSpaceAndSimilarityCoversAllPairs() {
        AlignmentProblem problem = problem();
        AlignmentModel model = fit(problem);
        INDArray left = model.embed(Side.LEFT, problem.left());
        INDArray right = model.embed(Side.RIGHT, problem.right());
        assertEquals(rows(), left.size(0), "rows of the left embedding");
        assertEquals(rows(), right.size(0), "rows of the right embedding");
        assertEquals(left.size(1), right.size(1), "both sides are embedded in one space");
        assertTrue(Double.isFinite(Host.sum(left)) && Double.isFinite(Host.sum(right)), "embeddings are finite");
        requireFinite(model.similarity(problem.left(), problem.right()), rows(), rows(), "similarity");
        assertEquals(problem.left().modality(), model.modality(Side.LEFT), "the left modality");
        assertEquals(problem.right().modality(), model.modality(Side.RIGHT), "the right modality");
    }

    @Test
    final void truePartnersRankHighIfSomeAreKnown() {
        assumeTrue(
                claims(Capability.NEEDS_PAIRS) || claims(Capability.NEEDS_SEEDS),
                "without any pair only distributions are aligned, not rows");
        AlignmentProblem problem = problem(seed(), 150);
        AlignmentModel model = fit(problem, optionsToLearn(), FitContext.seeded(seed()));
        double[][] similarity = Tensors.rows(model.similarity(problem.left(), problem.right()));
        double sum = 0;
        for (int row = 0; row < similarity.length; row++) {
            double own = similarity[row][problem.truth()[row]];
            sum += Arrays.stream(similarity[row]).filter(other -> other > own).count();
        }
        double rank = sum / 150;
        double chance = 149 / 2.0; // ranks 0 to 149, all alike: variance (150^2 - 1) / 12
        double bound = chance - DEVIATIONS * Math.sqrt((150.0 * 150 - 1) / 12 / 150);
        assertTrue(
                rank < bound,
                "the mean rank of the true partner among 150 is " + rank + ", chance is " + chance
                        + "; if the options are too cheap to learn, override optionsToLearn");
    }

    @Test
    final void inputsStayUnchanged() {
        AlignmentProblem problem = problem();
        String left = bits(problem.left());
        String right = bits(problem.right());
        AlignmentModel model = fit(problem);
        assertEquals(left + right, bits(problem.left()) + bits(problem.right()), "fit changed its input");
        results(model, problem);
        assertEquals(
                left + right,
                bits(problem.left()) + bits(problem.right()),
                "embed, similarity or explain changed its input");
    }

    @Test
    final void theSameSeedGivesTheSameBits() {
        AlignmentProblem problem = problem();
        assertEquals(
                results(fit(problem()), problem), results(fit(problem()), problem), "two fits from seed " + seed());
    }

    @Test
    final void embeddingTwiceGivesTheSameBits() {
        AlignmentProblem problem = problem();
        AlignmentModel model = fit(problem);
        assertEquals(results(model, problem), results(model, problem));
    }

    @Test
    final void rowsAreEmbeddedOneByOneAsTogetherAndInAnyOrder() {
        assumeTrue(claims(Capability.OUT_OF_SAMPLE) && !isGraph(), "the method does not embed single rows");
        AlignmentProblem problem = problem();
        AlignmentModel model = fit(problem);
        int[] order = new SeedSource(seed()).permutation(rows());
        for (Side side : Side.values()) {
            Features features = side == Side.LEFT ? problem.left() : problem.right();
            double[][] all = Tensors.rows(model.embed(side, features));
            double[][] permuted = Tensors.rows(model.embed(side, features.rows(order)));
            double[][] expected = Arrays.stream(order).mapToObj(row -> all[row]).toArray(double[][]::new);
            assertEquals(0, Tensors.difference(expected, permuted), ROW_TOLERANCE, side + ": permuted rows");
            double[][] alone = Tensors.rows(model.embed(side, features.rows(new int[] {3})));
            assertEquals(0, Tensors.difference(new double[][] {all[3]}, alone), ROW_TOLERANCE, side + ": row 3 alone");
        }
        double[][] similarity = Tensors.rows(model.similarity(problem.left(), problem.right()));
        double[][] part = Tensors.rows(model.similarity(
                problem.left().rows(new int[] {5}), problem.right().rows(new int[] {9, 2})));
        double[][] expected = {{similarity[5][9], similarity[5][2]}};
        assertEquals(0, Tensors.difference(expected, part), ROW_TOLERANCE, "similarity of row 5 to rows 9 and 2");
    }

    @Test
    final void newRowsAreEmbeddedIfOutOfSampleIsClaimed() {
        assumeTrue(claims(Capability.OUT_OF_SAMPLE) && !isGraph(), "the method does not claim OUT_OF_SAMPLE");
        AlignmentProblem problem = problem(seed(), rows() + 20);
        int[] fitted = IntStream.range(0, rows()).toArray();
        int[] fresh = IntStream.range(rows(), rows() + 20).toArray();
        AlignmentModel model = fit(problem());
        requireFinite(
                model.similarity(problem.left().rows(fresh), problem.right().rows(fitted)),
                20,
                rows(),
                "20 new rows against " + rows());
    }

    @Test
    final void sidesMayDifferInRowsIfClaimed() {
        assumeFalse(
                isGraph() || problem().supervision() instanceof Supervision.Paired,
                "pairs have equal row counts by definition");
        AlignmentProblem problem = problem();
        Supervision supervision = problem.supervision() instanceof Supervision.Seeds
                ? Supervision.seeds(new int[] {0, 3, 6, 9}, new int[] {0, 3, 6, 9})
                : problem.supervision();
        AlignmentProblem uneven = new AlignmentProblem(
                problem.left(),
                problem.right().rows(IntStream.range(0, rows() - 10).toArray()),
                supervision,
                new int[0]);
        if (claims(Capability.UNEQUAL_ROWS)) {
            AlignmentModel model = fit(uneven);
            requireFinite(
                    model.similarity(uneven.left(), uneven.right()), rows(), rows() - 10, "sides of unequal rows");
        } else {
            requireRejection(() -> fit(uneven), Integer.toString(rows()), Integer.toString(rows() - 10));
        }
    }

    @Test
    final void sidesOfDifferentWidthsAreRejectedUnlessClaimed() {
        assumeFalse(claims(Capability.UNEQUAL_WIDTHS), "the method claims UNEQUAL_WIDTHS");
        AlignmentProblem problem = problem();
        Features wider = Tensors.widen(problem.right());
        requireRejection(
                () -> fit(new AlignmentProblem(problem.left(), wider, problem.supervision(), problem.truth())),
                Integer.toString(problem.left().width()),
                Integer.toString(wider.width()));
    }

    @Test
    final void supervisionThatDoesNotSufficeIsRejected() {
        if (claims(Capability.NEEDS_PAIRS) || claims(Capability.NEEDS_SEEDS)) {
            requireRejection(() -> fit(problem().with(Supervision.unpaired())));
        }
        if (problem().supervision() instanceof Supervision.Seeds) {
            AlignmentProblem outside = problem().with(Supervision.seeds(new int[] {0, 1000}, new int[] {0, 1}));
            requireRejection(() -> fit(outside), "1000");
        }
        if (problem().supervision() instanceof Supervision.Paired) {
            AlignmentProblem uneven = new AlignmentProblem(
                    problem().left(),
                    problem().right().rows(IntStream.range(0, rows() - 10).toArray()),
                    Supervision.paired(),
                    new int[0]);
            requireRejection(() -> fit(uneven), Integer.toString(rows()), Integer.toString(rows() - 10));
        }
    }

    @Test
    final void whatPaddingHoldsDoesNotMatter() {
        AlignmentProblem problem = problem();
        assumeTrue(
                problem.left().modality().kind() == Modality.Kind.TOKENS
                        || problem.right().modality().kind() == Modality.Kind.TOKENS,
                "the problem has no token sequences");
        AlignmentProblem filled = new AlignmentProblem(
                padded(problem.left()), padded(problem.right()), problem.supervision(), problem.truth());
        AlignmentModel model = fit(problem);
        String expected = bits(model.similarity(problem.left(), problem.right()));
        assertEquals(expected, bits(model.similarity(filled.left(), filled.right())), "similarity with NaN in padding");
        assertEquals(
                expected, bits(fit(filled).similarity(problem.left(), problem.right())), "fit with NaN in padding");
    }

    private static Features padded(Features features) {
        return features.modality().kind() == Modality.Kind.TOKENS
                ? Tensors.fillPadding(features, Double.NaN)
                : features;
    }

    @Test
    final void absentRowsAreRejectedByName() {
        AlignmentProblem problem = problem();
        assumeFalse(isGraph(), "a node of a graph is always there");
        Features holed = problem.left().withPresence(new Problems(seed()).holes("left", rows()));
        requireRejection(
                () -> fit(new AlignmentProblem(holed, problem.right(), problem.supervision(), problem.truth())),
                problem.left().modality().name());
    }

    @Test
    final void notANumberIsRejectedByName() {
        AlignmentProblem problem = problem();
        Presence third = Presence.where(rows(), row -> row == 3);
        Features left = Tensors.fill(problem.left(), third, Double.NaN);
        Features right = Tensors.fill(problem.right(), third, Double.POSITIVE_INFINITY);
        requireRejection(
                () -> fit(new AlignmentProblem(left, problem.right(), problem.supervision(), problem.truth())),
                left.modality().name(),
                "3");
        requireRejection(
                () -> fit(new AlignmentProblem(problem.left(), right, problem.supervision(), problem.truth())),
                right.modality().name(),
                "3");
        AlignmentModel model = fit(problem);
        requireRejection(() -> model.embed(Side.LEFT, left), left.modality().name());
    }

    @Test
    final void anotherWidthThanAtTheFitIsRejected() {
        AlignmentProblem problem = problem();
        AlignmentModel model = fit(problem);
        Features wider = Tensors.widen(problem.left());
        requireRejection(
                () -> model.embed(Side.LEFT, wider),
                Integer.toString(wider.width()),
                Integer.toString(wider.width() - 1));
    }

    @Test
    final void sidesWithoutRowsAreRejected() {
        assumeFalse(isGraph(), "a graph has no rows to leave out");
        AlignmentProblem problem = problem();
        Features none = problem.left().rows(new int[0]);
        Features noneRight = problem.right().rows(new int[0]);
        requireRejection(() -> fit(new AlignmentProblem(none, noneRight, problem.supervision(), new int[0])));
        AlignmentModel model = fit(problem);
        requireRejection(() -> model.embed(Side.LEFT, none), "rows");
    }

    @Test
    final void everyDeclaredParameterLearns() throws IOException {
        Map<String, INDArray> one = Fits.parameters(fit(problem(seed(), rows())));
        assumeTrue(!one.isEmpty(), "the model declares no parameter in a model file of learn");
        Fits.everyParameterMoved(one, Fits.parameters(fit(problem(seed() + 1, rows()))));
    }

    @Test
    final void aSavedModelComesBackBitByBit() throws IOException {
        AlignmentProblem problem = problem();
        Fits.saveAndLoad(fit(problem), method()::load, model -> results(model, problem));
    }

    @Test
    final void aDamagedFileIsAnIoException() throws IOException {
        Fits.rejectsDamagedFiles(fit(problem()), method()::load, seed());
    }

    @Test
    final void aFileOfAnotherMethodIsRefused() throws IOException {
        Fits.rejectsOthersFiles(fit(problem()), method()::load);
    }

    @Test
    final void theProvenanceSuffices() {
        FitContext context = FitContext.seeded(seed()).on("data/of-the-contract");
        AlignmentProblem problem = problem();
        AlignmentModel model = fit(problem, options(), context);
        Fits.provenance(model, descriptor(), context);
        O again = descriptor().schema().parse(model.provenance().options());
        assertEquals(
                results(model, problem),
                results(fit(problem, again, context), problem),
                "a fit with the options and the seed of the provenance");
    }

    @Test
    final void aStoppedFitGoesOnFromItsCheckpoints(@TempDir Path folder) throws IOException {
        Fits.resumes(context -> fit(problem(), options(), context), model -> results(model, problem()), seed(), folder);
    }

    @Test
    final void aCancelledFitStopsWithTheCallersError() {
        Fits.cancels(context -> fit(problem(), options(), context), seed());
    }

    @Test
    final void aFitAsksForCancellationOften() {
        AlignmentProblem larger = problem(seed(), 10 * rows());
        Fits.checksOften(context -> fit(larger, options(), context), seed());
    }

    @Test
    final void progressIsReported() {
        Fits.reports(context -> fit(problem(), options(), context), seed());
    }

    @Test
    final void explanationsAreGivenIfClaimed() {
        assumeTrue(claims(Capability.EXPLAINS), "the method does not claim EXPLAINS");
        AlignmentProblem problem = problem();
        Map<String, INDArray> explanations = fit(problem).explain(problem.left(), problem.right());
        assertFalse(explanations.isEmpty(), "EXPLAINS is claimed, but explain gives nothing");
        explanations.forEach((name, array) -> assertTrue(Double.isFinite(Host.sum(array)), name + " is finite"));
    }
}

package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.Encoding;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every interval draws the groups that are at hand, and says so: copies of a row are no independent evidence. */
class GroupedIntervalsTest {
    private static final int COPIES = 8;
    private static final int GROUPS = 12;
    private static final List<String> OF_COPIES = IntStream.range(0, COPIES * GROUPS)
            .mapToObj(row -> "group " + row / COPIES)
            .toList();

    private static final Encoding BOTH = Encoding.of(Map.of("image", "encoder/colour", "name", "encoder/colour"));

    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));
    private final Encoded rows =
            lab.encode(lab.data("colours"), Encoding.of(Map.of("image", "encoder/colour", "name", "encoder/colour")));

    /** Embeddings of {@code GROUPS} things, each as {@code COPIES} rows that differ little. */
    private static INDArray copies(long seed, double noise) {
        SplittableRandom random = new SplittableRandom(1);
        SplittableRandom own = new SplittableRandom(seed);
        double[][] all = new double[COPIES * GROUPS][4];
        for (int row = 0; row < all.length; row++) {
            for (int c = 0; c < 4; c++) {
                all[row][c] = row % COPIES == 0
                        ? random.nextDouble() - 0.5 + noise * (own.nextDouble() - 0.5)
                        : all[row - row % COPIES][c] + 1e-3 * (own.nextDouble() - 0.5);
            }
        }
        return Nd4j.createFromArray(all);
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }

    @Test
    void retrievalDrawsGroups() {
        INDArray left = copies(2, 0.4);
        INDArray right = copies(3, 0.4);
        Retrieval plain = lab.retrieval(left, right);
        Retrieval grouped = lab.retrieval(left, right, OF_COPIES);
        assertEquals(
                plain.leftToRight().mrr().value(), grouped.leftToRight().mrr().value());
        assertTrue(
                width(grouped.leftToRight().mrr())
                        > 1.3 * width(plain.leftToRight().mrr()),
                grouped + "\n" + plain);
        assertTrue(grouped.toString().contains("1000 resamples of 12 groups"), grouped.toString());
        assertTrue(plain.toString().contains("1000 resamples of rows"), plain.toString());
        assertEquals(
                "Retrieval: there are 96 left and 96 right rows, got 1 and 1 groups; give one per row, or none",
                assertThrows(IllegalArgumentException.class, () -> lab.retrieval(left, right, List.of("a")))
                        .getMessage());
    }

    @Test
    void geometryDrawsGroups() {
        INDArray left = copies(2, 0.4);
        INDArray right = copies(3, 0.4);
        Geometry plain = lab.geometry(left, right);
        Geometry grouped = lab.geometry(left, right, OF_COPIES);
        assertTrue(width(grouped.alignment()) > 1.3 * width(plain.alignment()), grouped + "\n" + plain);
        assertTrue(grouped.toString().contains("1000 resamples of 12 groups"), grouped.toString());
    }

    @Test
    void anAlignmentModelsRetrievalAndGeometryDrawTheGroupsOfTheTestRows() {
        Encoded complete = lab.encode(lab.data("colours").complete(), BOTH);
        var run = lab.alignment("alignment/same").fit(complete, "image", "name");
        String groups = complete.groups().stream().distinct().count() + " groups";
        assertTrue(lab.retrieval(run, complete).toString().contains(groups), groups + " is missing");
        assertTrue(lab.geometry(run, complete).toString().contains(groups), groups + " is missing");
    }

    @Test
    void aBatchKeepsItsGroupsForTheEvaluation() {
        var run = lab.fusion("fusion/centroids").fit(rows);
        Evaluation whole = lab.evaluate(run, rows);
        assertTrue(whole.accuracy().how().endsWith(" groups"), whole.accuracy().how());
        assertEquals(
                whole.accuracy(), lab.evaluate(run, rows.batch(), rows.labels()).accuracy());
        int[] some = {0, 1, 2, 3, 5};
        assertEquals(
                IntStream.of(some).mapToObj(rows.groups()::get).toList(),
                rows.batch().only("image").rows(some).groups());
    }

    @Test
    void theIntervalOfAnyMeasureDrawsGroups() {
        var run = lab.fusion("fusion/centroids").fit(rows);
        Evaluation whole = lab.evaluate(run, rows);
        Interval interval = lab.interval(lab.measure("measure/accuracy"), whole);
        assertEquals(whole.accuracy(), interval);
        String numbers = lab.evaluation()
                .numbers(new double[] {1, 2, 3, 4}, new double[] {1, 2, 4, 4}, List.of("a", "a", "b", "b"))
                .toString();
        assertTrue(numbers.contains("resamples of 2 groups") && numbers.contains("Spearman"), numbers);
    }

    @Test
    void theAreaUnderARobustnessCurveIsTheTrapezoids() {
        var run = lab.fusion("fusion/centroids", Map.of()).fit(rows);
        Robustness found = lab.robustness(run, rows, "image");
        double area = 0;
        for (int i = 1; i < found.shares().size(); i++) {
            area += (found.shares().get(i) - found.shares().get(i - 1))
                    * (found.accuracy().get(i).value()
                            + found.accuracy().get(i - 1).value())
                    / 2;
        }
        assertEquals(area, found.area().value(), 1e-12);
        assertTrue(found.toString().contains("area under the curve"), found.toString());
    }

    @Test
    void patternsOfAbsentModalitiesAreCounted() {
        Encoded masked =
                rows.masked("image", dev.interlace.spi.Presence.where(rows.rows(), row -> row >= rows.rows() / 4));
        MissingPatterns found = lab.patterns(rows, masked);
        assertEquals(1 - Math.floor(rows.rows() / 4.0) / rows.rows(), found.coverage(), 1e-12);
        assertTrue(found.toString().contains("not seen in training"), found.toString());
        assertTrue(found.toString().contains("4 of 4 possible patterns"), found.toString());
    }
}

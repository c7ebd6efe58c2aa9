package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class StackingFusionTest {
    private static final double EXACT = 1e-12;

    @Test
    void theSecondLevelSeesCentredLogarithmsAndWhoIsAbsent() {
        // log(1/2, 1/8) = -ln 2, -3 ln 2; mean -2 ln 2; centred ln 2, -ln 2
        double[] z = StackingFusion.features(new double[][] {{0.5, 0.125}, {0, 0}}, new boolean[] {true, false});
        assertArrayEquals(new double[] {Math.log(2), -Math.log(2), 0, 0, 0, 1}, z, EXACT);
    }

    @Test
    void rowsOfOneGroupShareAFoldAndFoldsAreOfLikeSize() {
        List<String> groups =
                IntStream.range(0, 40).mapToObj(row -> "g" + row % 11).toList();
        int[] fold = StackingFusion.folds(40, groups, 4, FitContext.seeded(3));
        Map<String, Integer> of = new HashMap<>();
        int[] size = new int[4];
        for (int row = 0; row < 40; row++) {
            Integer known = of.putIfAbsent(groups.get(row), fold[row]);
            assertTrue(known == null || known == fold[row], "group " + groups.get(row) + " lies in two folds");
            size[fold[row]]++;
        }
        for (int rows : size) {
            assertTrue(rows >= 6 && rows <= 14, "a fold has " + rows + " of 40 rows");
        }
        assertEquals(
                2,
                IntStream.of(StackingFusion.folds(2, List.of(), 9, FitContext.seeded(3)))
                        .distinct()
                        .count());
    }

    /** Scores that always name the class after the right one: only a second level can turn them round. */
    private static MultimodalBatch wrong(Labels labels) {
        float[] values = new float[3 * labels.rows()];
        for (int row = 0; row < labels.rows(); row++) {
            for (int c = 0; c < 3; c++) {
                values[3 * row + c] = c == (labels.get(row) + 1) % 3 ? 0.8f : 0.1f;
            }
        }
        return MultimodalBatch.of(Features.scores(
                "wrong", Host.tensor(DataType.FLOAT, values, labels.rows(), 3), Presence.all(labels.rows())));
    }

    private static Labels labels(int rows) {
        return Labels.of(
                List.of("a", "b", "c"),
                IntStream.range(0, rows).map(row -> row % 3).toArray());
    }

    @Test
    void itTurnsAMemberRoundThatIsAlwaysWrongInTheSameWay() {
        StackingFusion method = new StackingFusion();
        Labels labels = labels(30);
        float[] p = Host.floats(
                method.fit(wrong(labels), labels, method.descriptor().schema().defaults(), FitContext.seeded(1))
                        .predict(wrong(labels)));
        for (int row = 0; row < 30; row++) {
            assertTrue(p[3 * row + labels.get(row)] > 0.5, "row " + row);
        }
    }

    @Test
    void rowsOfOneGroupAloneAreRejected() {
        StackingFusion method = new StackingFusion();
        Labels labels = labels(6);
        assertEquals(
                "fusion/stacking: stacking needs rows of at least 2 groups, got 1; group the rows more finely or use"
                        + " fusion/late",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> method.fit(
                                        wrong(labels),
                                        labels,
                                        method.descriptor().schema().defaults(),
                                        FitContext.seeded(1).grouped(Collections.nCopies(6, "same"))))
                        .getMessage());
    }
}

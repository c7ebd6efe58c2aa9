package dev.interlace.workbench.tribuo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/** Trees of Tribuo under targets that are numbers. */
class RegressionForestTest {
    private static final int ROWS = 120;
    private static final MultimodalBatch BATCH = MultimodalBatch.of(Features.vector(
            "x",
            Nd4j.createFromArray(IntStream.range(0, ROWS)
                    .mapToObj(row -> new float[] {row % 12, Math.floorDiv(row, 12)})
                    .toArray(float[][]::new))));
    private static final TargetNumbers TARGET = TargetNumbers.of(
            List.of("second", "first"), // Tribuo sorts them by name
            IntStream.range(0, ROWS)
                    .mapToObj(row -> new double[] {5e7 + Math.floorDiv(row, 12), -(row % 12)})
                    .toArray(double[][]::new));

    private static TribuoFusion forest() {
        return TribuoFusion.of(new RandomForestTrainer<>(
                new CARTRegressionTrainer(20, 2, 0, 0.9f, false, new MeanSquaredError(), 1L),
                new AveragingCombiner(),
                10));
    }

    private static FusionModel fit() {
        TribuoFusion forest = forest();
        return forest.fit(
                BATCH, TARGET, forest.descriptor().schema().parse(Map.of("trainer", "")), FitContext.seeded(3));
    }

    @Test
    void aForestEstimatesNumbersInTheirOwnUnits() {
        double[] estimated = Host.doubles(fit().predict(BATCH));
        for (int row = 0; row < ROWS; row++) {
            assertEquals(TARGET.get(row, 0), estimated[2 * row], 3, "row " + row);
            assertEquals(TARGET.get(row, 1), estimated[2 * row + 1], 3, "row " + row);
        }
    }

    @Test
    void aSavedForestComesBackBitByBit() throws IOException {
        FusionModel model = fit();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out);
        FusionModel back = new TribuoFusion().load(new ByteArrayInputStream(out.toByteArray()));
        assertEquals(Target.Kind.NUMBERS, back.target());
        assertEquals(List.of("second", "first"), back.classes());
        assertArrayEquals(Host.doubles(model.predict(BATCH)), Host.doubles(back.predict(BATCH)));
    }

    @Test
    void aTrainerOfNumbersRefusesClasses() {
        assertEquals(Set.of(Target.Kind.NUMBERS), forest().targets());
        Labels labels = Labels.of(
                List.of("a", "b"), IntStream.range(0, ROWS).map(row -> row % 2).toArray());
        TribuoFusion forest = forest();
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> forest.fit(
                                BATCH,
                                labels,
                                forest.descriptor().schema().parse(Map.of("trainer", "")),
                                FitContext.seeded(3)))
                .getMessage());
        assertTrue(message.startsWith("fusion/tribuo predicts numbers; the target [a, b] is one class"), message);
    }
}

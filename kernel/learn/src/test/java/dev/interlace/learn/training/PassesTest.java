package dev.interlace.learn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.OptionsSchema;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassesTest {
    record Options(Training training) implements TrainingOptions {}

    record Brief(Training training) implements TrainingOptions {
        @Override
        public int usualEpochs() {
            return 30;
        }

        @Override
        public int usualPatience() {
            return 5;
        }
    }

    private static Training training(Map<String, ?> options) {
        return OptionsSchema.of(Training.class).parse(options);
    }

    private static Options options(Map<String, ?> options) {
        return new Options(training(options));
    }

    @Test
    void manyRowsAreTrainedAsUsual() {
        assertEquals(new Passes(60, 8, false), Passes.of(options(Map.of()), 16));
        assertEquals(new Passes(60, 8, false), Passes.of(options(Map.of()), 5000));
        assertEquals(new Passes(30, 5, false), Passes.of(new Brief(training(Map.of())), 16));
    }

    @Test
    void fewRowsGetAsManyStepsAsSixteenAPassWouldGive() {
        // 60 * 16 = 960 steps: 480 passes of 2, and a patience of 8 of 60
        assertEquals(new Passes(480, 64, true), Passes.of(options(Map.of()), 2));
        assertEquals(new Passes(960, 128, true), Passes.of(options(Map.of()), 1));
        assertEquals(new Passes(64, 8, true), Passes.of(options(Map.of()), 15));
        assertEquals(new Passes(240, 40, true), Passes.of(new Brief(training(Map.of())), 2), "480 steps");
    }

    @Test
    void whatIsGivenHolds() {
        assertEquals(new Passes(5, 8, false), Passes.of(options(Map.of("epochs", 5)), 2));
        assertEquals(new Passes(5, 3, false), Passes.of(options(Map.of("epochs", 5, "patience", 3)), 2));
        assertEquals(new Passes(480, 3, true), Passes.of(options(Map.of("patience", 3)), 2));
    }

    @Test
    void fewerThan32RowsAreNotHeldOutUnlessEpochsAreGiven() {
        assertEquals(0, Passes.holdout(options(Map.of()), 213));
        assertEquals(0.15, Passes.holdout(options(Map.of()), 214), "32.1 rows");
        assertEquals(0.3, Passes.holdout(options(Map.of("holdout", 0.3)), 107));
        assertEquals(0.15, Passes.holdout(options(Map.of("epochs", 60)), 20));
    }
}

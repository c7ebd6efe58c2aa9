package dev.interlace.plugins.corruptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModalityDropCorruptionTest {
    private static final Raw MANY =
            Raw.Texts.of(IntStream.range(0, 3000).mapToObj(row -> "row " + row).toList());

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void theStatedShareOfRowsBecomesAbsent(double level) {
        Presence left = dropped(level);
        // 3,000 draws: at most 0.0091; four times that
        assertEquals(level, 1 - left.count() / 3000.0, 0.037);
    }

    @Test
    void aHigherLevelLeavesASubset() {
        Presence before = dropped(0.1);
        for (double level : new double[] {0.3, 0.6, 0.95, 1}) {
            Presence left = dropped(level);
            assertEquals(left, left.and(before), "level " + level);
            before = left;
        }
        assertEquals(0, before.count());
    }

    @Test
    void anotherSeedIsAnotherDamage() {
        Raw other = new ModalityDropCorruption()
                .corrupt(MANY, new ModalityDropCorruption.Options(0.5), FitContext.seeded(8));
        assertFalse(other.presence().equals(dropped(0.5)));
    }

    private static Presence dropped(double level) {
        return new ModalityDropCorruption()
                .corrupt(MANY, new ModalityDropCorruption.Options(level), Samples.CONTEXT)
                .presence();
    }
}

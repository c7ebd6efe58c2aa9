package dev.interlace.spi.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EffectTest {
    private static final double ROUNDING = 1e-12;
    private static final double FOUR_DIGITS = 5e-4; // of the quantiles of Student's t

    @Test
    void repeatedMeasurementsHaveTheIntervalOfStudent() {
        // mean 2, variance 1, so 2 -+ t(2) / sqrt(3) with t(2) = 4.303
        Effect effect = Effect.repeated("given rows", "ln of milliseconds", new double[] {1, 2, 3}, "fits in turns");
        assertEquals(2, effect.value(), ROUNDING);
        assertEquals(2 - 4.303 / Math.sqrt(3), effect.low(), ROUNDING);
        assertEquals(2 + 4.303 / Math.sqrt(3), effect.high(), ROUNDING);
        assertEquals("95 % interval of Student's t, 3 fits in turns", effect.how());
    }

    @Test
    void manyRepetitionsHaveTheIntervalOfTheNormal() {
        double[] values = new double[100];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0 ? 1 : -1;
        }
        // variance 100 / 99
        assertEquals(
                1.96 * Math.sqrt(1.0 / 99),
                Effect.repeated("", "", values, "fits").high(),
                FOUR_DIGITS);
    }

    @Test
    void equalMeasurementsHaveNoSpread() {
        Effect effect = Effect.repeated("", "", new double[] {0.5, 0.5}, "fits");
        assertEquals(0.5, effect.low());
        assertEquals(0.5, effect.high());
    }

    @Test
    void theMeanOfARangeLiesInIt() {
        double third = Math.log(1.35);
        double[] equal = {third, third, third, third, third, third, third};
        Effect effect = Effect.range("", "", equal, "fits");
        assertEquals(third, effect.value());
        assertEquals(2, Effect.range("", "", new double[] {1, 2, 3}, "fits").value());
    }

    @Test
    void oneMeasurementHasNoInterval() {
        assertEquals(
                "Effect.repeated: 'given rows' needs at least two measurements, got 1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Effect.repeated("given rows", "", new double[1], "fits"))
                        .getMessage());
    }

    @Test
    void anEffectSaysItsUnitWhereTheMeasureDoesNot() {
        Effect effect = Effect.counted("c", "m", 1, "counted");
        assertEquals("", effect.unit());
        assertEquals("accuracy", effect.in("accuracy").unit());
        assertEquals(effect, effect.in("accuracy").in(""));
    }
}

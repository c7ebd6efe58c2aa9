package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
    @Test
    void equalValuesHaveAnIntervalOfNoWidth() {
        Interval interval = Bootstrap.seeded(1).mean(new double[] {0.5, 0.5, 0.5});
        assertEquals(0.5, interval.low());
        assertEquals(0.5, interval.value());
        assertEquals(0.5, interval.high());
        assertEquals("95 % percentile bootstrap, 1000 resamples of rows", interval.how());
        assertEquals("0.500 [0.500, 0.500]", interval.toString());
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        double[] values = IntStream.range(0, 50).mapToDouble(i -> i % 7).toArray();
        assertEquals(Bootstrap.seeded(5).mean(values), Bootstrap.seeded(5).mean(values));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theIntervalOfAShareIsCloseToTheNormalOne(long seed) {
        // p = 0.5, n = 400: 1.96 * sqrt(0.25 / 400) = 0.049
        double[] values = IntStream.range(0, 400).mapToDouble(i -> i % 2).toArray();
        Interval interval = new Bootstrap(4000, 0.95, seed).mean(values);
        assertEquals(0.5 - 0.049, interval.low(), 0.006, "seed " + seed);
        assertEquals(0.5 + 0.049, interval.high(), 0.006, "seed " + seed);
    }

    @Test
    void duplicatesInGroupsWidenTheInterval() {
        SplittableRandom random = new SplittableRandom(4);
        double[] values = new double[200];
        String[] groups = new String[200];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 10 == 0 ? random.nextInt(2) : values[i - 1];
            groups[i] = "group " + i / 10;
        }
        Interval rows = Bootstrap.seeded(1).mean(values);
        Interval grouped = Bootstrap.seeded(1).mean(values, Arrays.asList(groups));
        assertTrue(grouped.high() - grouped.low() > 2 * (rows.high() - rows.low()), rows + " and " + grouped);
        assertEquals("95 % percentile bootstrap, 1000 resamples of 20 groups", grouped.how());
    }

    @Test
    void groupsOfOneRowAreRows() {
        Interval interval = Bootstrap.seeded(1).mean(new double[] {0, 1}, List.of("a", "b"));
        assertEquals("95 % percentile bootstrap, 1000 resamples of rows", interval.how());
    }

    @Test
    void tooFewResamplesAreRefused() {
        assertEquals(
                "Bootstrap.resamples must be at least 20, got 3",
                assertThrows(IllegalArgumentException.class, () -> new Bootstrap(3, 0.95, 1))
                        .getMessage());
        assertEquals(
                "Bootstrap.level must be in (0, 1), got NaN",
                assertThrows(IllegalArgumentException.class, () -> new Bootstrap(100, Double.NaN, 1))
                        .getMessage());
        assertEquals(
                "Bootstrap needs at least one row, got none",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Bootstrap.seeded(1).mean(new double[0]))
                        .getMessage());
    }

    @Test
    void resamplesWithoutAValueAreLeftOutAndCounted() {
        double[] truth = {0, 0, 0, 1};
        Interval some = Bootstrap.seeded(1)
                .interval(4, rows -> Arrays.stream(rows).anyMatch(row -> truth[row] == 1) ? rows[0] : Double.NaN);
        assertFalse(Double.isNaN(some.low()) || Double.isNaN(some.high()), some.toString());
        assertTrue(
                some.how()
                        .matches("95 % percentile bootstrap, 1000 resamples of rows, \\d+ of them left out because the"
                                + " measure is not defined there"),
                some.how());
        Interval none = Bootstrap.seeded(1).interval(4, rows -> Double.NaN);
        assertTrue(Double.isNaN(none.low()) && Double.isNaN(none.high()), none.toString());
    }
}

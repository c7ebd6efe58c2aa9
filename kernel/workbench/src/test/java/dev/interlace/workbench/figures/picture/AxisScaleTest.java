package dev.interlace.workbench.figures.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jfree.data.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisScaleTest {
    private static final double ROUNDING = 1e-9;

    private static AxisScale axis(String layout, String... values) {
        return new AxisScale(
                Kinds.read(layout),
                true,
                400,
                List.of(values).stream().map(Kinds::read).toList());
    }

    @Test
    void aTwentiethOfTheAxisIsLeftBeyondItsPlaces() {
        AxisScale axis = axis("{}");
        axis.surround(0, 0, 9);
        // 9 covers 400 - 2 · 20 pixels, so that a pixel is 0.025 and 20 of them 0.5
        assertEquals(new Range(-0.5, 9.5), axis.range());
    }

    @Test
    void barsStandOnTheEndOfTheAxis() {
        AxisScale axis = axis("{}");
        axis.from(0, 19);
        assertEquals(0, axis.range().getLowerBound(), ROUNDING);
        assertEquals(20, axis.range().getUpperBound(), ROUNDING); // 19 covers 380 of 400 pixels
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 2]              | NUMBER",
                "['1', '2']          | NUMBER",
                "['a', '2']          | CATEGORY",
                "['2024-01-31']      | DATE",
                "['2024-01-31', 'a'] | CATEGORY"
            })
    void theKindFollowsTheValues(String values, AxisScale.Kind kind) {
        assertEquals(kind, axis("{}", values.replace('\'', '"')).kind());
    }

    @Test
    void aLogAxisCountsInPowersOfTen() {
        AxisScale axis = axis("{\"type\":\"log\",\"range\":[0,2]}");
        assertEquals(3, axis.place(Kinds.read("1000")), ROUNDING);
        assertTrue(Double.isNaN(axis.place(Kinds.read("0"))), "0 has no logarithm");
        assertEquals(new Range(0, 2), axis.range());
    }

    @Test
    void aDayIsItsMillisecondsSince1970() {
        AxisScale axis = axis("{\"type\":\"date\"}");
        assertEquals(86_400_000.0, axis.place(Kinds.read("\"1970-01-02\"")), ROUNDING);
        assertEquals(3_600_000.0, axis.place(Kinds.read("\"1970-01-01 01:00\"")), ROUNDING);
    }

    @Test
    void categoriesAreNumberedAsTheyCome() {
        AxisScale axis = axis("{\"type\":\"category\"}");
        JsonNode names = Kinds.read("[\"b\",\"a\",\"b\"]");
        assertEquals(0, axis.place(names.path(0)));
        assertEquals(1, axis.place(names.path(1)));
        assertEquals(0, axis.place(names.path(2)));
    }

    @Test
    void aRangeThatFallsTurnsTheAxis() {
        assertTrue(axis("{\"range\":[5,0]}").reversed());
        assertEquals(new Range(0, 5), axis("{\"range\":[5,0]}").range());
        assertTrue(axis("{\"autorange\":\"reversed\"}").reversed());
    }
}

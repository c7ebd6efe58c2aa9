package dev.interlace.workbench.figures.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlotlyColourTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#f00               | 255 | 0   | 0   | 255",
                "#0072B2            | 0   | 114 | 178 | 255",
                "rgb(1, 2, 3)       | 1   | 2   | 3   | 255",
                "rgba(1,2,3,0.2)    | 1   | 2   | 3   | 51",
                "SteelBlue          | 70  | 130 | 180 | 255",
                "transparent        | 0   | 0   | 0   | 0"
            })
    void everyWayToWriteAColourIsRead(String text, int red, int green, int blue, int alpha) {
        assertEquals(Optional.of(new Color(red, green, blue, alpha)), PlotlyColour.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no colour", "#12", "rgb(1)", "hsl(1,2,3)"})
    void whatIsNoColourIsNone(String text) {
        assertEquals(Optional.empty(), PlotlyColour.of(text));
    }

    @Test
    void aScaleRunsFromItsFirstToItsLastColour() {
        ColourScale scale = ColourScale.of(Kinds.read("{\"colorscale\":[[0,\"#000000\"],[1,\"#ffffff\"]]}"), 10, 20);
        assertEquals(Color.BLACK, scale.colour(10));
        assertEquals(Color.WHITE, scale.colour(25));
        assertEquals(new Color(128, 128, 128), scale.colour(15)); // 127.5 rounded
        assertEquals(
                Color.WHITE,
                ColourScale.of(Kinds.read("{\"colorscale\":\"Greys\",\"reversescale\":true}"), 0, 1)
                        .colour(0));
    }
}

package dev.interlace.workbench.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticPictureTest {
    private static final double ROUNDING = 1e-12;

    private static ObjectNode histogram(double... values) {
        ObjectNode trace = JsonNodeFactory.instance.objectNode().put("type", "histogram");
        ArrayNode x = trace.putArray("x");
        for (double value : values) {
            x.add(value);
        }
        return trace;
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    @Test
    void eightValuesFallIntoFourBinsOfEqualWidth() {
        // Sturges: log2(8) + 1 = 4 bins from 0 to 8, each 2 wide; 8 itself belongs to the last
        ObjectNode bars = StaticPicture.binned(histogram(0, 1, 1.5, 2, 5, 6, 7, 8));
        assertArrayEquals(new double[] {1, 3, 5, 7}, numbers(bars.path("x")), ROUNDING);
        assertArrayEquals(new double[] {3, 1, 1, 3}, numbers(bars.path("y")), ROUNDING);
        assertEquals(2, bars.path("barWidth").asDouble(), ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "4, 3", "5, 4", "8, 4", "9, 5", "100, 8", "1000, 11"})
    void theNumberOfBinsIsThatOfSturges(int values, int bins) {
        double[] counting = new double[values];
        for (int i = 0; i < values; i++) {
            counting[i] = i;
        }
        ObjectNode bars = StaticPicture.binned(histogram(counting));
        assertEquals(bins, bars.path("x").size());
        assertEquals(bins, bars.path("y").size());
        double sum = 0;
        for (double count : numbers(bars.path("y"))) {
            sum += count;
        }
        assertEquals(values, sum, "every value is counted once");
    }

    @Test
    void equalValuesShareTheFirstBin() {
        ObjectNode bars = StaticPicture.binned(histogram(3, 3, 3, 3));
        assertArrayEquals(new double[] {4, 0, 0}, numbers(bars.path("y")), ROUNDING);
        assertEquals(1, bars.path("barWidth").asDouble(), ROUNDING);
    }
}

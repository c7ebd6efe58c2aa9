package dev.interlace.plugins.corruptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.corruptions.OcclusionCorruption.Fill;
import dev.interlace.plugins.corruptions.OcclusionCorruption.Options;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OcclusionCorruptionTest {
    private static final OcclusionCorruption OCCLUSION = new OcclusionCorruption();
    private static final Picture RED = Samples.picture(60, 40, (x, y) -> 0xFFFF0000);

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.25, 0.5, 0.9, 1})
    void theStatedShareOfTheAreaIsHidden(double level) {
        for (int row = 0; row < 20; row++) {
            Pixels hidden = hidden(level, Fill.GREY, row);
            int grey = 0;
            for (int k = 0; k < 2400; k++) {
                boolean isGrey = hidden.plane(0)[k] == 128 && hidden.plane(1)[k] == 128;
                boolean isRed = hidden.plane(0)[k] == 255 && hidden.plane(1)[k] == 0;
                assertTrue(isGrey || isRed, "pixel " + k + " is neither red nor grey");
                grey += isGrey ? 1 : 0;
            }
            assertEquals(level, grey / 2400.0, 0.5 / 60, "half a column at most"); // the width is rounded
        }
    }

    @Test
    void itIsOneRectangleAtPlacesThatDiffer() {
        Set<Integer> places = new HashSet<>();
        for (int row = 0; row < 20; row++) {
            double[] plane = hidden(0.25, Fill.GREY, row).plane(1);
            int top = 40;
            int bottom = -1;
            int left = 60;
            int right = -1;
            int count = 0;
            for (int k = 0; k < plane.length; k++) {
                if (plane[k] == 128) {
                    count++;
                    top = Math.min(top, k / 60);
                    bottom = Math.max(bottom, k / 60);
                    left = Math.min(left, k % 60);
                    right = Math.max(right, k % 60);
                }
            }
            assertEquals((bottom - top + 1) * (right - left + 1), count, "row " + row);
            places.add(top * 60 + left);
        }
        assertTrue(places.size() > 15, "different places: " + places.size());
    }

    @Test
    void theMeanFillKeepsTheMean() {
        Pixels hidden = hidden(0.5, Fill.MEAN, 0);
        assertEquals(255, hidden.mean(0));
        assertEquals(0, hidden.mean(1));
    }

    private static Pixels hidden(double level, Fill fill, int row) {
        Raw many = Raw.Pictures.of(Collections.nCopies(row + 1, RED));
        return Pixels.of(((Raw.Pictures) OCCLUSION.corrupt(many, new Options(level, fill), Samples.CONTEXT))
                .values()
                .get(row)
                .orElseThrow());
    }
}

package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TurnedPicturesTest {
    /** A picture of three lines whose three channels are n, n + 0.1 and n + 0.2. */
    private static float[] picture(int... numbers) {
        float[] values = new float[numbers.length * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers[i / 3] + (i % 3) * 0.1f;
        }
        return values;
    }

    private static float[] turned(int turns) {
        float[] target = new float[27];
        TurnedPictures.turn(picture(1, 2, 3, 4, 5, 6, 7, 8, 9), 3, turns, target, 0);
        return target;
    }

    @Test
    void nineByHandInAllTurns() {
        // 1 2 3    a quarter   3 6 9   half  9 8 7   three     7 4 1
        // 4 5 6    to the left 2 5 8         6 5 4   quarters  8 5 2
        // 7 8 9                1 4 7         3 2 1             9 6 3
        assertArrayEquals(picture(1, 2, 3, 4, 5, 6, 7, 8, 9), turned(0));
        assertArrayEquals(picture(3, 6, 9, 2, 5, 8, 1, 4, 7), turned(1));
        assertArrayEquals(picture(9, 8, 7, 6, 5, 4, 3, 2, 1), turned(2));
        assertArrayEquals(picture(7, 4, 1, 8, 5, 2, 9, 6, 3), turned(3));
    }

    @Test
    void inkIsWhiteAtZeroWithChannelsLast() {
        // two places, channels first: red 255 0, green 0 255, blue 51 255
        assertArrayEquals(
                new float[] {0, 1, 0.8f, 1, 0, 0}, TurnedPictures.ink(new float[] {255, 0, 0, 255, 51, 255}), 1e-6f);
    }

    @Test
    void turnsOfAPictureStandSideBySideAndRowsInTheirOrder() {
        float[] first = picture(1, 2, 3, 4);
        float[] second = picture(5, 6, 7, 8);
        float[] expected = new float[2 * 4 * 12];
        for (int turns = 0; turns < 4; turns++) {
            TurnedPictures.turn(second, 2, turns, expected, turns * 12);
            TurnedPictures.turn(first, 2, turns, expected, (4 + turns) * 12);
        }
        assertArrayEquals(expected, new TurnedPictures(List.of(first, second), 2).allTurns(new int[] {1, 0}));
    }

    @Test
    void fourQuarterTurnsAreNone() {
        float[] picture = picture(1, 2, 3, 4, 5, 6, 7, 8, 9);
        float[] found = picture;
        for (int i = 0; i < 4; i++) {
            float[] next = new float[27];
            TurnedPictures.turn(found, 3, 1, next, 0);
            found = next;
        }
        assertArrayEquals(picture, found);
    }
}

package dev.interlace.plugins.encoders;

import java.util.List;

/**
 * Square pictures as ink, and their quarter turns: white is 0 and so is the border that a convolution adds, black is 1.
 *
 * @param pictures each {@code [size, size, 3]}, row by row, channels last
 * @param size side in pixels
 */
record TurnedPictures(List<float[]> pictures, int size) {
    static final int TURNS = 4;
    static final int CHANNELS = 3;

    TurnedPictures {
        pictures = List.copyOf(pictures);
    }

    /** The ink of a picture: {@code [3, size, size]} in [0, 255] to {@code [size, size, 3]} in [0, 1]. */
    static float[] ink(float[] pixels) {
        int places = pixels.length / CHANNELS;
        float[] ink = new float[pixels.length];
        for (int place = 0; place < places; place++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                ink[place * CHANNELS + channel] = 1 - pixels[channel * places + place] / 255;
            }
        }
        return ink;
    }

    /** Every picture of these rows in its four turns, one after another: {@code [rows * 4, size, size, 3]}. */
    float[] allTurns(int[] rows) {
        int length = size * size * CHANNELS;
        float[] all = new float[rows.length * TURNS * length];
        for (int i = 0; i < rows.length; i++) {
            for (int turns = 0; turns < TURNS; turns++) {
                turn(pictures.get(rows[i]), size, turns, all, (i * TURNS + turns) * length);
            }
        }
        return all;
    }

    /** Writes a picture, turned counter-clockwise by {@code turns} quarters, into {@code target} from {@code at} on. */
    static void turn(float[] picture, int size, int turns, float[] target, int at) {
        int last = size - 1;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int from = switch (turns) {
                    case 0 -> y * size + x;
                    case 1 -> x * size + last - y; // the right column becomes the top line
                    case 2 -> (last - y) * size + last - x;
                    default -> (last - x) * size + y;
                };
                System.arraycopy(picture, from * CHANNELS, target, at + (y * size + x) * CHANNELS, CHANNELS);
            }
        }
    }
}

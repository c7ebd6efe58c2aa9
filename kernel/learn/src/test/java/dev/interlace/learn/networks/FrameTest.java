package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.Presence;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** The layouts of pictures, and their standardisation by channel. */
class FrameTest {
    /** Two pictures of two channels and 1 x 3 pixels. */
    private static Features pictures(Presence presence) {
        float[][][][] values = {{{{1, 2, 3}}, {{10, 20, 30}}}, {{{4, 5, 6}}, {{40, 50, 60}}}};
        return Features.image("image", Nd4j.createFromArray(values), presence);
    }

    @Test
    void pixelsBecomeTokensAndBack() {
        Features pictures = pictures(Presence.all(2));
        Frame frame = Frame.of(pictures);
        Features tokens = frame.tokens(pictures);
        assertArrayEquals(new long[] {2, 3, 2}, tokens.values().shape());
        assertArrayEquals(
                new float[] {1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60}, Host.floats(tokens.values()), "pixel by pixel");
        assertArrayEquals(new int[] {3, 3}, tokens.lengths());
        Features back = frame.pictures(tokens);
        assertArrayEquals(new long[] {2, 2, 1, 3}, back.values().shape());
        assertArrayEquals(Host.floats(pictures.values()), Host.floats(back.values()));
        Features columns = frame.columns(pictures);
        assertArrayEquals(new long[] {2, 6}, columns.values().shape());
        assertArrayEquals(Host.floats(pictures.values()), Host.floats(columns.values()));
    }

    @Test
    void aChannelIsStandardisedOverAllPixelsOfPresentPictures() {
        // channel 0 of picture 0 holds 1, 2, 3: mean 2, deviation sqrt(2 / 3); channel 1 ten times that
        Features some = pictures(Presence.where(2, row -> row == 0));
        Standardizer standardizer = Standardizer.fit(some);
        assertArrayEquals(new float[] {2, 20}, Host.floats(standardizer.mean()));
        float one = (float) (1 / Math.sqrt(2 / 3.0));
        Features scaled = standardizer.apply(some);
        assertArrayEquals(new long[] {2, 2, 1, 3}, scaled.values().shape());
        assertArrayEquals(
                new float[] {-one, 0, one, -one, 0, one, 0, 0, 0, 0, 0, 0},
                Host.floats(scaled.values()),
                1e-6f,
                "an absent picture is 0, the mean colour");
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Features pictures = pictures(Presence.all(2));
        requireMessage(
                "fusion/x: modality 'image' was fitted on pictures of 2 x 3 x 1 (channels x height x width), got 2 x 1 x 3;"
                        + " bring them to the same size",
                () -> new Frame(2, 3, 1).require("fusion/x", pictures));
        assertEquals("2 x 1 x 3", Frame.of(pictures).toString());
    }
}

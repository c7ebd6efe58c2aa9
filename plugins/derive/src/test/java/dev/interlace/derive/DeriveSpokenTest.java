package dev.interlace.derive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeriveSpokenTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "You are now muted | you are now muted",
                "Hello world. | hello world",
                "...to leave the conference. | to leave the conference",
                "dash [-] | dash",
                "A.M. | a.m.",
                "One moment, please. | one moment, please",
                "Vous entrez dans la conférence: | vous entrez dans la conférence",
                "[ascending tones] | ''",
                "(2 seconds of silence) | ''",
                "press 0 for help | ''"
            })
    void theWordsAreWhatIsSaid(String transcript, String words) {
        assertEquals(words, DeriveSpoken.words(transcript));
    }

    @Test
    void speechIsFromTheFirstFrameWithin45DecibelsOfTheLoudestToTheLast() {
        short[] pcm = new short[800]; // ten frames of 80 samples
        Arrays.fill(pcm, 160, 240, (short) 60); // 20 log10(60 / 10,000) = -44.4 dB
        Arrays.fill(pcm, 320, 400, (short) 10_000);
        Arrays.fill(pcm, 480, 560, (short) 50); // -46.0 dB
        assertArrayEquals(new int[] {160, 400}, DeriveSpoken.speech(pcm));
    }
}

package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class SoundTest {
    @Test
    void samplesAreScaledByFullScale() {
        // 16384 / 32768 = 0.5, -32768 / 32768 = -1
        assertArrayEquals(
                new float[] {0.5f, -1f, 0f},
                Sound.of(8000, new short[] {16384, Short.MIN_VALUE, 0}).samples());
    }

    @Test
    void aSoundLastsItsSamplesOverItsRate() {
        assertEquals(0.25, Sound.of(8000, new short[2000]).seconds());
    }

    @Test
    void aWavFileGivesTheSoundBack() {
        Sound sound = Sound.of(8000, new short[] {0, 1, -1, 12345, Short.MIN_VALUE, Short.MAX_VALUE});
        assertEquals(sound, Sound.decode(sound.wav()));
    }

    @Test
    void twoChannelsAreAveraged() throws IOException {
        // (100 + 300) / 2 = 200 and (-5 + 2) / 2 = -1.5, rounded down
        byte[] frames = {100, 0, 44, 1, -5, -1, 2, 0};
        assertEquals(Sound.of(16000, new short[] {200, -2}), Sound.decode(wav(frames, 16, 2)));
    }

    @Test
    void eightBitFilesAreWidened() throws IOException {
        Sound sound = Sound.decode(wav(new byte[] {0, 64, -64}, 8, 1));
        // Java's own conversion: full scale is 127 above zero (64 * 32767 / 127 = 16512.5) and 128 below it
        assertArrayEquals(new short[] {0, 16512, -16384}, sound.pcm());
    }

    private static byte[] wav(byte[] frames, int bits, int channels) throws IOException {
        AudioFormat format = new AudioFormat(16000, bits, channels, true, false);
        AudioInputStream in =
                new AudioInputStream(new ByteArrayInputStream(frames), format, frames.length / format.getFrameSize());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AudioSystem.write(in, bits == 8 ? AudioFileFormat.Type.AIFF : AudioFileFormat.Type.WAVE, out);
        return out.toByteArray();
    }

    @Test
    void callersCannotChangeIt() {
        short[] given = {1, 2};
        Sound sound = Sound.of(8000, given);
        given[0] = 9;
        sound.pcm()[1] = 9;
        assertArrayEquals(new short[] {1, 2}, sound.pcm());
    }

    @Test
    void whatIsNoSoundIsRefused() {
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> Sound.decode("no sound at all".getBytes(StandardCharsets.UTF_8)))
                .getMessage());
        assertTrue(message.startsWith("Sound: the 15 bytes are no sound file that this Java can read"), message);
        assertEquals(
                "Sound.rate must be at least 1 Hz, got 0",
                assertThrows(IllegalArgumentException.class, () -> Sound.of(0, new short[0]))
                        .getMessage());
    }
}

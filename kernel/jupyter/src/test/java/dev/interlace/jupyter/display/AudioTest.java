package dev.interlace.jupyter.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioTest {
    @Test
    void samplesBecomeAWavThatJavasOwnReaderUnderstands() throws IOException, UnsupportedAudioFileException {
        float[] samples = {0, 1, -1, 0.5f, 2, Float.NaN};
        AudioInputStream read = AudioSystem.getAudioInputStream(
                new ByteArrayInputStream(Audio.of(samples, 8000).bytes()));
        AudioFormat format = read.getFormat();
        assertEquals(8000, format.getSampleRate());
        assertEquals(1, format.getChannels());
        assertEquals(16, format.getSampleSizeInBits());
        // 32767, -32767, 16384 = round(0.5 * 32767), 2 cut to 1, NaN as silence; low byte first
        assertArrayEquals(new byte[] {0, 0, -1, 127, 1, -128, 0, 64, -1, 127, 0, 0}, read.readAllBytes());
    }

    @Test
    void itIsShownAsAPlayerThatHoldsTheSound() {
        Audio audio = Audio.of(new float[24_000], 16_000);
        assertEquals("audio of 1.50 s, 16000 Hz", audio.display().plain());
        String html = audio.display().data().getOrDefault(DisplayData.HTML, "");
        assertTrue(html.contains("<audio controls"), html.substring(0, 80));
        assertTrue(html.contains("data:audio/wav;base64," + Base64.getEncoder().encodeToString(audio.bytes()) + "\""));
    }

    @Test
    void aWavFileIsReadWithItsFurtherChunks(@TempDir Path folder) throws IOException {
        byte[] plain = Audio.of(new float[100], 1000).bytes();
        // a chunk of 3 bytes, padded to 4, between format and data
        byte[] wav = new byte[plain.length + 12];
        System.arraycopy(plain, 0, wav, 0, 36);
        System.arraycopy(new byte[] {'L', 'I', 'S', 'T', 3, 0, 0, 0, 'a', 'b', 'c', 0}, 0, wav, 36, 12);
        System.arraycopy(plain, 36, wav, 48, plain.length - 36);
        Path file = Files.write(folder.resolve("a.wav"), wav);
        Audio audio = Audio.wav(file);
        assertEquals(0.1, audio.seconds());
        assertEquals(1000, audio.rate());
        assertEquals(1, audio.channels());
        assertEquals(Audio.wav(wav), audio);
    }

    @Test
    void whatIsNoWavIsRejected(@TempDir Path folder) {
        assertEquals(
                "Audio.wav: the 3 bytes are no WAV file, which begins with RIFF….WAVE; convert the sound to WAV",
                assertThrows(IllegalArgumentException.class, () -> Audio.wav(new byte[3]))
                        .getMessage());
        byte[] cut = Arrays.copyOf(Audio.of(new float[10], 1000).bytes(), 40);
        assertEquals(
                "Audio.wav: the WAV file must hold a format and data, but one is missing; the file may be cut off",
                assertThrows(IllegalArgumentException.class, () -> Audio.wav(cut))
                        .getMessage());
        assertEquals(
                "Audio.of: the rate must be in [1, 768000] samples per second, got 0",
                assertThrows(IllegalArgumentException.class, () -> Audio.of(new float[1], 0))
                        .getMessage());
        Path none = folder.resolve("none.wav");
        assertEquals(
                "Audio.wav: cannot read " + none,
                assertThrows(UncheckedIOException.class, () -> Audio.wav(none)).getMessage());
    }
}

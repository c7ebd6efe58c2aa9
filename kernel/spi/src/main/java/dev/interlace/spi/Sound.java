package dev.interlace.spi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** A sound of one channel in 16-bit linear PCM. Immutable. */
public final class Sound {
    private static final float FULL_SCALE = 32768f;

    private final int rate;
    private final short[] pcm;

    private Sound(int rate, short[] pcm) {
        this.rate = rate;
        this.pcm = pcm;
    }

    /**
     * A sound from its samples.
     *
     * @param rate samples per second, in hertz, at least 1
     * @param pcm the samples, full scale at ±32768
     */
    public static Sound of(int rate, short[] pcm) {
        if (!(rate >= 1)) {
            throw new IllegalArgumentException("Sound.rate must be at least 1 Hz, got " + rate);
        }
        return new Sound(rate, pcm.clone());
    }

    /**
     * A sound from the bytes of a WAV, AIFF or AU file, or of any format whose reader is on the class path; several
     * channels are averaged.
     *
     * @throws IllegalArgumentException when no reader knows the format or the file is damaged
     */
    public static Sound decode(byte[] file) {
        try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
            AudioFormat given = in.getFormat();
            AudioFormat wanted = new AudioFormat(given.getSampleRate(), 16, given.getChannels(), true, false);
            try (AudioInputStream linear = AudioSystem.getAudioInputStream(wanted, in)) {
                return new Sound(
                        Math.round(given.getSampleRate()),
                        mono(linear.readAllBytes(), Math.max(1, given.getChannels())));
            }
        } catch (UnsupportedAudioFileException e) {
            throw new IllegalArgumentException(
                    "Sound: the " + file.length + " bytes are no sound file that this Java can read (WAV, AIFF, AU)",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Sound: the file cannot be decoded: " + e.getMessage(), e);
        }
    }

    private static short[] mono(byte[] bytes, int channels) {
        ByteBuffer samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        short[] pcm = new short[bytes.length / (2 * channels)];
        for (int i = 0; i < pcm.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += samples.getShort();
            }
            pcm[i] = (short) Math.floorDiv(sum, channels);
        }
        return pcm;
    }

    /** Samples per second, in hertz. */
    public int rate() {
        return rate;
    }

    /** The number of samples. */
    public int length() {
        return pcm.length;
    }

    /** How long it lasts, in seconds. */
    public double seconds() {
        return pcm.length / (double) rate;
    }

    /** The samples, full scale at ±32768. */
    public short[] pcm() {
        return pcm.clone();
    }

    /** The samples in [-1, 1). */
    public float[] samples() {
        float[] scaled = new float[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            scaled[i] = pcm[i] / FULL_SCALE;
        }
        return scaled;
    }

    /** The bytes of a WAV file of this sound. */
    public byte[] wav() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        AudioFormat format = new AudioFormat(rate, 16, 1, true, false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AudioInputStream in = new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, pcm.length)) {
            AudioSystem.write(in, AudioFileFormat.Type.WAVE, out);
        } catch (IOException e) {
            throw new IllegalStateException("a write to memory failed", e);
        }
        return out.toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sound sound && sound.rate == rate && Arrays.equals(sound.pcm, pcm);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(pcm) + rate;
    }

    @Override
    public String toString() {
        return "Sound of " + pcm.length + " samples at " + rate + " Hz";
    }
}

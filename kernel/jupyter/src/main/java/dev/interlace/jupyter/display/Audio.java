package dev.interlace.jupyter.display;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * Sound that is shown with a player. The player holds the sound, so that it plays in an exported page as well.
 *
 * <p>It is kept as WAV, which every browser plays and which is large: a minute of speech at 16 kHz is 2 MB.
 */
public final class Audio implements Displayable {
    private static final int HEADER = 44;
    private static final int BYTES_PER_SAMPLE = 2;
    private static final short PCM = 1;

    private final byte[] wav;
    private final Format format;

    /** What the header of a WAV says. */
    private record Format(int rate, int channels, double seconds) {}

    private Audio(byte[] wav) {
        this.wav = wav;
        this.format = format(wav);
    }

    /**
     * One channel of samples.
     *
     * @param samples in [-1, 1]; what lies outside is cut off, and NaN is silence
     * @param rate samples per second, in [1, 768000]
     */
    public static Audio of(float[] samples, int rate) {
        if (rate < 1 || rate > 768_000) {
            throw new IllegalArgumentException(
                    "Audio.of: the rate must be in [1, 768000] samples per second, got " + rate);
        }
        int bytes = Math.multiplyExact(samples.length, BYTES_PER_SAMPLE);
        ByteBuffer out = ByteBuffer.allocate(Math.addExact(HEADER, bytes)).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(HEADER - 8 + bytes).put(ascii("WAVE"));
        out.put(ascii("fmt ")).putInt(16).putShort(PCM).putShort((short) 1).putInt(rate);
        out.putInt(rate * BYTES_PER_SAMPLE).putShort((short) BYTES_PER_SAMPLE).putShort((short) (8 * BYTES_PER_SAMPLE));
        out.put(ascii("data")).putInt(bytes);
        for (float sample : samples) {
            out.putShort((short) Math.round(Math.max(-1, Math.min(1, sample)) * Short.MAX_VALUE));
        }
        return new Audio(out.array());
    }

    /** The bytes of a WAV file. */
    public static Audio wav(byte[] bytes) {
        return new Audio(bytes.clone());
    }

    /** A WAV file. */
    public static Audio wav(Path file) {
        try {
            return new Audio(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Audio.wav: cannot read " + file, e);
        }
    }

    /** Samples per second. */
    public int rate() {
        return format.rate;
    }

    /** The number of channels. */
    public int channels() {
        return format.channels;
    }

    /** The length in seconds. */
    public double seconds() {
        return format.seconds;
    }

    /** This sound as the bytes of a WAV file. */
    public byte[] bytes() {
        return wav.clone();
    }

    @Override
    public DisplayData display() {
        String source = "data:audio/wav;base64," + Base64.getEncoder().encodeToString(wav);
        return DisplayData.html(
                "<div><audio controls preload=\"metadata\" src=\"" + source + "\"></audio><br><small>" + this
                        + "</small></div>",
                toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Audio audio && Arrays.equals(wav, audio.wav);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(wav);
    }

    @Override
    public String toString() {
        String channels = format.channels == 1 ? "" : ", " + format.channels + " channels";
        return String.format(Locale.ROOT, "audio of %.2f s, %d Hz%s", format.seconds, format.rate, channels);
    }

    /** Walks the chunks of a RIFF file: rate and channels stand in "fmt ", the length in "data". */
    private static Format format(byte[] wav) {
        ByteBuffer in = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        if (wav.length < 12 || !tag(in, 0).equals("RIFF") || !tag(in, 8).equals("WAVE")) {
            throw new IllegalArgumentException("Audio.wav: the " + wav.length
                    + " bytes are no WAV file, which begins with RIFF….WAVE; convert the sound to WAV");
        }
        int rate = 0;
        int channels = 0;
        long bytesPerSecond = 0;
        long at = 12;
        while (at + 8 <= wav.length) {
            int place = (int) at;
            String tag = tag(in, place);
            long length = Integer.toUnsignedLong(in.getInt(place + 4));
            if (tag.equals("fmt ") && place + 24 <= wav.length) {
                channels = Short.toUnsignedInt(in.getShort(place + 10));
                rate = in.getInt(place + 12);
                bytesPerSecond = Integer.toUnsignedLong(in.getInt(place + 16));
            } else if (tag.equals("data") && bytesPerSecond > 0) {
                long there = Math.min(length, wav.length - at - 8);
                return new Format(rate, channels, there / (double) bytesPerSecond);
            }
            at += 8 + length + (length & 1);
        }
        throw new IllegalArgumentException(
                "Audio.wav: the WAV file must hold a format and data, but one is missing; the file may be cut off");
    }

    private static String tag(ByteBuffer in, int place) {
        byte[] tag = new byte[4];
        in.get(place, tag);
        return new String(tag, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package dev.interlace.plugins.encoders;

import dev.interlace.spi.Sound;

/** The sounds of golden_sounds.py. */
final class SoundPattern {
    private SoundPattern() {}

    /** A rising sawtooth of 0.25 s, then 0.1 s of silence. */
    static Sound at(int rate) {
        short[] pcm = new short[rate / 4 + rate / 10];
        for (int i = 0; i < rate / 4; i++) {
            pcm[i] = (short) (i * (i / 8 + 50L) % 16001 - 8000);
        }
        return Sound.of(rate, pcm);
    }

    /** A sine of that many hertz and seconds. */
    static Sound sine(int rate, double hertz, double seconds) {
        short[] pcm = new short[(int) Math.round(rate * seconds)];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.round(10_000 * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return Sound.of(rate, pcm);
    }
}

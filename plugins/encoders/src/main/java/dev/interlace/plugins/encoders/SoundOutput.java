package dev.interlace.plugins.encoders;

/** What comes out of a sound encoder. */
public enum SoundOutput {
    /** One vector per frame, {@code [n, t, d]}; longer sounds have more frames. */
    FRAMES,
    /** Mean over the frames, then standard deviation over the frames, {@code [n, 2 d]}. */
    POOLED
}

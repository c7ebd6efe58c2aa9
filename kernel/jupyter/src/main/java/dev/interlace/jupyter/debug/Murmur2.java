package dev.interlace.jupyter.debug;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The hash by which front ends name a cell's text: MurmurHash2 in its 32-bit form, over the text in UTF-8.
 *
 * <p>Reference: Austin Appleby, MurmurHash2, 2008. JupyterLab computes the same from the seed that {@code debugInfo}
 * tells.
 */
final class Murmur2 {
    private static final int MULTIPLIER = 0x5bd1e995;
    private static final int SHIFT = 24;

    private Murmur2() {}

    /** The hash of {@code text}, as a number from 0 to 2^32 - 1. */
    static long hash(String text, int seed) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int hash = seed ^ bytes.length;
        while (data.remaining() >= Integer.BYTES) {
            int word = data.getInt() * MULTIPLIER;
            word = (word ^ (word >>> SHIFT)) * MULTIPLIER;
            hash = (hash * MULTIPLIER) ^ word;
        }
        if (data.hasRemaining()) {
            int rest = 0;
            for (int shift = 0; data.hasRemaining(); shift += Byte.SIZE) {
                rest |= Byte.toUnsignedInt(data.get()) << shift;
            }
            hash = (hash ^ rest) * MULTIPLIER;
        }
        hash = (hash ^ (hash >>> 13)) * MULTIPLIER;
        return Integer.toUnsignedLong(hash ^ (hash >>> 15));
    }
}

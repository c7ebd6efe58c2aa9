package dev.interlace.plugins.encoders;

/** The 32-bit hash MurmurHash3 (x86) with seed 0, by its author Austin Appleby in the public domain. */
final class Murmur3 {
    private Murmur3() {}

    static int hash(byte[] bytes) {
        int hash = 0;
        int whole = bytes.length / 4 * 4;
        for (int i = 0; i < whole; i += 4) {
            int block = (bytes[i] & 255)
                    | ((bytes[i + 1] & 255) << 8)
                    | ((bytes[i + 2] & 255) << 16)
                    | ((bytes[i + 3] & 255) << 24);
            hash = Integer.rotateLeft(hash ^ mixed(block), 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int i = bytes.length - 1; i >= whole; i--) {
            tail = (tail << 8) | (bytes[i] & 255);
        }
        hash ^= mixed(tail); // mixed(0) is 0: no tail, no change
        hash ^= bytes.length;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    private static int mixed(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }
}

package dev.interlace.spi;

import java.util.SplittableRandom;

/**
 * A splittable source of randomness: the same seed and the same names give the same numbers, whatever was drawn
 * elsewhere.
 *
 * @param seed any number
 */
public record SeedSource(long seed) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** An independent source for one purpose, for instance {@code split("dropout")}. */
    public SeedSource split(String purpose) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < purpose.length(); i++) {
            hash = (hash ^ purpose.charAt(i)) * FNV_PRIME;
        }
        return new SeedSource(new SplittableRandom(seed ^ hash).nextLong());
    }

    /** A fresh generator that starts at this seed. */
    public SplittableRandom generator() {
        return new SplittableRandom(seed);
    }

    /** A random order of the numbers 0 to {@code n - 1}. */
    public int[] permutation(int n) {
        SplittableRandom random = generator();
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}

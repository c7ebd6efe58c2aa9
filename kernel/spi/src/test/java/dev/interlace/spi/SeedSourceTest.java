package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedSourceTest {
    /**
     * A correlation of 10,000 independent pairs has standard deviation 0.01; five of them are luck once in a million.
     */
    private static final double CORRELATION = 0.05;

    @Test
    void theSameNameGivesTheSameStreamWhateverElseWasDrawn() {
        SeedSource source = new SeedSource(5);
        SeedSource first = source.split("dropout");
        source.split("order").generator().nextLong();
        source.generator().nextLong();
        assertEquals(first, source.split("dropout"));
        assertEquals(
                first.generator().nextLong(),
                source.split("dropout").generator().nextLong());
    }

    @Test
    void namesAndSeedsGiveDifferentStreams() {
        Set<Long> seen = new HashSet<>();
        for (long seed = -50; seed < 50; seed++) {
            for (int name = 0; name < 100; name++) {
                seen.add(new SeedSource(seed).split("epoch " + name).seed());
            }
        }
        assertEquals(100 * 100, seen.size());
        SeedSource source = new SeedSource(1);
        assertNotEquals(source.split("a").split("b"), source.split("b").split("a"));
        assertNotEquals(source, source.split(""));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42})
    void streamsOfDifferentNamesAreUncorrelated(long seed) {
        SplittableRandom a = new SeedSource(seed).split("a").generator();
        SplittableRandom b = new SeedSource(seed).split("b").generator();
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += (a.nextDouble() - 0.5) * (b.nextDouble() - 0.5);
        }
        double correlation = sum / 10_000 * 12;
        assertTrue(Math.abs(correlation) < CORRELATION, "seed " + seed + ": correlation " + correlation);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -1})
    void aPermutationHoldsEachNumberOnce(long seed) {
        int[] order = new SeedSource(seed).permutation(100);
        assertArrayEquals(
                IntStream.range(0, 100).toArray(), IntStream.of(order).sorted().toArray(), "seed " + seed);
        assertArrayEquals(order, new SeedSource(seed).permutation(100));
        assertEquals(0, new SeedSource(seed).permutation(0).length);
    }

    @Test
    void everyOrderOfThreeIsAsLikely() {
        int[] counts = new int[27];
        for (long seed = 0; seed < 6000; seed++) {
            int[] order = new SeedSource(0).split("run " + seed).permutation(3);
            counts[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        int[] seen = IntStream.of(counts).filter(count -> count > 0).toArray();
        assertEquals(6, seen.length);
        for (int count : seen) { // 1000 each, standard deviation 29
            assertTrue(Math.abs(count - 1000) < 5 * 29, "an order was drawn " + count + " times of 6000");
        }
    }
}

package dev.interlace.learn.training;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.SeedSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldoutTest {
    private static Holdout of(int rows, List<String> groups, double share, long seed) {
        return Holdout.of(rows, groups, share, new SeedSource(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRowIsOnOneSideAndTheShareIsKept(long seed) {
        Holdout holdout = of(100, List.of(), 0.15, seed);
        assertEquals(15, holdout.held().length, "seed " + seed);
        int[] all = IntStream.concat(Arrays.stream(holdout.train()), Arrays.stream(holdout.held()))
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, 100).toArray(), all, "seed " + seed);
        assertArrayEquals(holdout.held(), of(100, List.of(), 0.15, seed).held(), "the same seed holds out the same");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void groupsNeverStraddle(long seed) {
        List<String> groups =
                IntStream.range(0, 90).mapToObj(row -> "g" + row % 17).toList();
        Holdout holdout = of(90, groups, 0.3, seed);
        Set<String> held = new HashSet<>();
        Arrays.stream(holdout.held()).forEach(row -> held.add(groups.get(row)));
        for (int row : holdout.train()) {
            assertTrue(!held.contains(groups.get(row)), "seed " + seed + ": " + groups.get(row) + " is on both sides");
        }
        assertTrue(holdout.held().length > 0 && holdout.held().length <= 27, "seed " + seed);
    }

    @Test
    void atLeastOneRowIsHeldOutWhereAShareIsWanted() {
        assertEquals(1, of(2, List.of(), 0.15, 1).held().length);
        assertEquals(1, of(3, List.of(), 0.9, 1).train().length);
        assertEquals(0, of(1, List.of(), 0.5, 1).held().length, "the only row is trained on");
        assertEquals(0, of(100, List.of(), 0, 1).held().length);
    }

    @Test
    void theSmallestGroupIsHeldOutWhereAllAreLargerThanTheShare() {
        List<String> groups = List.of("a", "a", "a", "a", "a", "b", "b", "b");
        assertArrayEquals(new int[] {5, 6, 7}, of(8, groups, 0.1, 1).held());
        assertEquals(0, of(3, List.of("a", "a", "a"), 0.5, 1).held().length, "one group cannot be divided");
    }

    @Test
    void aWrongShareOrNumberOfGroupsIsRejected() {
        requireMessage("Holdout.share must be in [0, 1), got 1.0", () -> of(10, List.of(), 1, 1));
        requireMessage("Holdout.share must be in [0, 1), got NaN", () -> of(10, List.of(), Double.NaN, 1));
        requireMessage("Holdout: there are 3 rows, but 1 groups", () -> of(3, List.of("a"), 0.5, 1));
    }
}

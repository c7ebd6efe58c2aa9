package dev.interlace.workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Labels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldsTest {
    private static final int ROWS = 90;
    private static final List<String> GROUPS =
            IntStream.range(0, ROWS).mapToObj(row -> "g" + row / 3).toList();
    private static final Labels CLASSES = Labels.of(
            List.of("a", "b"),
            IntStream.range(0, ROWS).map(row -> row / 3 % 3 == 0 ? 1 : 0).toArray());

    private static Set<String> groups(int[] rows) {
        return Arrays.stream(rows).mapToObj(GROUPS::get).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRowIsTestedOnceAndNoGroupLiesInTwoParts(long seed) {
        int[] tested = new int[ROWS];
        for (Folds.Round round : new Folds(5, seed).nested(GROUPS, CLASSES)) {
            Arrays.stream(round.test()).forEach(row -> tested[row]++);
            Set<String> all = new HashSet<>();
            int groups = 0;
            for (int[] part : List.of(round.train(), round.validation(), round.test())) {
                assertTrue(part.length > 0, "seed " + seed);
                all.addAll(groups(part));
                groups += groups(part).size();
            }
            assertEquals(groups, all.size(), "a group straddles two parts, seed " + seed);
            assertEquals(ROWS, round.train().length + round.validation().length + round.test().length);
        }
        assertTrue(Arrays.stream(tested).allMatch(times -> times == 1), Arrays.toString(tested));
    }

    @Test
    void theClassesAreAsEvenlySpreadAsTheGroupsAllow() {
        for (Folds.Round round : new Folds(5, 1).nested(GROUPS, CLASSES)) {
            // 30 of 90 rows in groups of 3: 6 in each fold
            assertEquals(6, Arrays.stream(round.test()).map(CLASSES::get).sum());
            assertEquals(18, round.test().length);
        }
    }

    @Test
    void aRoundThatOnlyChoosesTestsNothing() {
        List<Folds.Round> rounds = new Folds(3, 1).validated(GROUPS, CLASSES);
        assertEquals(
                ROWS,
                rounds.stream().mapToInt(round -> round.validation().length).sum());
        assertEquals(0, rounds.stream().mapToInt(round -> round.test().length).sum());
    }

    @Test
    void theSameSeedGivesTheSameFolds() {
        for (int k = 0; k < 5; k++) {
            assertArrayEquals(
                    new Folds(5, 7).nested(GROUPS, CLASSES).get(k).train(),
                    new Folds(5, 7).nested(GROUPS, CLASSES).get(k).train());
        }
    }

    @Test
    void tooFewGroupsAndTooFewFoldsAreRefused() {
        assertEquals(
                "Folds: 31 folds need as many groups of rows, and there are 30; take fewer folds, or rows of more"
                        + " groups",
                assertThrows(IllegalArgumentException.class, () -> new Folds(31, 1).nested(GROUPS, CLASSES))
                        .getMessage());
        assertEquals(
                "Folds.count must be at least 2, got 1",
                assertThrows(IllegalArgumentException.class, () -> new Folds(1, 1))
                        .getMessage());
    }
}

package dev.interlace.learn.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.TrainableAlignment.Pairs;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.training.Holdout;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Features;
import dev.interlace.spi.Presence;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What a step sees under each supervision; row i of a side holds the number i. */
class AlignmentStepsTest {
    private static final Set<Capability> WITHOUT_PAIRS = Set.of(Capability.UNSUPERVISED);
    private static final Set<Capability> WITH_PAIRS = Set.of(Capability.NEEDS_PAIRS);

    private static Features side(String name, int rows) {
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = i;
        }
        return Features.vector(name, Host.tensor(DataType.FLOAT, values, rows, 1));
    }

    private static AlignmentSteps steps(
            int left, int right, Supervision supervision, List<String> groups, Set<Capability> method) {
        return AlignmentSteps.of(
                side("left", left), side("right", right), supervision, groups, method, new SeedSource(3));
    }

    private static Pairs step(AlignmentSteps steps, Tape.Mode mode, Holdout rows, int... chosen) {
        Tape tape = new Tape(DataType.FLOAT);
        tape.begin(mode, new SeedSource(5));
        return steps.step(tape, chosen, rows);
    }

    private static float[] left(Pairs pairs) {
        return Host.floats(pairs.left().features().value());
    }

    private static float[] right(Pairs pairs) {
        return Host.floats(pairs.right().features().value());
    }

    @Test
    void seedsStandBehindTheRowsThatAreDrawnFromAll() {
        Supervision seeds = Supervision.seeds(new int[] {4, 1}, new int[] {7, 0});
        AlignmentSteps steps = steps(6, 9, seeds, List.of(), WITHOUT_PAIRS);
        assertEquals(6, steps.count(), "all left rows take their turn");
        Holdout all = steps.holdout(0, new SeedSource(1));
        Pairs pairs = step(steps, Tape.Mode.TRAIN, all, 0, 2, 5);
        assertEquals(3, pairs.leftDrawn());
        assertEquals(3, pairs.rightDrawn());
        assertArrayEquals(new float[] {0, 2, 5, 4, 1}, left(pairs));
        assertArrayEquals(new float[] {7, 0}, Arrays.copyOfRange(right(pairs), 3, 5));
        assertArrayEquals(new int[] {3, 4}, pairs.leftRows());
        assertArrayEquals(new int[] {3, 4}, pairs.rightRows());
        assertArrayEquals(new int[] {0, 1}, pairs.numbers());
        assertArrayEquals(new int[] {4, 1}, pairs.groups(), "left rows stand alone");
        assertArrayEquals(new int[] {4, 1}, pairs.leftContents());
        assertArrayEquals(new int[] {7, 0}, pairs.rightContents());
    }

    @Test
    void rightRowsAreDrawnFromAllOfThem() {
        Supervision seeds = Supervision.seeds(new int[] {0}, new int[] {0});
        AlignmentSteps steps = steps(200, 50, seeds, List.of(), WITHOUT_PAIRS);
        Holdout all = steps.holdout(0, new SeedSource(1));
        float[] right =
                right(step(steps, Tape.Mode.TRAIN, all, IntStream.range(0, 200).toArray()));
        Set<Float> seen = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            seen.add(right[i]);
        }
        assertTrue(seen.size() > 40, "of 50 rows " + seen.size() + " were drawn in 200 draws");
    }

    @Test
    void moreSeedsThanABatchHoldsAreDrawnAnew() {
        int[] known = IntStream.range(0, 40).toArray();
        AlignmentSteps steps = steps(50, 50, Supervision.seeds(known, known), List.of(), WITHOUT_PAIRS);
        Holdout all = steps.holdout(0, new SeedSource(1));
        Pairs pairs = step(steps, Tape.Mode.TRAIN, all, 41, 42, 43, 44);
        assertEquals(4, pairs.numbers().length);
        assertEquals(4, Arrays.stream(pairs.numbers()).distinct().count());
        assertFalse(Arrays.equals(new int[] {0, 1, 2, 3}, pairs.numbers()), "not always the first ones");
    }

    @Test
    void seedsOfAllRowsArePairs() {
        Supervision seeds = Supervision.seeds(new int[] {2, 0, 1}, new int[] {0, 1, 2});
        AlignmentSteps steps = steps(3, 3, seeds, List.of(), WITHOUT_PAIRS);
        Pairs pairs = step(steps, Tape.Mode.TRAIN, steps.holdout(0, new SeedSource(1)), 0, 2);
        assertArrayEquals(new float[] {0, 2}, left(pairs));
        assertArrayEquals(new float[] {1, 0}, right(pairs), "row 0 belongs with 1, row 2 with 0");
        assertArrayEquals(new int[] {0, 1}, pairs.leftRows());
        assertEquals(2, pairs.leftDrawn());
        Supervision twice = Supervision.seeds(new int[] {0, 0, 1}, new int[] {0, 1, 2});
        Pairs seeded = step(
                steps(3, 3, twice, List.of(), WITHOUT_PAIRS),
                Tape.Mode.TRAIN,
                new Holdout(new int[] {0, 1, 2}, new int[0]),
                0,
                1,
                2);
        assertEquals(6, left(seeded).length, "row 2 has no seed, so these are seeds: 3 rows and 3 seeds");
    }

    @Test
    void aMethodThatNeedsPairsSeesTheSeedsAloneWithTheGroupsOfTheirRows() {
        Supervision seeds = Supervision.seeds(new int[] {4, 1, 0}, new int[] {7, 0, 3});
        List<String> groups = List.of("a", "b", "b", "c", "a", "d");
        AlignmentSteps steps = steps(6, 9, seeds, groups, WITH_PAIRS);
        assertEquals(3, steps.count());
        assertEquals(List.of("a", "b", "a"), steps.groups());
        Pairs pairs = step(steps, Tape.Mode.TRAIN, steps.holdout(0, new SeedSource(1)), 0, 2);
        assertArrayEquals(new float[] {4, 0}, left(pairs));
        assertArrayEquals(new float[] {7, 3}, right(pairs));
        assertArrayEquals(new int[] {0, 0}, pairs.groups());
    }

    @Test
    void theSameShareOfRowsWithASeedIsHeldOutAndTheirSeedsWithThem() {
        int[] known = IntStream.range(0, 10).toArray();
        AlignmentSteps steps = steps(110, 110, Supervision.seeds(known, known), List.of(), WITHOUT_PAIRS);
        Holdout rows = steps.holdout(0.2, new SeedSource(2));
        assertEquals(22, rows.held().length);
        Set<Integer> held =
                Arrays.stream(rows.held()).filter(row -> row < 10).boxed().collect(Collectors.toSet());
        assertEquals(2, held.size());
        Pairs training = step(steps, Tape.Mode.TRAIN, rows, Arrays.copyOf(rows.train(), 20));
        assertEquals(8, training.numbers().length);
        assertTrue(Arrays.stream(training.numbers()).noneMatch(held::contains), "no held-out seed trains");
        Pairs validation = step(steps, Tape.Mode.PREDICT, rows, Arrays.copyOf(rows.held(), 20));
        assertEquals(
                held, Arrays.stream(validation.numbers()).boxed().collect(Collectors.toSet()), "all that are held out");
    }

    @Test
    void oneRowAloneIsNeverHeldOut() {
        for (int rows = 2; rows <= 7; rows++) {
            for (Supervision supervision : List.of(Supervision.paired(), Supervision.unpaired())) {
                AlignmentSteps steps = steps(rows, rows, supervision, List.of(), WITHOUT_PAIRS);
                Holdout parts = steps.holdout(0.2, new SeedSource(4));
                assertEquals(rows < 4 ? 0 : 2, parts.held().length, supervision + ", " + rows + " rows");
                assertEquals(rows, parts.held().length + parts.train().length);
            }
        }
    }

    @Test
    void groupsOfRowsAreHeldOutTogetherWhetherSeedsNameThemOrNot() {
        int[] known = IntStream.range(0, 10).toArray();
        List<String> groups =
                IntStream.range(0, 40).mapToObj(row -> "group " + row % 20).toList();
        AlignmentSteps steps = steps(40, 40, Supervision.seeds(known, known), groups, WITHOUT_PAIRS);
        Holdout rows = steps.holdout(0.25, new SeedSource(2));
        Set<Integer> held = Arrays.stream(rows.held()).boxed().collect(Collectors.toSet());
        assertFalse(held.isEmpty());
        for (int row : rows.held()) {
            assertTrue(held.contains((row + 20) % 40), "row " + row + " without its group");
        }
    }

    @Test
    void equalRowsHaveEqualContents() {
        Features vectors = Features.vector("v", Nd4j.createFromArray(new float[][] {{1, 2}, {2, 1}, {1, 2}, {1, 1}}));
        assertArrayEquals(new int[] {0, 1, 0, 2}, RowContents.numbers(vectors));
        Features tokens =
                Features.tokens("t", Nd4j.zeros(DataType.FLOAT, 3, 2, 2), new int[] {1, 2, 1}, Presence.all(3));
        assertArrayEquals(new int[] {0, 1, 0}, RowContents.numbers(tokens), "zeros of another length are another row");
    }
}

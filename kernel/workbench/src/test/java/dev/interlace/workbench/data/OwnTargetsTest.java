package dev.interlace.workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.LabelSets;
import dev.interlace.spi.OrderedLabels;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import dev.interlace.workbench.Interlace;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class OwnTargetsTest {
    private static OwnData own(String... cells) {
        return OwnData.of(
                        "own",
                        Table.create(
                                StringColumn.create("target", cells),
                                DoubleColumn.create(
                                        "x",
                                        IntStream.range(0, cells.length)
                                                .asDoubleStream()
                                                .toArray())))
                .numbers("x");
    }

    private static Target target(OwnData own) {
        return own.load().target();
    }

    private static String refused(OwnData own) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, own::load).getMessage());
    }

    @Test
    void aLabelThatLooksLikeNumbersIsAskedAbout() {
        String message = refused(own("12.5", "13", "9.99", "20").label("target"));
        assertTrue(
                message.contains("target 'target' looks like numbers: 4 different ones in 4 rows, such as 12.5, 13, 20."
                        + " Say number(\"target\") where it is to be estimated, or classes(\"target\") where each"
                        + " value is a class"),
                message);
        String[] whole =
                IntStream.range(0, 100).mapToObj(i -> String.valueOf(i * 7)).toArray(String[]::new);
        assertTrue(refused(own(whole).label("target")).contains("looks like numbers: 100 different ones"));
        assertEquals(100, target(own(whole).classes("target")).columns().size());
    }

    @Test
    void aFewWholeNumbersAreClasses() {
        assertEquals(
                List.of("0", "1", "2"),
                target(own("0", "1", "2", "1").label("target")).columns());
        String[] years = IntStream.range(0, 1000)
                .mapToObj(i -> String.valueOf(1980 + i % 30))
                .toArray(String[]::new);
        assertEquals(30, target(own(years).label("target")).columns().size());
    }

    @Test
    void numbersKeepTheirDigits() {
        TargetNumbers numbers = (TargetNumbers) target(own("123456789.125", "2").number("target"));
        assertArrayEquals(new double[] {123456789.125, 2}, numbers.column(0));
        assertEquals(
                List.of("target", "x"),
                target(own("1", "2").number("both", "target", "x")).columns());
        String message = refused(own("1", "much").number("target"));
        assertTrue(message.contains("row 2: 'much' in column 'target' is no number"), message);
    }

    @Test
    void labelsAreSplitAtTheirSeparator() {
        LabelSets sets =
                (LabelSets) target(own("red; round", "round", "", "red").labels("target", ";"));
        assertEquals(List.of("red", "round"), sets.columns());
        assertEquals(List.of(Set.of("red", "round"), Set.of("round"), Set.of(), Set.of("red")), sets.sets());
    }

    @Test
    void orderedClassesKeepTheGivenOrder() {
        OrderedLabels grades = (OrderedLabels)
                target(own("low", "high", "middle").ordered("target", List.of("low", "middle", "high")));
        assertArrayEquals(new int[] {0, 2, 1}, grades.labels().toArray());
        String message = refused(own("low", "hihg").ordered("target", List.of("low", "high")));
        assertTrue(message.contains("row 2: 'hihg' is none of [low, high]"), message);
    }

    @Test
    void aColumnWeighsTheRowsOfEveryTarget() {
        assertArrayEquals(
                new double[] {0, 1, 2},
                target(own("a", "b", "a").label("target").weight("x")).weights());
        String message = refused(own("a", "b").label("target").weight("target"));
        assertTrue(
                message.contains("weights are wrong in 2 rows: row 1: 'a' in column 'target' is no number"), message);
    }

    @Test
    void aSplitIsStratifiedByWhateverTheTargetIs() {
        String[] cells =
                IntStream.range(0, 100).mapToObj(i -> String.valueOf(i + 0.5)).toArray(String[]::new);
        Split split = own(cells).number("target").load().split(1);
        double[] test = ((TargetNumbers) split.test().target()).column(0);
        for (int fifth = 0; fifth < 5; fifth++) {
            int from = 20 * fifth;
            long there = java.util.Arrays.stream(test)
                    .filter(value -> value >= from && value < from + 20)
                    .count();
            assertEquals(3, there, "of 15 test rows in the fifth from " + from);
        }
        assertTrue(split.display().plain().contains("mean"), split.display().plain());
    }

    @Test
    void aMethodOfOneClassRefusesNumbersBeforeItIsFitted() {
        var lab = Interlace.lab();
        var data = lab.encode(own("1.5", "2.5", "3.5").number("target").load());
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> lab.fusion("fusion/tribuo").fit(data))
                .getMessage());
        assertTrue(
                message.startsWith(
                        "fusion/tribuo predicts one class; the target [target] is numbers, which these take: "),
                message);
    }
}

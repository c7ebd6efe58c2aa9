package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.plugins.encoders.TableEncoder.Options;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Raw;
import dev.interlace.spi.TableField;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableEncoderTest {
    private static final FitContext CONTEXT = FitContext.seeded(1);
    private static final Options OPTIONS = new Options(50, 0.02);
    private static final Raw TRAINING = rows(
            new double[] {1, 5, Double.NaN, 3}, new double[] {2, 4, 6, 8}, "red", "blue", "red", "line\nbreak \\ bar");

    @Test
    void fourRowsByHand() {
        // age: median of 1, 3, 5 is 3, with a mark, since training had a gap; size: as it is; colours in their order:
        // blue, the line with a break, red
        TableEncoder fitted = new TableEncoder().fitted(TRAINING, OPTIONS, CONTEXT);
        Features features = fitted.encode("table", TRAINING, OPTIONS, CONTEXT);
        assertArrayEquals(
                new float[] {
                    1, 0, 2, 0, 0, 1,
                    5, 0, 4, 1, 0, 0,
                    3, 1, 6, 0, 0, 1,
                    3, 0, 8, 0, 1, 0
                },
                features.values().data().asFloat());
    }

    @Test
    void newRowsAreFilledAsInTrainingAndWhatIsNewIsTold() {
        TableEncoder fitted = new TableEncoder().fitted(TRAINING, OPTIONS, CONTEXT);
        Raw rows = rows(
                new double[] {Double.NaN, Double.NaN, 0, Double.NaN},
                new double[] {Double.NaN, 1, 1, Double.NaN},
                "green",
                "green",
                "blue",
                "");
        Features features = fitted.encode("table", rows, OPTIONS, CONTEXT);
        assertEquals("3 of 4 present", features.presence().toString(), "the last row has no value at all");
        assertArrayEquals(
                new float[] {
                    3, 1, 5, 0, 0, 0,
                    3, 1, 1, 0, 0, 0,
                    0, 0, 1, 1, 0, 0,
                    0, 0, 0, 0, 0, 0
                },
                features.values().data().asFloat());
        assertEquals(
                List.of("'colour' has categories that have no column and are read as none: green (2 rows)"),
                fitted.unseen(rows));
    }

    @Test
    void onlyTheMostFrequentCategoriesHaveAColumn() {
        Options one = new Options(1, 0);
        TableEncoder fitted = new TableEncoder().fitted(TRAINING, one, CONTEXT);
        assertEquals(4, fitted.encode("table", TRAINING, one, CONTEXT).width());
        assertEquals(
                List.of("'colour' has categories that have no column and are read as none: blue (1 row),"
                        + " line\nbreak \\ bar (1 row)"),
                fitted.unseen(TRAINING));
    }

    @Test
    void whatFewTrainingRowsHaveOrLackGetsNoColumn() {
        Options half = new Options(50, 0.5); // of four rows: red has 2, the others 1; age lacks 1
        TableEncoder fitted = new TableEncoder().fitted(TRAINING, half, CONTEXT);
        Features features = fitted.encode("table", TRAINING, half, CONTEXT);
        assertArrayEquals(
                new float[] {1, 2, 1, 5, 4, 0, 3, 6, 1, 3, 8, 0},
                features.values().data().asFloat());
    }

    @Test
    void whatWasLearnedIsSavedAndReadsNewRowsToTheBit() throws IOException {
        TableEncoder fitted = new TableEncoder().fitted(TRAINING, OPTIONS, CONTEXT);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        fitted.save(saved);
        TableEncoder loaded = new TableEncoder().load(new ByteArrayInputStream(saved.toByteArray()));
        assertArrayEquals(
                fitted.encode("table", TRAINING, OPTIONS, CONTEXT)
                        .values()
                        .data()
                        .asFloat(),
                loaded.encode("table", TRAINING, OPTIONS, CONTEXT)
                        .values()
                        .data()
                        .asFloat());
    }

    @Test
    void otherFieldsThanThoseOfTheFitAreRejected() {
        TableEncoder fitted = new TableEncoder().fitted(TRAINING, OPTIONS, CONTEXT);
        Raw other = new Raw.Fields(List.of(TableField.numbers("age", new double[] {1})));
        assertEquals(
                "encoder/table: 'table' must have the fields of the fit, [age NUMBER, size NUMBER, colour CATEGORY],"
                        + " in that order, got [age NUMBER]",
                assertThrows(IllegalArgumentException.class, () -> fitted.encode("table", other, OPTIONS, CONTEXT))
                        .getMessage());
    }

    @Test
    void encodingBeforeFittingIsRejected() {
        assertEquals(
                "encoder/table learns medians and categories from training rows, so that test rows have no say in them:"
                        + " encode a split, for instance lab.encode(data.split(seed)), or call fitted(training,"
                        + " options, context) first",
                assertThrows(
                                IllegalStateException.class,
                                () -> new TableEncoder().encode("table", TRAINING, OPTIONS, CONTEXT))
                        .getMessage());
    }

    private static Raw rows(double[] age, double[] size, String... colours) {
        return new Raw.Fields(List.of(
                TableField.numbers("age", age),
                TableField.numbers("size", size),
                TableField.categories(
                        "colour",
                        List.of(colours).stream()
                                .map(text -> Optional.of(text).filter(known -> !known.isEmpty()))
                                .toList())));
    }
}

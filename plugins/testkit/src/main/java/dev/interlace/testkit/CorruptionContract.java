package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Corruption;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Raw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The contract of corruptions.
 *
 * @param <O> the options record, whose first component is {@code level}
 */
public abstract class CorruptionContract<O extends Record> extends MethodContract<O> {
    /** Numbers whose unit is the column's deviation, which sums the rows in another order. */
    private static final double UNIT = 1e-5;

    @Override
    protected abstract Corruption<O> method();

    /**
     * A small column of each kind that the corruption reads: at least six rows, of different content, one of them
     * absent. Drawn ones of every kind that it accepts unless overridden.
     */
    protected List<Raw> columns() {
        List<Raw> read = RawSamples.all().stream()
                .filter(raw -> method().accepts(raw) && !raw.presence().isComplete())
                .toList();
        assertFalse(read.isEmpty(), descriptor().id() + " accepts no kind of raw column");
        return read;
    }

    /** A raw column of a kind that the corruption does not read. */
    protected Raw otherKind() {
        return RawSamples.all().stream()
                .filter(raw -> !method().accepts(raw))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        descriptor().id() + ".accepts says yes to every column; graphs are not rows to damage"));
    }

    /** Whether rows exchange their content, as in a shuffle; then their content together must stay. */
    protected boolean exchangesRows() {
        return false;
    }

    private Raw corrupt(Raw raw, O options) {
        return method().corrupt(raw, options, FitContext.seeded(seed()));
    }

    /** The level at which the most is damaged; a range without an end is taken at its default. */
    private O worst() {
        OptionsSchema.Option level = level();
        double max = level.param().max();
        return Double.isFinite(max) ? options(Map.of(level.name(), max)) : options();
    }

    private OptionsSchema.Option level() {
        return descriptor().schema().options().get(0);
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        for (Raw raw : columns()) {
            Raw damaged =
                    method().corrupt(raw, options, FitContext.seeded(seed()).with(cancellation));
            assertEquals(raw.rows(), damaged.rows(), options + ": rows");
        }
    }

    @Test
    final void theFirstOptionIsTheLevelAndStartsAtNothing() {
        assertEquals("level", level().name(), "the first option is the level");
        assertEquals(double.class, level().type(), "the level's type");
        assertEquals(0, level().param().min(), "the level's least value");
    }

    @Test
    final void theKindsThatItReadsAreStated() {
        for (Raw raw : columns()) {
            assertTrue(method().accepts(raw), "the corruption must accept the contract's own " + raw.words());
        }
        assertFalse(method().accepts(otherKind()), "the corruption must not accept a column of another kind");
        requireRejection(() -> corrupt(otherKind(), options()), descriptor().id());
    }

    @Test
    final void theInputStaysAsItWas() {
        for (Raw raw : columns()) {
            List<Object> before = RawRows.of(raw);
            corrupt(raw, worst());
            assertEquals(before, RawRows.of(raw), raw.words() + ": the input was changed");
        }
    }

    @Test
    final void levelZeroGivesBackEqualData() {
        for (Raw raw : columns()) {
            O none = options(Map.of(level().name(), 0.0));
            assertEquals(RawRows.of(raw), RawRows.of(corrupt(raw, none)), raw.words() + " at level 0");
        }
    }

    @Test
    final void theHighestLevelDamages() {
        for (Raw raw : columns()) {
            assertNotEquals(RawRows.of(raw), RawRows.of(corrupt(raw, worst())), raw.words() + " under " + worst());
        }
    }

    @Test
    final void theSameSeedGivesTheSameDamage() {
        for (Raw raw : columns()) {
            assertEquals(
                    RawRows.of(corrupt(raw, options())),
                    RawRows.of(corrupt(raw, options())),
                    raw.words() + ", one seed");
        }
    }

    @Test
    final void rowsStayOfTheirKindAndAbsentOnesAbsent() {
        for (Raw raw : columns()) {
            assertFalse(
                    raw.presence().isComplete(), "CorruptionContract.columns: " + raw.words() + " need an absent row");
            for (O options : List.of(options(), worst())) {
                Raw damaged = corrupt(raw, options);
                assertEquals(raw.getClass(), damaged.getClass(), raw.words() + ": kind");
                assertEquals(raw.rows(), damaged.rows(), raw.words() + ": rows");
                assertEquals(
                        damaged.presence(),
                        damaged.presence().and(raw.presence()),
                        raw.words() + ": a row became present that was absent");
            }
        }
    }

    @Test
    final void aColumnWithoutRowsStaysOne() {
        for (Raw raw : columns()) {
            assertEquals(0, corrupt(raw.rows(new int[0]), worst()).rows(), raw.words());
        }
    }

    @Test
    final void aRowsDamageComesFromItsOwnContentAndPlace() {
        if (exchangesRows()) {
            return;
        }
        for (Raw raw : columns()) {
            List<Object> all = RawRows.of(corrupt(raw, options()));
            for (int row = 0; row < raw.rows(); row++) {
                // the other rows change places among themselves
                List<Integer> others =
                        new ArrayList<>(IntStream.range(0, raw.rows()).boxed().toList());
                others.remove(row);
                Collections.rotate(others, 1);
                others.add(row, row);
                int[] order = others.stream().mapToInt(Integer::intValue).toArray();
                requireSame(
                        all.get(row),
                        RawRows.of(corrupt(raw.rows(order), options())).get(row),
                        raw.words() + ": row " + row + " beside other rows");
                if (!(raw instanceof Raw.Numbers)) { // whose unit may be the deviation of all rows
                    int[] first = IntStream.rangeClosed(0, row).toArray();
                    requireSame(
                            all.get(row),
                            RawRows.of(corrupt(raw.rows(first), options())).get(row),
                            raw.words() + ": row " + row + " as the last one");
                }
            }
        }
    }

    @Test
    final void exchangedRowsKeepTheirContentTogether() {
        if (!exchangesRows()) {
            return;
        }
        for (Raw raw : columns()) {
            for (O options : List.of(options(), worst())) {
                assertEquals(
                        counts(RawRows.of(raw)), counts(RawRows.of(corrupt(raw, options))), raw.words() + ": content");
            }
        }
    }

    @Test
    final void aCancelledContextStops() {
        for (Raw raw : columns()) {
            FitContext cancelled = FitContext.seeded(seed()).with(Cancellation.when(() -> true));
            assertThrows(CancellationException.class, () -> method().corrupt(raw, worst(), cancelled), raw.words());
        }
    }

    private static Map<Object, Integer> counts(List<Object> rows) {
        Map<Object, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row, 1, Integer::sum));
        return counts;
    }

    private static void requireSame(Object expected, Object got, String where) {
        if (!(expected instanceof List<?> a && got instanceof List<?> b && a.size() == b.size())) {
            assertEquals(expected, got, where);
            return;
        }
        for (int k = 0; k < a.size(); k++) {
            if (a.get(k) instanceof Double x && b.get(k) instanceof Double y) {
                assertEquals(x, y, UNIT * Math.max(1, Math.abs(x)), where + ", number " + k);
            } else {
                assertEquals(a.get(k), b.get(k), where);
            }
        }
    }
}

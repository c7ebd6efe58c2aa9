package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Target;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The contract of data sets: the same rows every time, a full card, ids that tell rows apart.
 *
 * @param <O> the options record
 */
public abstract class DatasetProviderContract<O extends Record> extends MethodContract<O> {
    @Override
    protected abstract DatasetProvider<O> method();

    private Dataset load() {
        return method().load(options());
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        requireRows(method().load(options), options.toString());
    }

    private static void requireRows(Dataset data, String where) {
        assertTrue(data.rows() > 0, where + ": the data set has no rows");
        assertFalse(data.columns().isEmpty(), where + ": the data set has no column");
        for (Map.Entry<String, Raw> column : data.columns().entrySet()) {
            assertTrue(
                    column.getValue().presence().rowsPresent().length > 0,
                    where + ": every row of column '" + column.getKey() + "' is absent");
        }
    }

    @Test
    final void thereAreRowsInEveryColumn() {
        requireRows(load(), "the contract's options");
    }

    @Test
    final void theCardIsComplete() {
        Dataset.Card card = load().card();
        assertEquals(descriptor().id(), card.id(), "the id of the card must be that of the descriptor");
        assertFalse(card.title().isBlank(), card.id() + ": the title of the card is blank");
        assertFalse(card.summary().isBlank(), card.id() + ": the summary must say what a row is");
        assertFalse(card.origin().isBlank(), card.id() + ": the origin must say where the rows come from");
        assertFalse(card.licence().isBlank(), card.id() + ": the licence is blank; name its SPDX id");
    }

    @Test
    final void everyRowHasAnIdOfItsOwn() {
        Dataset data = load();
        assertEquals(data.rows(), new HashSet<>(data.rowIds()).size(), "row ids must be unique");
    }

    @Test
    final void everyClassOfATargetIsNamed() {
        load().targets().forEach((name, target) -> {
            boolean classes = target.kind() == Target.Kind.ONE_CLASS || target.kind() == Target.Kind.ORDERED_CLASSES;
            assertTrue(!classes || target.columns().size() >= 2, "target '" + name + "' needs at least two classes");
            assertTrue(
                    target.columns().stream().noneMatch(String::isBlank), "target '" + name + "': a class has no name");
        });
    }

    @Test
    final void loadingTwiceGivesTheSameRowsInTheSameOrder() {
        Dataset one = load();
        Dataset other = load();
        assertEquals(one.card(), other.card(), "the card of two loads");
        assertEquals(one.rowIds(), other.rowIds(), "the row ids of two loads");
        assertEquals(one.groups(), other.groups(), "the groups of two loads");
        assertEquals(one.targets(), other.targets(), "the targets of two loads");
        assertEquals(one.columns().keySet(), other.columns().keySet(), "the columns of two loads");
        one.columns()
                .forEach((name, raw) -> assertEquals(
                        RawRows.of(raw), RawRows.of(other.column(name)), "column '" + name + "' of two loads"));
    }
}

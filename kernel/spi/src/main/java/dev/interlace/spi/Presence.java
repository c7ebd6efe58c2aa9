package dev.interlace.spi;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * A presence mask {@code [n]}: which rows have a modality. Immutable.
 *
 * <p>The tensor still has a row for an absent sample; its content has no meaning and no method may let it reach a
 * result.
 */
public final class Presence {
    private final BitSet present;
    private final int rows;

    private Presence(BitSet present, int rows) {
        this.present = present;
        this.rows = rows;
    }

    /** A mask of {@code rows} rows in which {@code test} says who is present. */
    public static Presence where(int rows, IntPredicate test) {
        if (rows < 0) {
            throw new IllegalArgumentException("Presence.rows must be at least 0, got " + rows);
        }
        BitSet present = new BitSet(rows);
        for (int row = 0; row < rows; row++) {
            present.set(row, test.test(row));
        }
        return new Presence(present, rows);
    }

    /** A mask of {@code rows} rows, all present. */
    public static Presence all(int rows) {
        return where(rows, row -> true);
    }

    /** A mask of {@code rows} rows, all absent. */
    public static Presence none(int rows) {
        return where(rows, row -> false);
    }

    /** The number of rows, present or not. */
    public int rows() {
        return rows;
    }

    /** The number of present rows. */
    public int count() {
        return present.cardinality();
    }

    /** Whether row {@code row} is present. */
    public boolean has(int row) {
        if (!(row >= 0 && row < rows)) {
            throw new IllegalArgumentException("Presence has rows 0 to " + (rows - 1) + ", got row " + row);
        }
        return present.get(row);
    }

    /** Whether every row is present. */
    public boolean isComplete() {
        return present.cardinality() == rows;
    }

    /** The numbers of the present rows, ascending. */
    public int[] rowsPresent() {
        return present.stream().toArray();
    }

    /** The mask of the given rows, in that order. */
    public Presence rows(int[] selected) {
        return where(selected.length, i -> has(selected[i]));
    }

    /** The rows that are present in both masks. */
    public Presence and(Presence other) {
        if (other.rows != rows) {
            throw new IllegalArgumentException(
                    "Presence.and: this mask has " + rows + " rows, the other " + other.rows);
        }
        return where(rows, row -> has(row) && other.has(row));
    }

    /** The mask as 1 (present) and 0 (absent), {@code [n]}. */
    public float[] toFloats() {
        float[] mask = new float[rows];
        present.stream().forEach(row -> mask[row] = 1);
        return mask;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Presence mask && mask.rows == rows && mask.present.equals(present);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {rows, present.hashCode()});
    }

    @Override
    public String toString() {
        return count() + " of " + rows + " present";
    }
}

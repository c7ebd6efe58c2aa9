package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Method;

/**
 * A loss that is small where two modalities' representations of the same rows fit each other: a plugin that alignment
 * methods train with, that any trained fusion method takes as a term, and that can be evaluated on its own.
 *
 * <p>Rows are pairs unless the method's descriptor lacks {@link dev.interlace.spi.Capability#NEEDS_PAIRS}: then the two
 * sides are samples of two distributions and may have different row counts.
 *
 * @param <O> the options record; it names conventions such as the reduction
 */
public interface AlignmentLoss<O extends Record> extends Method<O> {
    /**
     * Two sides of some rows.
     *
     * @param left {@code [n, d]}
     * @param right {@code [m, d]}; {@code m = n} and row {@code i} belongs with row {@code i} of {@code left} for a
     *     loss that needs pairs
     * @param labels {@code [n]}, what each pair shows, by number: pairs with the same label (one caption, one class)
     *     are no true negatives of each other; empty where every pair stands alone
     */
    @SuppressWarnings("ArrayRecordComponent") // handed to operations as they are; never compared
    record Sides(Var left, Var right, int[] labels) {
        public Sides {
            if (labels.length > 0 && labels.length != left.shape()[0]) {
                throw new IllegalArgumentException("AlignmentLoss.Sides: there are " + left.shape()[0]
                        + " left rows, got " + labels.length + " labels");
            }
        }

        /** Sides whose pairs stand alone. */
        public static Sides of(Var left, Var right) {
            return new Sides(left, right, new int[0]);
        }
    }

    /**
     * The loss, recorded on the tape of {@code layers}; what it trains itself (a temperature) it asks {@code layers}
     * for by name. Whether it brings rows to length 1 itself is said in its description.
     */
    Loss loss(Layers layers, Sides sides, O options);
}

package dev.interlace.workbench.models;

import dev.interlace.learn.tape.Host;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Numbers that a caller hands to a method: of any type and any view of another tensor, but finite. Methods see floating
 * point in rows of its own, so that a gradient of whole numbers is no whole number itself.
 */
public final class GivenRows {
    private GivenRows() {}

    /**
     * {@code given} as a method may read it.
     *
     * @param whose what a message says it is, for instance {@code loss/triplet: the left rows}
     * @param given a tensor of any shape and numeric type
     * @return the tensor itself where it is floating point and no view; else a copy, single and double precision kept
     * @throws IllegalArgumentException if an entry is NaN or infinite; the message names the first by its place
     */
    public static INDArray floating(String whose, INDArray given) {
        DataType type = given.dataType();
        if (type == DataType.UTF8 || type == DataType.BOOL) {
            throw new IllegalArgumentException(whose + " must be numbers, got type " + type);
        }
        boolean isPlain = given.ordering() == 'c' && !given.isView();
        INDArray rows = isPlain ? given : given.dup('c');
        if (!type.isFPType()) {
            return rows.castTo(DataType.DOUBLE);
        }
        if (!Double.isFinite(Host.sum(rows))) {
            refuse(whose, rows); // a sum may also leave the range of numbers that are all finite
        }
        return rows;
    }

    private static void refuse(String whose, INDArray rows) {
        double[] values = Host.doubles(rows);
        long columns = rows.rank() == 0 ? 1 : rows.size(rows.rank() - 1);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(whose + " must be finite, got " + values[i] + " in row "
                        + i / columns + ", column " + i % columns + "; leave the row out or replace the entry");
            }
        }
    }
}

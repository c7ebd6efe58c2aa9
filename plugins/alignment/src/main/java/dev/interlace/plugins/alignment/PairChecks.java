package dev.interlace.plugins.alignment;

import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Supervision;
import java.util.Arrays;

/** Checks of supervision that methods share. */
public final class PairChecks {
    private PairChecks() {}

    /** That pairs are known, by row or as seeds, at least {@code least} of them. */
    public static void needsPairs(String method, Features left, Features right, Supervision supervision, int least) {
        if (supervision instanceof Supervision.Unpaired) {
            throw new IllegalArgumentException(
                    method + " needs pairs: give Supervision.paired() or seeds; without pairs use alignment/mmd");
        }
        int pairs = left.rows();
        if (supervision instanceof Supervision.Paired && left.rows() != right.rows()) {
            throw new IllegalArgumentException(method + ": paired rows need equal row counts, left has " + left.rows()
                    + ", right has " + right.rows() + "; give Supervision.seeds where only some pairs are known");
        }
        if (supervision instanceof Supervision.Seeds seeds) {
            pairs = seeds.left().length;
            requireInside(method, "left", seeds.left(), left.rows());
            requireInside(method, "right", seeds.right(), right.rows());
        }
        if (pairs < least) {
            throw new IllegalArgumentException(method + " needs at least " + least + " pairs, got " + pairs);
        }
    }

    /**
     * That both sides are vectors, at least 2 rows each, for a method that compares distributions; pairs may be known.
     */
    static void needsSamples(String method, Features left, Features right, Supervision supervision) {
        requireVectors(method, left);
        requireVectors(method, right);
        if (left.rows() < 2 || right.rows() < 2) {
            throw new IllegalArgumentException(
                    method + " needs at least 2 rows on each side, got " + left.rows() + " and " + right.rows());
        }
        if (!(supervision instanceof Supervision.Unpaired)) {
            needsPairs(method, left, right, supervision, 2);
        }
    }

    private static void requireVectors(String method, Features features) {
        Checks.vectorsOrTokens(method, features);
        if (features.modality().kind() == Modality.Kind.TOKENS) {
            throw new IllegalArgumentException(method + ": '"
                    + features.modality().name() + "' must be of kind VECTOR, got TOKENS; ask the encoder for vectors");
        }
    }

    /** That both sides of a loss are {@code [B, D]} with equal B and D, at least {@code least} rows. */
    public static void sameShape(String loss, Sides sides, int least) {
        Var left = sides.left();
        Var right = sides.right();
        if (left.shape().length != 2 || !Arrays.equals(left.shape(), right.shape())) {
            throw new IllegalArgumentException(loss + ": both sides must be [rows, columns] of one shape, row by row in"
                    + " pairs, got " + Arrays.toString(left.shape()) + " and " + Arrays.toString(right.shape()));
        }
        if (left.size(0) < least) {
            throw new IllegalArgumentException(loss + " needs at least " + least + " rows, got " + left.size(0));
        }
    }

    /** That every row that seeds name is one of {@code count} rows of that side. */
    public static void requireInside(String method, String side, int[] rows, int count) {
        for (int row : rows) {
            if (row >= count) {
                throw new IllegalArgumentException(
                        method + ": a seed names " + side + " row " + row + ", but there are rows 0 to " + (count - 1));
            }
        }
    }
}

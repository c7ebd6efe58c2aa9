package dev.interlace.workbench.models;

import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matching;
import dev.interlace.spi.Warping;
import dev.interlace.workbench.catalogue.Found;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of what a method gives: a wrong shape is the plugin's fault and is told as that, before it does harm. */
final class Shapes {
    private Shapes() {}

    /**
     * The tensor itself, if its first dimensions are these.
     *
     * @param what gave it, for instance {@code predict}
     * @param rest whether more dimensions may follow
     */
    private static INDArray checked(Found<?> found, String what, INDArray given, boolean rest, long... shape) {
        long[] got = given.shape();
        boolean fits = (rest ? got.length >= shape.length : got.length == shape.length)
                && Arrays.equals(shape, Arrays.copyOf(got, shape.length));
        if (!fits) {
            String more = rest ? ", ...]" : "]";
            String wanted = Arrays.toString(shape);
            throw found.wrong(what + " gave " + Arrays.toString(got) + " where "
                    + wanted.substring(0, wanted.length() - 1) + more + " is due");
        }
        return given;
    }

    /** A tensor of exactly that shape. */
    static INDArray exactly(Found<?> found, String what, INDArray given, long... shape) {
        return checked(found, what, given, false, shape);
    }

    /** A tensor with one entry per row, of at least that many dimensions. */
    static INDArray perRow(Found<?> found, String what, INDArray given, long rows) {
        return checked(found, what, given, true, rows);
    }

    /** A matching of as many items as the problem has. */
    static Matching matching(Found<?> found, Matching given, MatchProblem problem) {
        int left = problem.leftItems();
        int right = problem.rightItems();
        if (given.rightOf().length != left) {
            throw found.wrong("match gave " + given.rightOf().length + " left items where " + left + " are due");
        }
        for (int item : given.rightOf()) {
            if (item >= right) {
                throw found.wrong("match named the right item " + item + ", there are " + right + ", from 0 on");
            }
        }
        given.coupling().ifPresent(plan -> exactly(found, "the coupling of match", plan, left, right));
        return given;
    }

    /** A warping that ends where both sequences do. */
    static Warping warping(Found<?> found, Warping given, INDArray x, INDArray y) {
        int last = given.left().length - 1;
        int left = given.left()[last];
        int right = given.right()[last];
        if (left != x.size(0) - 1 || right != y.size(0) - 1) {
            throw found.wrong("align gave a path that ends at (" + left + ", " + right
                    + ") where the sequences end at (" + (x.size(0) - 1) + ", " + (y.size(0) - 1) + ")");
        }
        return given;
    }
}

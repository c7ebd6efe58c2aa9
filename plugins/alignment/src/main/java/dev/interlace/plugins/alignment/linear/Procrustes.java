package dev.interlace.plugins.alignment.linear;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Orthogonal Procrustes: the rotation that brings the left rows nearest to their right counterparts, with a scale if
 * wanted.
 *
 * <p>Use it where both sides are versions of one space (two languages' word vectors, two trainings of one encoder) and
 * few pairs are known: a rotation keeps all distances and cannot overfit them away. It fails where the two spaces
 * differ by more than a rotation, and needs equal widths.
 *
 * <p>{@code X'Y = U diag(s) V'}, {@code R = U V'}, {@code c = sum(s) / |X|^2}: {@code c X R} minimises {@code |c X R -
 * Y|^2} under {@code R'R = I}. Without reflections the smallest singular value counts negative where {@code det(U V') <
 * 0}. The left embedding is {@code c (x - mean_x) R}, the right one {@code y - mean_y}.
 *
 * <p>Reference: Schoenemann: A Generalized Solution of the Orthogonal Procrustes Problem, Psychometrika 31, 1966, eq.
 * 1.1 to 1.10; the scale: Schoenemann and Carroll: Fitting One Matrix to Another Under Choice of a Central Dilation and
 * a Rigid Motion, Psychometrika 35, 1970, eq. 2.11; without reflections: Kabsch: A Discussion of the Solution for the
 * Best Rotation to Relate Two Sets of Vectors, Acta Crystallographica A34, 1978.
 */
public final class Procrustes extends LinearAlignment<Procrustes.Options> {
    /** What is done to the columns. */
    public enum Origin {
        /** Their means over the pairs are taken off. */
        CENTRED,
        /** Nothing: the origin stays where it is. */
        KEPT
    }

    /** Whether lengths may change. */
    public enum Size {
        /** No. */
        KEPT,
        /** All by one factor. */
        SCALED
    }

    /** Whether the rotation may turn left hands into right ones. */
    public enum Reflections {
        ALLOWED,
        FORBIDDEN
    }

    /** Options of {@link Procrustes}. */
    public record Options(
            @Param(doc = "CENTRED allows a shift between the spaces, KEPT does not", choice = "CENTRED")
            Origin origin,

            @Param(doc = "KEPT is a rotation alone, SCALED multiplies by the best factor", choice = "KEPT")
            Size size,

            @Param(doc = "whether an orthogonal matrix of determinant -1 will do", choice = "ALLOWED")
            Reflections reflections,

            Comparison comparison)
            implements Comparison.Chosen {
        public Options {
            OptionsSchema.require(Options.class, origin, size, reflections, comparison);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "alignment/procrustes",
                        "1.0.0",
                        "Orthogonal Procrustes",
                        "The rotation that brings left rows nearest to their counterparts",
                        Options.class)
                .withFormula("\\min_{R^\\top R = I} \\|c X R - Y\\|_F^2")
                .withCapabilities(Capability.NEEDS_PAIRS, Capability.OUT_OF_SAMPLE, Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                "A few pairs suffice, since a rotation distorts nothing",
                                "alignment/pairs-needed",
                                "more recall than a ridge map on few pairs"),
                        Claim.con(
                                        "Spaces that differ by more than a rotation do not meet",
                                        "alignment/retrieval",
                                        "recall below that of a ridge map where many pairs are known")
                                .against("alignment/ridge"))
                .withUseCases("Word vectors of two languages; two trainings of one encoder")
                .withReferences(
                        new Reference(
                                "Schoenemann",
                                "A Generalized Solution of the Orthogonal Procrustes Problem",
                                "Psychometrika 31",
                                1966,
                                "eq. 1.1 to 1.10"),
                        new Reference(
                                "Conneau et al.",
                                "Word Translation Without Parallel Data",
                                "ICLR",
                                2018,
                                "eq. 2 and 4"))
                .withLesson("alignment/linear");
    }

    @Override
    Solution solve(PairedColumns pairs, Options options, FitContext context) {
        long p = pairs.left().size(1);
        if (p != pairs.right().size(1)) {
            throw new IllegalArgumentException("alignment/procrustes: a rotation needs sides of equal width, left has "
                    + p + " columns, right has " + pairs.right().size(1) + "; use alignment/ridge or alignment/cca");
        }
        boolean centred = options.origin() == Origin.CENTRED;
        Standardised x = centred ? Standardised.centred(pairs.left()) : Standardised.raw(pairs.left());
        Standardised y = centred ? Standardised.centred(pairs.right()) : Standardised.raw(pairs.right());
        Spectral.Svd svd = Spectral.svd(x.columns().transpose().mmul(y.columns())); // [p, p]
        context.checkCancelled();
        double[] signs = new double[(int) p];
        Arrays.fill(signs, 1);
        if (options.reflections() == Reflections.FORBIDDEN) {
            signs[signs.length - 1] =
                    Math.signum(determinant(svd.u().mmul(svd.v().transpose())));
        }
        double length = Host.sum(x.columns().mul(x.columns()));
        double common = 0;
        for (int i = 0; i < signs.length; i++) {
            common += signs[i] * svd.s()[i];
        }
        double scale = options.size() == Size.KEPT ? 1 : length > 0 ? common / length : 0;
        INDArray rotation =
                svd.u().mul(Spectral.row(signs)).mmul(svd.v().transpose()).muli(scale);
        INDArray rest = x.columns().mmul(rotation).subi(y.columns());
        double error = Host.sum(rest.mul(rest)) / pairs.rows();
        return new Solution(
                x.mapping(rotation),
                y.mapping(Nd4j.eye(p).castTo(rotation.dataType())),
                new History(series(error, scale), List.of()));
    }

    private static Map<String, List<Double>> series(double error, double scale) {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        series.put("squared error", List.of(error));
        series.put("scale", List.of(scale));
        return series;
    }

    private static double determinant(INDArray square) {
        return new LUDecomposition(MatrixUtils.createRealMatrix(square.toDoubleMatrix())).getDeterminant();
    }
}

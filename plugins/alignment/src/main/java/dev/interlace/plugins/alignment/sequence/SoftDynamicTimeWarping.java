package dev.interlace.plugins.alignment.sequence;

import dev.interlace.learn.training.MemoryNeed;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.Warping;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Soft dynamic time warping: the cost of all paths together, the cheap ones weighing most, which makes it smooth in the
 * sequences.
 *
 * <p>Use it as a loss, or where one path says too much: {@link Warping#weights} holds the expected alignment, how
 * probable it is that two steps meet. The value is no distance: it is negative for equal sequences, more so with larger
 * gamma, and its least value does not lie at equal sequences; {@link Form#DIVERGENCE} mends both and costs three times
 * as much. gamma to 0 gives {@code sequence/dtw}, whose path is also the one returned: the most probable path.
 *
 * <p>{@code R(i, j) = c(i, j) + softmin(R(i-1, j-1), R(i-1, j), R(i, j-1))} with {@code softmin(a) = -gamma log sum
 * exp(-a / gamma)} and {@code c = |x_i - y_j|²}; the value is {@code R(t, s)}. {@code E(i, j) = dR(t, s) / dc(i, j)},
 * {@code dR / dx_i = 2 sum_j E(i, j) (x_i - y_j)}. Divergence: {@code S(x, y) - S(x, x) / 2 - S(y, y) / 2}. With a
 * {@code band} only paths near the diagonal count: {@code c} is infinite outside it.
 *
 * <p>Reference: Cuturi and Blondel: Soft-DTW: a Differentiable Loss Function for Time-Series, ICML 2017, eq. 1 and
 * algorithms 1 and 2; Blondel, Mensch and Vert: Differentiable Divergences between Time Series, AISTATS 2021 (the
 * divergence). The second paper proves that the divergence is never negative under conditions on the step cost; for the
 * squared distance the tests here have seen none.
 */
public final class SoftDynamicTimeWarping implements SequenceAligner<SoftDynamicTimeWarping.Options> {
    private static final String ID = "sequence/soft-dtw";

    /** What is measured. */
    public enum Form {
        /** The soft minimum itself; may be negative. */
        VALUE,
        /** Less half of what each sequence has with itself; 0 for equal sequences, and no less as far as was seen. */
        DIVERGENCE
    }

    /**
     * Options of {@link SoftDynamicTimeWarping}.
     *
     * @param gamma smoothing, in the unit of the squared distance; larger lets more paths count
     * @param form value or divergence
     * @param band how far scaled places may differ, in [0, 1]; 1 allows all
     */
    public record Options(
            @Param(
                    doc = "smoothing in the unit of a squared distance; larger lets more paths count",
                    min = 0,
                    max = 1e6,
                    init = 1,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double gamma,

            @Param(doc = "the soft minimum, or the divergence that is 0 for equal sequences", choice = "VALUE")
            Form form,

            @Param(doc = Band.DOC, min = 0, max = 1, init = 1)
            double band) {
        public Options {
            OptionsSchema.require(Options.class, gamma, form, band);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Soft dynamic time warping",
                        "The cost of all alignments in the order of time, smooth, with its gradient and the expected alignment",
                        Options.class)
                .withFormula("R_{ij} = c_{ij} + \\min{}^\\gamma(R_{i-1,j-1}, R_{i-1,j}, R_{i,j-1})")
                .withCapabilities(Capability.UNSUPERVISED, Capability.UNEQUAL_ROWS, Capability.GRADIENT)
                .withClaims(
                        Claim.pro(
                                "It has a gradient everywhere",
                                "sequence/soft-gradient",
                                "central differences agree with the gradient"),
                        Claim.con(
                                "Its value is not 0 for equal sequences",
                                "sequence/soft-bias",
                                "the value of a sequence with itself is negative; the divergence is 0"))
                .withUseCases("A loss for predicted sequences, averages of series, alignments that admit doubt")
                .withReferences(
                        new Reference(
                                "Cuturi, Blondel",
                                "Soft-DTW: a Differentiable Loss Function for Time-Series",
                                "ICML",
                                2017,
                                "eq. 1, algorithms 1 and 2"),
                        new Reference(
                                "Blondel, Mensch, Vert",
                                "Differentiable Divergences between Time Series",
                                "AISTATS",
                                2021,
                                ""))
                .withLesson("alignment/graph");
    }

    @Override
    public Warping align(INDArray x, INDArray y, Options options) {
        double[][] left = Steps.of(ID, "x", x);
        double[][] right = Steps.of(ID, "y", y);
        Steps.requireEqualWidths(ID, left, right);
        SoftTable between = table(left, right, options);
        double cost = options.form() == Form.VALUE
                ? between.value()
                : between.value()
                        - table(left, left, options).value() / 2
                        - table(right, right, options).value() / 2;
        Warping path = CheapestPath.closed(
                (i, j) -> between.costs()[i][j], Band.of(ID, left.length, right.length, options.band()));
        return new Warping(cost, path.left(), path.right(), Optional.of(Steps.tensor(between.expected())));
    }

    @Override
    public INDArray gradient(INDArray x, INDArray y, Options options) {
        double[][] left = Steps.of(ID, "x", x);
        double[][] right = Steps.of(ID, "y", y);
        Steps.requireEqualWidths(ID, left, right);
        double[][] gradient = new double[left.length][left[0].length];
        add(gradient, 1, table(left, right, options).expected(), left, right);
        if (options.form() == Form.DIVERGENCE) {
            // S(x, x) / 2 depends on x on both sides alike, so its gradient is that of one side: no factor 1/2
            add(gradient, -1, table(left, left, options).expected(), left, left);
        }
        return Steps.tensor(gradient).castTo(x.dataType());
    }

    private static SoftTable table(double[][] x, double[][] y, Options options) {
        MemoryNeed.of(ID, "the tables of " + x.length + " x " + y.length + " pairs of steps")
                .require(32.0 * x.length * y.length, "shorten the sequences, or use sequence/dtw");
        double[][] costs = StepCost.SQUARED_EUCLIDEAN.matrix(x, y);
        Band.of(ID, x.length, y.length, options.band()).close(costs);
        return SoftTable.of(costs, options.gamma());
    }

    /** {@code c = |x - y|²}: dS/dx_i = 2 sum_j E_ij (x_i - y_j). */
    private static void add(double[][] gradient, double factor, double[][] expected, double[][] x, double[][] y) {
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                for (int d = 0; d < x[i].length; d++) {
                    gradient[i][d] += factor * 2 * expected[i][j] * (x[i][d] - y[j][d]);
                }
            }
        }
    }
}

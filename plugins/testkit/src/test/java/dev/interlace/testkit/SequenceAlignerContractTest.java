package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.spi.Capability;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Reference;
import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.Warping;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Plain dynamic time warping keeps the contract; one that forgets a step, or its checks, does not. */
class SequenceAlignerContractTest {
    /** Squared differences, every step with weight 1. */
    static class Warp implements SequenceAligner<NoOptions> {
        @Override
        public MethodDescriptor<NoOptions> descriptor() {
            return MethodDescriptor.of("sequence/of-test", "1.0.0", "Warping", "Cheapest path", NoOptions.class)
                    .withCapabilities(Capability.UNEQUAL_ROWS)
                    .withReferences(new Reference("Sakoe, Chiba", "Dynamic Programming", "IEEE TASSP", 1978, ""));
        }

        double[][] rows(String side, INDArray sequence) {
            if (sequence.rank() != 2 || sequence.size(0) < 1) {
                throw new IllegalArgumentException("sequence/of-test: " + side
                        + " must have a step, [steps, width], got " + Arrays.toString(sequence.shape()));
            }
            double[][] rows = Tensors.rows(sequence);
            for (int t = 0; t < rows.length; t++) {
                if (!Arrays.stream(rows[t]).allMatch(Double::isFinite)) {
                    throw new IllegalArgumentException("sequence/of-test: " + side + " must be finite, step " + t);
                }
            }
            return rows;
        }

        /** What a way that goes on along y alone costs besides. */
        double alongY() {
            return 0;
        }

        @Override
        public Warping align(INDArray x, INDArray y, NoOptions options) {
            double[][] a = rows("x", x);
            double[][] b = rows("y", y);
            if (a[0].length != b[0].length) {
                throw new IllegalArgumentException(
                        "sequence/of-test: widths of " + a[0].length + " and " + b[0].length + " differ");
            }
            double[][] table = new double[a.length + 1][b.length + 1];
            for (double[] row : table) {
                Arrays.fill(row, Double.POSITIVE_INFINITY);
            }
            table[0][0] = 0;
            for (int i = 1; i <= a.length; i++) {
                for (int j = 1; j <= b.length; j++) {
                    double cost = 0;
                    for (int d = 0; d < a[0].length; d++) {
                        cost += Math.pow(a[i - 1][d] - b[j - 1][d], 2);
                    }
                    table[i][j] =
                            cost + Math.min(table[i - 1][j - 1], Math.min(table[i - 1][j], table[i][j - 1] + alongY()));
                }
            }
            return back(table, a.length, b.length);
        }

        private Warping back(double[][] table, int t, int s) {
            int[] left = new int[t + s];
            int[] right = new int[t + s];
            int at = t + s;
            int i = t;
            int j = s;
            while (i > 0 && j > 0) {
                at--;
                left[at] = i - 1;
                right[at] = j - 1;
                double diagonal = table[i - 1][j - 1];
                double up = table[i - 1][j];
                double along = table[i][j - 1] + alongY();
                boolean both = diagonal <= up && diagonal <= along;
                boolean inX = both || up <= along;
                i -= inX ? 1 : 0;
                j -= both || !inX ? 1 : 0;
            }
            return Warping.of(table[t][s], Arrays.copyOfRange(left, at, t + s), Arrays.copyOfRange(right, at, t + s));
        }
    }

    @Nested
    class Honest extends SequenceAlignerContract<NoOptions> {
        @Override
        protected Warp method() {
            return new Warp();
        }
    }

    private static SequenceAlignerContract<NoOptions> of(Warp method) {
        return new SequenceAlignerContract<>() {
            @Override
            protected Warp method() {
                return method;
            }
        };
    }

    @Test
    void aMethodThatTreatsTheSidesDifferentlyIsFound() {
        var contract = of(new Warp() {
            @Override
            double alongY() {
                return 5;
            }
        });
        assertThrows(AssertionError.class, contract::leftAndRightAreAlike);
    }

    @Test
    void aMethodThatTakesAnythingIsFound() {
        var contract = of(new Warp() {
            @Override
            double[][] rows(String side, INDArray sequence) {
                return Tensors.rows(sequence);
            }
        });
        assertThrows(AssertionError.class, contract::notANumberIsRejected);
    }

    @Test
    void aPathThatEndsEarlyIsFound() {
        var contract = of(new Warp() {
            @Override
            public Warping align(INDArray x, INDArray y, NoOptions options) {
                Warping whole = super.align(x, y, options);
                int length = Math.max(1, whole.left().length - 1);
                return Warping.of(
                        whole.cost(), Arrays.copyOf(whole.left(), length), Arrays.copyOf(whole.right(), length));
            }
        });
        assertThrows(AssertionError.class, contract::aPathLeadsFromTheFirstStepsToTheLast);
    }

    @Test
    void aMethodThatWritesIntoItsInputIsFound() {
        var contract = of(new Warp() {
            @Override
            public Warping align(INDArray x, INDArray y, NoOptions options) {
                Warping warping = super.align(x, y, options);
                x.muli(2);
                return warping;
            }
        });
        assertThrows(AssertionError.class, contract::inputsStayUnchanged);
    }

    @Test
    void aWrongGradientIsFound() {
        var contract = of(new Warp() {
            @Override
            public MethodDescriptor<NoOptions> descriptor() {
                return super.descriptor().withCapabilities(Capability.GRADIENT);
            }

            @Override
            public INDArray gradient(INDArray x, INDArray y, NoOptions options) {
                return x.mul(3);
            }
        });
        assertThrows(AssertionError.class, contract::theGradientAgreesWithCentralDifferences);
    }
}

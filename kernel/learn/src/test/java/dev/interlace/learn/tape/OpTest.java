package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.learn.loops.Gradients;
import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.loops.HostSteps;
import dev.interlace.learn.loops.Slot;
import dev.interlace.spi.SeedSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class OpTest {
    private final List<String> taken = new ArrayList<>();

    /** {@code 2 a + 3 b}, which notes the route it takes. */
    private final class Weighed extends Op {
        private final Var a;
        private final Var b;

        Weighed(Var a, Var b) {
            super(a, b);
            this.a = a;
            this.b = b;
        }

        @Override
        protected long[] shape() {
            return a.shape();
        }

        private void compute(INDArray out) {
            out.assign(a.value().mul(2).addi(b.value().mul(3)));
        }

        @Override
        Optional<HostSteps> onHost() {
            return Optional.of(new HostSteps() {
                @Override
                public void forward(INDArray out, Slot scratch) {
                    taken.add("forward on the host");
                    compute(out);
                }

                @Override
                public void backward(INDArray gradient, Gradients into, Slot scratch) {
                    taken.add("backward on the host");
                    into.get(0).ifPresent(target -> gradient.mul(2, target));
                    into.get(1).ifPresent(target -> gradient.mul(3, target));
                }
            });
        }

        @Override
        protected void forward(INDArray out) {
            taken.add("forward");
            compute(out);
        }

        @Override
        protected void backward(INDArray gradient) {
            taken.add("backward");
            a.accumulateIfTrained(slot(), target -> gradient.mul(2, target));
            b.accumulateIfTrained(slot(), target -> gradient.mul(3, target));
        }
    }

    private INDArray gradient(DataType type, boolean twice) {
        Tape tape = new Tape(type);
        tape.begin(Tape.Mode.TRAIN, new SeedSource(1));
        Parameter p = new Parameter("p", matrix(row(1, 2)).castTo(type));
        Var x = tape.parameter(p);
        Var other = twice ? x : tape.constant(matrix(row(0, 0)).castTo(type));
        Var y = tape.record(new Weighed(x, other));
        // (y - 0)^2 of one row: dy = 2 y
        tape.backward(tape.squaredError(y, tape.constant(matrix(row(0, 0)).castTo(type))));
        return p.gradient();
    }

    @Test
    void singlePrecisionOnTheHostTakesTheLoopsBothWays() {
        // y = 2 x: dx = 2 * 2 y = 8 x
        requireClose(row(8, 16), gradient(DataType.FLOAT, false), 0, "gradient");
        assertEquals(
                HostLoops.isHost()
                        ? List.of("forward on the host", "backward on the host")
                        : List.of("forward", "backward"),
                taken);
    }

    @Test
    void doublePrecisionTakesTheOtherRouteBothWays() {
        requireClose(row(8, 16), gradient(DataType.DOUBLE, false), 0, "gradient");
        assertEquals(List.of("forward", "backward"), taken);
    }

    @Test
    void anInputThatIsMetTwiceCollectsBothGradients() {
        // y = 5 x: dx = (2 + 3) * 2 y = 50 x
        requireClose(row(50, 100), gradient(DataType.FLOAT, true), 0, "on the host");
        requireClose(row(50, 100), gradient(DataType.DOUBLE, true), 0, "through ND4J");
    }
}

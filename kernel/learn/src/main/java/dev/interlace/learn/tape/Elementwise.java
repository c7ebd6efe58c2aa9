package dev.interlace.learn.tape;

import dev.interlace.learn.loops.EntrySteps;
import dev.interlace.learn.loops.HostSteps;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Operations that treat every entry alike. */
final class Elementwise {
    private Elementwise() {}

    /** {@code a + b}. */
    static final class Add extends Op {
        private final Var a;
        private final Var b;

        Add(Var a, Var b) {
            super(a, b);
            this.a = a;
            this.b = b;
            Shapes.require(a.value().equalShapes(b.value()), "add: %s against %s", a, b);
        }

        @Override
        protected long[] shape() {
            return a.shape();
        }

        @Override
        Optional<HostSteps> onHost() {
            return Optional.of(new EntrySteps.Add(a.value(), b.value()));
        }

        @Override
        protected void forward(INDArray out) {
            a.value().add(b.value(), out);
        }

        @Override
        protected void backward(INDArray gradient) {
            if (a.isTrained()) {
                a.add(gradient);
            }
            if (b.isTrained()) {
                b.add(gradient);
            }
        }
    }

    /** {@code a * b}, entry by entry. */
    static final class Multiply extends Op {
        private final Var a;
        private final Var b;

        Multiply(Var a, Var b) {
            super(a, b);
            this.a = a;
            this.b = b;
            Shapes.require(a.value().equalShapes(b.value()), "multiply: %s against %s", a, b);
        }

        @Override
        protected long[] shape() {
            return a.shape();
        }

        @Override
        Optional<HostSteps> onHost() {
            return Optional.of(new EntrySteps.Multiply(a.value(), b.value()));
        }

        @Override
        protected void forward(INDArray out) {
            a.value().mul(b.value(), out);
        }

        @Override
        protected void backward(INDArray gradient) {
            a.accumulateIfTrained(slot(), target -> gradient.mul(b.value(), target));
            b.accumulateIfTrained(slot(), target -> gradient.mul(a.value(), target));
        }
    }

    /** {@code factor * a}. */
    static final class Scale extends Op {
        private final Var a;
        private final double factor;

        Scale(Var a, double factor) {
            super(a);
            this.a = a;
            this.factor = factor;
        }

        @Override
        protected long[] shape() {
            return a.shape();
        }

        @Override
        protected void forward(INDArray out) {
            a.value().mul(factor, out);
        }

        @Override
        protected void backward(INDArray gradient) {
            a.accumulate(slot(), target -> gradient.mul(factor, target));
        }
    }
}

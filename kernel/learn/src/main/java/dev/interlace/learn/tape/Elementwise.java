package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Operations that treat every entry alike. */
final class Elementwise {
    private Elementwise() {}

    /** {@code out = a + b}. */
    private static void sum(INDArray a, INDArray b, INDArray out) {
        if (!HostLoops.serves(a, b, out)) {
            a.add(b, out);
            return;
        }
        HostLoops.over(out.length()).read(a, 1).read(b, 1).write(out, 1).run((t, first, n) -> {
            System.arraycopy(t[0], 0, t[2], 0, n);
            HostLoops.LOOPS.add(t[1], 0, t[2], 0, n);
        });
    }

    /** {@code out = a * b}, entry by entry. */
    private static void product(INDArray a, INDArray b, INDArray out) {
        if (!HostLoops.serves(a, b, out)) {
            a.mul(b, out);
            return;
        }
        HostLoops.over(out.length())
                .read(a, 1)
                .read(b, 1)
                .write(out, 1)
                .run((t, first, n) -> HostLoops.LOOPS.multiply(t[0], t[1], t[2], n));
    }

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
        protected void forward(INDArray out) {
            sum(a.value(), b.value(), out);
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
        protected void forward(INDArray out) {
            product(a.value(), b.value(), out);
        }

        @Override
        protected void backward(INDArray gradient) {
            if (a.isTrained()) {
                a.accumulate(slot(), target -> product(gradient, b.value(), target));
            }
            if (b.isTrained()) {
                b.accumulate(slot(), target -> product(gradient, a.value(), target));
            }
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

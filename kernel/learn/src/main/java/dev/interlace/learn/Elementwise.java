package dev.interlace.learn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

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
        protected void forward(INDArray out) {
            a.value().add(b.value(), out);
        }

        @Override
        protected void backward(INDArray gradient) {
            if (a.isTrained()) {
                a.accumulate(slot(), target -> target.assign(gradient));
            }
            if (b.isTrained()) {
                b.accumulate(slot(), target -> target.assign(gradient));
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
            a.value().mul(b.value(), out);
        }

        @Override
        protected void backward(INDArray gradient) {
            if (a.isTrained()) {
                a.accumulate(slot(), target -> gradient.mul(b.value(), target));
            }
            if (b.isTrained()) {
                b.accumulate(slot(), target -> gradient.mul(a.value(), target));
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

    /** {@code max(0, a)}; the derivative at 0 counts as 0. */
    static final class Relu extends Op {
        private final Var a;

        Relu(Var a) {
            super(a);
            this.a = a;
        }

        @Override
        protected long[] shape() {
            return a.shape();
        }

        @Override
        protected void forward(INDArray out) {
            Nd4j.exec(new RectifiedLinear(a.value(), out));
        }

        @Override
        protected void backward(INDArray gradient) {
            a.accumulate(
                    slot(),
                    target -> Nd4j.exec(DynamicCustomOp.builder("relu_bp")
                            .addInputs(a.value(), gradient)
                            .addOutputs(target)
                            .addFloatingPointArguments(0.0)
                            .build()));
        }
    }

    /** {@code tanh(a)}. */
    static final class HyperbolicTangent extends Op {
        private final Var a;

        HyperbolicTangent(Var a) {
            super(a);
            this.a = a;
        }

        @Override
        protected String name() {
            return "tanh";
        }

        @Override
        protected long[] shape() {
            return a.shape();
        }

        @Override
        protected void forward(INDArray out) {
            Nd4j.exec(new Tanh(a.value(), out));
        }

        @Override
        protected void backward(INDArray gradient) {
            INDArray y = result().value();
            a.accumulate(
                    slot(),
                    target -> { // d tanh = 1 - y^2
                        y.mul(y, target);
                        target.rsubi(1).muli(gradient);
                    });
        }
    }

    /** {@code 1 / (1 + exp(-a))}. */
    static final class Logistic extends Op {
        private final Var a;

        Logistic(Var a) {
            super(a);
            this.a = a;
        }

        @Override
        protected String name() {
            return "sigmoid";
        }

        @Override
        protected long[] shape() {
            return a.shape();
        }

        @Override
        protected void forward(INDArray out) {
            Nd4j.exec(new Sigmoid(a.value(), out));
        }

        @Override
        protected void backward(INDArray gradient) {
            INDArray y = result().value();
            a.accumulate(
                    slot(),
                    target -> { // d sigmoid = y (1 - y)
                        y.rsub(1, target);
                        target.muli(y).muli(gradient);
                    });
        }
    }
}

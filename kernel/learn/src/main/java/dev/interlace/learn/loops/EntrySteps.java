package dev.interlace.learn.loops;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Operations that treat every entry by itself, tile by tile. */
public final class EntrySteps {
    private EntrySteps() {}

    /** The sum of two tensors; gradients of a, b. */
    public static final class Add implements HostSteps {
        private final INDArray a;
        private final INDArray b;

        public Add(INDArray a, INDArray b) {
            this.a = a;
            this.b = b;
        }

        @Override
        public void forward(INDArray out, Slot scratch) {
            HostLoops.over(out.length()).read(a, 1).read(b, 1).write(out, 1).run((t, first, n) -> {
                System.arraycopy(t[0], 0, t[2], 0, n);
                HostLoops.LOOPS.add(t[1], 0, t[2], 0, n);
            });
        }

        @Override
        public void backward(INDArray gradient, Gradients into, Slot scratch) {
            for (int input = 0; input < 2; input++) { // y = a + b: da = dy, db = dy
                into.sum(input).ifPresent(sum -> {
                    if (sum.beta() == 0) {
                        HostLoops.copy(gradient, sum.array());
                    } else {
                        HostLoops.add(gradient, sum.array());
                    }
                });
            }
        }
    }

    /** The product of two tensors entry by entry; gradients of a, b. */
    public static final class Multiply implements HostSteps {
        private final INDArray a;
        private final INDArray b;

        public Multiply(INDArray a, INDArray b) {
            this.a = a;
            this.b = b;
        }

        @Override
        public void forward(INDArray out, Slot scratch) {
            product(a, b, out);
        }

        @Override
        public void backward(INDArray gradient, Gradients into, Slot scratch) {
            into.get(0).ifPresent(da -> product(gradient, b, da)); // y = a * b: da = dy * b
            into.get(1).ifPresent(db -> product(gradient, a, db)); // db = dy * a
        }

        private static void product(INDArray a, INDArray b, INDArray out) {
            HostLoops.over(out.length())
                    .read(a, 1)
                    .read(b, 1)
                    .write(out, 1)
                    .run((t, first, n) -> HostLoops.LOOPS.multiply(t[0], t[1], t[2], n));
        }
    }

    /** An activation; gradient of its input. */
    public static final class Activate implements HostSteps {
        private final INDArray a;
        private final Curve curve;
        private INDArray known; // what the derivative is computed from

        public Activate(INDArray a, Curve curve) {
            this.a = a;
            this.curve = curve;
            this.known = a;
        }

        @Override
        public void forward(INDArray out, Slot scratch) {
            known = curve == Curve.GELU ? a : out;
            HostLoops.over(out.length())
                    .read(a, 1)
                    .write(out, 1)
                    .run((t, first, n) -> HostLoops.LOOPS.activate(curve, t[0], t[1], n));
        }

        @Override
        public void backward(INDArray gradient, Gradients into, Slot scratch) {
            HostLoops.over(gradient.length())
                    .read(known, 1)
                    .read(gradient, 1)
                    .write(into.get(0).orElseThrow(), 1)
                    .run((t, first, n) -> HostLoops.LOOPS.activateBack(curve, t[0], t[1], t[2], n));
        }
    }
}

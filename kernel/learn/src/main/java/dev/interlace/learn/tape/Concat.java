package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostLoops;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Puts matrices of equal row count side by side. */
final class Concat extends Op {
    private final List<Var> parts; // each [B, d_m]

    Concat(List<Var> parts) {
        super(parts.toArray(Var[]::new));
        this.parts = parts;
        for (Var part : parts) {
            Shapes.require(
                    part.size(0) == parts.get(0).size(0),
                    "concat: the first part has %d rows, another has %d",
                    parts.get(0).size(0),
                    part.size(0));
        }
    }

    @Override
    protected long[] shape() {
        return new long[] {
            parts.get(0).size(0), parts.stream().mapToLong(part -> part.size(1)).sum()
        };
    }

    @Override
    protected void forward(INDArray out) {
        if (HostLoops.serves(out) && parts.stream().allMatch(part -> HostLoops.serves(part.value()))) {
            HostLoops loops = HostLoops.over(out.size(0)).write(out, out.size(1));
            parts.forEach(part -> loops.read(part.value(), part.size(1)));
            loops.run((t, first, n) -> copyRows(t, n, true));
            return;
        }
        long from = 0;
        for (Var part : parts) {
            out.get(columns(from, part)).assign(part.value());
            from += part.size(1);
        }
    }

    @Override
    protected void backward(INDArray gradient) {
        if (HostLoops.serves(gradient)) {
            HostLoops loops = HostLoops.over(gradient.size(0)).read(gradient, gradient.size(1));
            List<INDArray> targets = new ArrayList<>();
            for (Var part : parts) {
                targets.add(part.isTrained() ? part.place(slot()) : part.value());
                if (part.isTrained()) {
                    loops.write(targets.get(targets.size() - 1), part.size(1));
                } else {
                    loops.scratch(part.size(1));
                }
            }
            loops.run((t, first, n) -> copyRows(t, n, false));
            for (int p = 0; p < parts.size(); p++) {
                if (parts.get(p).isTrained()) {
                    parts.get(p).placed(targets.get(p));
                }
            }
            return;
        }
        long from = 0;
        for (Var part : parts) {
            if (part.isTrained()) {
                INDArray block = gradient.get(columns(from, part));
                part.accumulate(slot(), target -> target.assign(block));
            }
            from += part.size(1);
        }
    }

    /** Between the joined rows, in the first array, and those of the parts behind it. */
    private void copyRows(float[][] t, int rows, boolean joins) {
        int width = parts.stream().mapToInt(part -> part.size(1)).sum();
        for (int p = 0, from = 0; p < parts.size(); from += parts.get(p).size(1), p++) {
            int d = parts.get(p).size(1);
            for (int i = 0; i < rows; i++) {
                if (joins) {
                    System.arraycopy(t[1 + p], i * d, t[0], i * width + from, d);
                } else {
                    System.arraycopy(t[0], i * width + from, t[1 + p], i * d, d);
                }
            }
        }
    }

    private static INDArrayIndex[] columns(long from, Var part) {
        return new INDArrayIndex[] {NDArrayIndex.all(), NDArrayIndex.interval(from, from + part.size(1))};
    }
}

package dev.interlace.learn.tape;

import dev.interlace.learn.loops.HostSteps;
import dev.interlace.learn.loops.RowSteps;
import java.util.List;
import java.util.Optional;
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
    Optional<HostSteps> onHost() {
        return Optional.of(new RowSteps.Concat(parts.stream().map(Var::value).toList()));
    }

    @Override
    protected void forward(INDArray out) {
        long from = 0;
        for (Var part : parts) {
            out.get(columns(from, part)).assign(part.value());
            from += part.size(1);
        }
    }

    @Override
    protected void backward(INDArray gradient) {
        long from = 0;
        for (Var part : parts) {
            if (part.isTrained()) {
                INDArray block = gradient.get(columns(from, part));
                part.accumulate(slot(), target -> target.assign(block));
            }
            from += part.size(1);
        }
    }

    private static INDArrayIndex[] columns(long from, Var part) {
        return new INDArrayIndex[] {NDArrayIndex.all(), NDArrayIndex.interval(from, from + part.size(1))};
    }
}

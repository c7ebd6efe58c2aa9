package dev.interlace.workbench;

import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.Warping;
import dev.interlace.workbench.catalogue.Found;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A sequence aligner with its options, ready to lay two sequences on each other.
 *
 * @param found the aligner
 * @param options what was given; the rest is by default
 */
public record SequenceAlignment(Found<SequenceAligner<?>> found, Map<String, ?> options) {
    public SequenceAlignment {
        options = Map.copyOf(options);
        found.method().descriptor().schema().parse(options); // a wrong option is told here
    }

    /**
     * The best warping.
     *
     * @param x {@code [t, d]}
     * @param y {@code [s, d]}
     */
    public Warping align(INDArray x, INDArray y) {
        return found.call(aligner -> align(aligner, x, y));
    }

    /** The gradient of the cost with respect to {@code x}, {@code [t, d]}, where the method has one. */
    public INDArray gradient(INDArray x, INDArray y) {
        return found.call(aligner -> gradient(aligner, x, y));
    }

    private <O extends Record> Warping align(SequenceAligner<O> aligner, INDArray x, INDArray y) {
        return aligner.align(x, y, aligner.descriptor().schema().parse(options));
    }

    private <O extends Record> INDArray gradient(SequenceAligner<O> aligner, INDArray x, INDArray y) {
        return aligner.gradient(x, y, aligner.descriptor().schema().parse(options));
    }
}

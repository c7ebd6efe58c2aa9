package dev.interlace.workbench.doubles;

import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.History;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Supervision;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An alignment that leaves features as they are; similar is what has a large inner product. */
public final class SameSpace implements AlignmentMethod<NoOptions> {
    /** For {@link java.util.ServiceLoader}. */
    public SameSpace() {}

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of("alignment/same", "1.0.0", "Same space", "changes nothing", NoOptions.class);
    }

    @Override
    public AlignmentModel fit(
            Features left, Features right, Supervision supervision, NoOptions options, FitContext context) {
        return new Model(left.modality(), right.modality(), Provenance.of(descriptor(), options, context, "test"));
    }

    @Override
    public AlignmentModel load(InputStream in) throws IOException {
        throw new IOException("not needed");
    }

    private record Model(Modality left, Modality right, Provenance provenance) implements AlignmentModel {
        @Override
        public Modality modality(Side side) {
            return side == Side.LEFT ? left : right;
        }

        @Override
        public INDArray embed(Side side, Features features) {
            return features.values();
        }

        @Override
        public INDArray similarity(Features a, Features b) {
            return a.values().mmul(b.values().transpose());
        }

        @Override
        public History history() {
            return History.empty();
        }

        @Override
        public long parameterCount() {
            return 0;
        }

        @Override
        public void save(OutputStream out) throws IOException {
            throw new IOException("not needed");
        }
    }
}

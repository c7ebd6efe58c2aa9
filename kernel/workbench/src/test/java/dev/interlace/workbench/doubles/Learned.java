package dev.interlace.workbench.doubles;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Raw;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sounds as the number of rows, plus 100 times that of their groups, that this encoder was fitted on; 0 if it was not.
 */
public final class Learned implements Encoder<NoOptions> {
    private final int rows;
    private final int groups;

    /** For {@link java.util.ServiceLoader}. */
    public Learned() {
        this(0, 0);
    }

    private Learned(int rows, int groups) {
        this.rows = rows;
        this.groups = groups;
    }

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of("encoder/learned", "1.0.0", "Learned", "rows that it learned from", NoOptions.class)
                .withCapabilities(Capability.PRETRAINED);
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Sounds;
    }

    @Override
    public Learned fitted(Raw training, NoOptions options, FitContext context) {
        return new Learned(
                training.rows(), (int) context.groups().stream().distinct().count());
    }

    @Override
    public Features encode(String name, Raw raw, NoOptions options, FitContext context) {
        return Features.vector(name, Nd4j.zeros(raw.rows(), 1).addi(rows + 100 * groups), raw.presence());
    }
}

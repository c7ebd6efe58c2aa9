package dev.interlace.learn.networks;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/**
 * How modalities become columns side by side: the group of options of methods that join features first.
 *
 * @param preparation what is done to each modality first
 * @param components columns that PCA keeps
 * @param blockScaling whether each modality is divided by the root of its width
 */
public record Blocks(
        @Param(
                doc = "what is done to each modality first: STANDARD, MIN_MAX, L2, PCA (turned to its main directions)"
                        + " or ZCA (whitened)",
                choice = "STANDARD")
        Preparation.Kind preparation,

        @Param(
                doc = "columns that PCA keeps of each modality at most; 0 keeps all that have any variance",
                unit = "columns",
                min = 0,
                max = 65536,
                init = 0)
        int components,

        @Param(
                doc = "divide each modality by the root of its width, so that wide ones do not drown narrow ones",
                choice = "true")
        boolean blockScaling) {
    public Blocks {
        OptionsSchema.require(Blocks.class, preparation, components, blockScaling);
    }

    /** What {@code preparation} and {@code components} ask for. */
    public Preparation prepared() {
        return new Preparation(preparation, components);
    }
}

package dev.interlace.plugins.fusion;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/**
 * What mid fusions share: the group of options about the encoder of each modality and the layers behind the fusion.
 *
 * @param hidden width of each modality's representation
 * @param depth layers of each encoder
 * @param after layers after the modalities have met
 * @param auxiliary weight of the losses of each modality alone
 */
public record Encoders(
        @Param(doc = Encoders.HIDDEN, min = 1, max = 4096, init = 64)
        int hidden,

        @Param(
                doc = "layers of each encoder; more let a modality go further on its own before the modalities meet",
                min = 1,
                max = 8,
                init = 1)
        int depth,

        @Param(doc = "layers after the modalities have met", min = 0, max = 8, init = 0)
        int after,

        @Param(doc = AUXILIARY, min = 0, max = 100, init = 0)
        double auxiliary) {
    /** What the option {@code hidden} does, also where a method has encoders of another kind. */
    static final String HIDDEN = "width of each modality's representation; more hold more and overfit sooner";

    /** What the option {@code auxiliary} does there. */
    static final String AUXILIARY =
            "weight of the losses of each modality alone; more keeps the weaker encoders learning";

    public Encoders {
        OptionsSchema.require(Encoders.class, hidden, depth, after, auxiliary);
    }
}

package dev.interlace.learn.networks;

import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/**
 * What a fusion network withstands: the group of options about dropped units and absent modalities.
 *
 * @param dropout share of hidden units dropped in training
 * @param modalityDropout probability with which a modality of a training row counts as absent
 * @param missing what to do with absent modalities
 */
public record Robustness(
        @Param(doc = "share of hidden units dropped in training; more regularises", min = 0, max = 0.9, init = 0.2)
        double dropout,

        @Param(
                doc = "probability with which a modality of a training row counts as absent; more withstands missing"
                        + " ones better",
                min = 0,
                max = 0.9,
                init = 0)
        double modalityDropout,

        @Param(doc = "what to do with absent modalities", choice = "REJECT")
        MissingPolicy missing) {
    public Robustness {
        OptionsSchema.require(Robustness.class, dropout, modalityDropout, missing);
    }
}

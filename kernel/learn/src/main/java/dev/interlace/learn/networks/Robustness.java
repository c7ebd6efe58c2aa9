package dev.interlace.learn.networks;

import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/**
 * What a fusion network withstands: the group of options about dropped units and absent modalities.
 *
 * @param dropout share of hidden units dropped in training
 * @param modalityDropout probability with which a modality of a training row counts as absent
 * @param missing what to do with absent modalities; a method that leaves absent ones out itself says so by
 *     {@code @Group(choices = "missing=REJECT,AVAILABLE_ONLY")}, in agreement with
 *     {@link TrainableFusion#missingPolicies}
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

        @Param(
                doc = "what to do with absent modalities",
                choice = "REJECT",
                choices = {"REJECT", "MEAN", "CONDITIONAL_GAUSSIAN", "LEARNED_TOKEN", "ZERO"})
        MissingPolicy missing) {
    public Robustness {
        OptionsSchema.require(Robustness.class, dropout, modalityDropout, missing);
    }
}

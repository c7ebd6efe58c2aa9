package dev.interlace.learn.networks;

import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.OptionsSchema;

/**
 * The options of a fusion network of several encoders: an options record implements this with components
 * {@code Training training} and {@code Robustness robustness}; the other accessors are short for their parts.
 */
public interface FusionOptions extends TrainingOptions {
    /** What the network withstands. */
    default Robustness robustness() {
        return OptionsSchema.of(Robustness.class).defaults();
    }

    @Override
    default double dropout() {
        return robustness().dropout();
    }

    @Override
    default MissingPolicy missing() {
        return robustness().missing();
    }

    /**
     * Probability with which each modality of a training row counts as absent, never all of a row: it teaches the
     * network to do without. Needs a missing policy that says what absent means: AVAILABLE_ONLY, MEAN or LEARNED_TOKEN.
     */
    default double modalityDropout() {
        return robustness().modalityDropout();
    }

    /**
     * Weight of the mean cross-entropy of classifiers that see one modality's representation alone, beside that of the
     * whole: it keeps every encoder learning where one modality would suffice. Acts on what a method hands to
     * {@link Inputs#unimodal}.
     */
    default double auxiliary() {
        return 0;
    }
}

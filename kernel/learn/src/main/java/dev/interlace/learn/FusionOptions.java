package dev.interlace.learn;

/**
 * How a fusion network of several encoders is trained beyond {@link TrainingOptions}. An options record implements this
 * by naming components as here; what it does not name keeps the default.
 */
public interface FusionOptions extends TrainingOptions {
    /**
     * Probability with which each modality of a training row counts as absent, never all of a row: it teaches the
     * network to do without. Needs a missing policy that says what absent means: AVAILABLE_ONLY, MEAN or LEARNED_TOKEN.
     */
    default double modalityDropout() {
        return 0;
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

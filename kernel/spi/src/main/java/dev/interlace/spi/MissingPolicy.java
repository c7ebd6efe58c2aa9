package dev.interlace.spi;

/** What a method does with rows of which a modality is absent. */
public enum MissingPolicy {
    /** Refuse them with a message that names the modality and the rows. */
    REJECT,
    /** Use the modalities that are present and weigh them again. */
    AVAILABLE_ONLY,
    /** Put the training mean in their place. */
    MEAN,
    /** Put the conditional mean given the present modalities in their place, under a joint Gaussian. */
    CONDITIONAL_GAUSSIAN,
    /** Put a trained vector in their place. */
    LEARNED_TOKEN,
    /** Put zeros in their place. */
    ZERO
}

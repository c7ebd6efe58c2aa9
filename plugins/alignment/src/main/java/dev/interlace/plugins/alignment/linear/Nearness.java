package dev.interlace.plugins.alignment.linear;

/** How similar two embeddings are said to be. */
public enum Nearness {
    /** The cosine. */
    COSINE,
    /**
     * The cosine corrected for hubs among the rows of the fit, which the model keeps,
     * {@link dev.interlace.learn.networks.Csls}: one query is corrected like many.
     */
    CSLS
}

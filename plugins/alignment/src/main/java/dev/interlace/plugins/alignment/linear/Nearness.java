package dev.interlace.plugins.alignment.linear;

/** How similar two embeddings are said to be. */
public enum Nearness {
    /** The cosine. */
    COSINE,
    /** The cosine corrected for hubs among the rows that are compared, {@link dev.interlace.learn.Csls}. */
    CSLS
}

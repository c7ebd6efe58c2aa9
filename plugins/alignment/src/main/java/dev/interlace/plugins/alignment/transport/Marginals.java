package dev.interlace.plugins.alignment.transport;

/** How strictly the coupling keeps the mass of every point. */
public enum Marginals {
    /** All mass of every point is moved. */
    EXACT,
    /** A point may keep or gain mass, at the price {@code relaxation KL(moved | given)}: outliers stay behind. */
    RELAXED
}

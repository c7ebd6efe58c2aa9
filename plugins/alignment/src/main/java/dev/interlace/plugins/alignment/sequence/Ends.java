package dev.interlace.plugins.alignment.sequence;

/** Where a path may begin and end. */
public enum Ends {
    /** First meets first, last meets last. */
    CLOSED,
    /** All of x is found somewhere in y: what lies before and behind costs nothing. */
    OPEN
}

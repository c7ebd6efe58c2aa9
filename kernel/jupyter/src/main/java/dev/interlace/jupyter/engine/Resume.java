package dev.interlace.jupyter.engine;

/** How far a parked thread goes on. */
public enum Resume {
    /** To the next breakpoint. */
    CONTINUE,
    /** To the next line of the same method, or of one that called it. */
    NEXT,
    /** To the next line, wherever it is. */
    STEP_IN,
    /** To the next line of a method that called this one. */
    STEP_OUT
}

package dev.interlace.workbench.experiments;

/** How much an experiment of alignment repeats. */
enum Effort {
    /** As the numbers that are published. */
    FULL,
    /** A few repetitions of short trainings: whether it runs, not what it finds. */
    LITTLE
}

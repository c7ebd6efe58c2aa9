package dev.interlace.jupyter.comm;

/** What is done when the front end opens a comm under a name. */
@FunctionalInterface
public interface CommTarget {
    /** Takes a new comm, and sets what it does with messages. */
    void open(Comm comm, CommMessage first);
}

package dev.interlace.workbench.catalogue;

/** The faults of a plugin's code since it was loaded: after three of them it is called no more. */
public final class Faults {
    static final int MOST = 3;

    private int count;
    private String last = "";

    /** Counts a fault. */
    synchronized void add(String message) {
        count++;
        last = message;
    }

    /** Forgets them. */
    synchronized void clear() {
        count = 0;
        last = "";
    }

    /** Whether it is called no more. */
    synchronized boolean isQuarantined() {
        return count >= MOST;
    }

    /** Why it is called no more, and how that is lifted; empty where it is called. */
    synchronized String words() {
        return isQuarantined()
                ? "in quarantine after " + count + " faults, the last: " + last
                        + ". It is called no more until %plugin reload, or until its jar or cell is added again"
                : "";
    }
}

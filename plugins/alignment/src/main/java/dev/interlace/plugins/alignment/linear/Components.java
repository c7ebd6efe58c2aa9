package dev.interlace.plugins.alignment.linear;

/** The number of columns of the common space. */
final class Components {
    private Components() {}

    /** That not more are asked for than there can be. */
    static void require(String method, int asked, int most) {
        if (asked > most) {
            throw new IllegalArgumentException(
                    method + ": Options.components must be at most min(pairs - 1, left width," + " right width) = "
                            + most + ", got " + asked + "; 0 takes all");
        }
    }

    /** As many as asked for, all for 0, never more than were found. */
    static int of(int asked, int found) {
        return asked == 0 ? found : Math.min(asked, found);
    }
}

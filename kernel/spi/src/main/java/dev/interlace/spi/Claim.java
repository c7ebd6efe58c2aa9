package dev.interlace.spi;

/**
 * A pro or a con of a method, together with the experiment that measures it.
 *
 * @param side for or against
 * @param text the claim in one sentence
 * @param experiment id of the experiment that tests it, {@code family/name}
 * @param expected what that experiment should show if the claim holds
 */
public record Claim(Side side, String text, String experiment, String expected) {
    /** For or against a method. */
    public enum Side {
        PRO,
        CON
    }

    /** What a measurement says of a claim. */
    public enum Verdict {
        /** The effect is there, its interval excludes none. */
        SUPPORTED,
        /** The effect depends on a stated condition. */
        CONDITIONAL,
        /** The interval of the effect includes none, or points the other way. */
        NOT_SEEN
    }

    /** A claim for a method. */
    public static Claim pro(String text, String experiment, String expected) {
        return new Claim(Side.PRO, text, experiment, expected);
    }

    /** A claim against a method. */
    public static Claim con(String text, String experiment, String expected) {
        return new Claim(Side.CON, text, experiment, expected);
    }
}

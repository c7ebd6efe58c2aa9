package dev.interlace.learn.networks;

/**
 * What is done to the features of each modality before a network sees them; fitted on the present training rows alone.
 *
 * @param kind what
 * @param components PCA: columns kept at most, by falling variance; 0 keeps all that have any
 */
public record Preparation(Kind kind, int components) {
    /** The ways to prepare; each leaves the training mean at 0, which is what an absent row gets. */
    public enum Kind {
        /** Mean 0 and deviation 1 in every column; a constant column becomes 0. */
        STANDARD,
        /** {@code (x - mean) / (max - min)}: the range of every column is 1; a constant column becomes 0. */
        MIN_MAX,
        /** Every row to length 1, then centred; a row of zeros has no direction and becomes minus the centre. */
        L2,
        /** Centred and turned to the directions of largest variance; directions without variance are left out. */
        PCA,
        /**
         * Centred, uncorrelated, variance 1, and as near to the features as that can be; directions without variance
         * become 0.
         */
        ZCA
    }

    /** Standardisation. */
    public static final Preparation STANDARD = new Preparation(Kind.STANDARD, 0);

    public Preparation {
        if (!(components >= 0)) {
            throw new IllegalArgumentException("Preparation.components must be at least 0, got " + components);
        }
    }
}

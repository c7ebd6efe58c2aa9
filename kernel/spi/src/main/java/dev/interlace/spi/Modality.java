package dev.interlace.spi;

import java.util.Objects;

/**
 * One source kind: a name that is unique in its batch, and the shape of its tensors.
 *
 * @param name lower-case word, for instance {@code image} or {@code name}; the key of the modality in a batch
 * @param kind shape of the tensor
 */
public record Modality(String name, Kind kind) {
    /** The shape of a modality's tensor. */
    public enum Kind {
        /** {@code [n, d]}. */
        VECTOR,
        /** {@code [n, t, d]} with a length per row; positions from the length on are padding. */
        TOKENS,
        /** {@code [n, c, h, w]}. */
        IMAGE,
        /** {@code [n, d]} node features with a {@link Graph} over the {@code n} nodes. */
        GRAPH,
        /** {@code [n, k]} class scores of another model. */
        SCORES
    }

    public Modality {
        Objects.requireNonNull(kind, "Modality.kind");
        if (!name.matches("[a-z][a-z0-9._-]*")) {
            throw new IllegalArgumentException("Modality.name must be a lower-case word such as 'image', got '" + name
                    + "'; use letters a-z, digits, '.', '_' and '-'");
        }
    }

    /** A modality of one vector per row. */
    public static Modality vector(String name) {
        return new Modality(name, Kind.VECTOR);
    }

    /** A modality of a token sequence per row. */
    public static Modality tokens(String name) {
        return new Modality(name, Kind.TOKENS);
    }
}

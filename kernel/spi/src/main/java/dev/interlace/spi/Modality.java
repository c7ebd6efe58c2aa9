package dev.interlace.spi;

import java.util.Objects;

/**
 * One source kind: a name that is unique in its batch, and the shape of its tensors.
 *
 * @param name one line of text without blanks around it, for instance {@code image} or {@code Mean Radius}; the key of
 *     the modality in a batch, shown as it is written
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
        boolean isLine = name.codePoints().noneMatch(Character::isISOControl);
        if (name.isEmpty() || !name.equals(name.strip()) || !isLine) {
            throw new IllegalArgumentException(
                    "Modality.name must be one line without blanks around it, such as 'image'"
                            + " or 'Mean Radius', got '" + name + "'");
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

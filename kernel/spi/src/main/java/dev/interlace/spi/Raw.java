package dev.interlace.spi;

import java.util.List;
import java.util.Optional;

/** A column of a data set before encoding; an absent row is an empty {@link Optional}. */
public sealed interface Raw {
    /** The number of rows. */
    int rows();

    /** Which rows are present. */
    Presence presence();

    /** Texts. */
    record Texts(List<Optional<String>> values) implements Raw {
        public Texts {
            values = List.copyOf(values);
        }

        /** Texts, all present. */
        public static Texts of(List<String> values) {
            return new Texts(values.stream().map(Optional::of).toList());
        }

        @Override
        public int rows() {
            return values.size();
        }

        @Override
        public Presence presence() {
            return Presence.where(values.size(), row -> values.get(row).isPresent());
        }
    }

    /** Pictures. */
    record Pictures(List<Optional<Picture>> values) implements Raw {
        public Pictures {
            values = List.copyOf(values);
        }

        /** Pictures, all present. */
        public static Pictures of(List<Picture> values) {
            return new Pictures(values.stream().map(Optional::of).toList());
        }

        @Override
        public int rows() {
            return values.size();
        }

        @Override
        public Presence presence() {
            return Presence.where(values.size(), row -> values.get(row).isPresent());
        }
    }

    /** Numbers that need no encoder: they are features already. */
    record Numbers(Features features) implements Raw {
        @Override
        public int rows() {
            return features.rows();
        }

        @Override
        public Presence presence() {
            return features.presence();
        }
    }
}

package dev.interlace.spi;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A column of a data set before encoding; an absent row is an empty {@link Optional}. */
public sealed interface Raw {
    /** The number of rows. */
    int rows();

    /** Which rows are present. */
    Presence presence();

    /** The given rows, in that order. */
    Raw rows(int[] selected);

    /** What the column holds, in the plural, for messages. */
    String words();

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
            return present(values);
        }

        @Override
        public Texts rows(int[] selected) {
            return new Texts(take(values, selected));
        }

        @Override
        public String words() {
            return "texts";
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
            return present(values);
        }

        @Override
        public Pictures rows(int[] selected) {
            return new Pictures(take(values, selected));
        }

        @Override
        public String words() {
            return "pictures";
        }
    }

    /** Sounds; rates and lengths may differ. */
    record Sounds(List<Optional<Sound>> values) implements Raw {
        public Sounds {
            values = List.copyOf(values);
        }

        /** Sounds, all present. */
        public static Sounds of(List<Sound> values) {
            return new Sounds(values.stream().map(Optional::of).toList());
        }

        @Override
        public int rows() {
            return values.size();
        }

        @Override
        public Presence presence() {
            return present(values);
        }

        @Override
        public Sounds rows(int[] selected) {
            return new Sounds(take(values, selected));
        }

        @Override
        public String words() {
            return "sounds";
        }
    }

    /** Labelled stretches of time, one list per row: for instance which word is spoken when in the row's sound. */
    record Timings(List<Optional<List<Segment>>> values) implements Raw {
        public Timings {
            values = values.stream().map(row -> row.map(List::copyOf)).toList();
        }

        @Override
        public int rows() {
            return values.size();
        }

        @Override
        public Presence presence() {
            return present(values);
        }

        @Override
        public Timings rows(int[] selected) {
            return new Timings(take(values, selected));
        }

        @Override
        public String words() {
            return "timings";
        }
    }

    /**
     * Nodes of a knowledge graph: each row is one node of {@code graph}; selecting rows leaves the graph whole.
     *
     * @param graph the graph that all rows share
     * @param values {@code [n]}, the node of each row, in {@code [0, nodes)}
     */
    record Nodes(KnowledgeGraph graph, List<OptionalInt> values) implements Raw {
        public Nodes {
            values = List.copyOf(values);
            for (int row = 0; row < values.size(); row++) {
                int node = values.get(row).orElse(0);
                if (!(node >= 0 && node < Math.max(1, graph.nodes().size()))) {
                    throw new IllegalArgumentException("Nodes: row " + row + " must name a node in [0, "
                            + graph.nodes().size() + "), got " + node);
                }
            }
        }

        @Override
        public int rows() {
            return values.size();
        }

        @Override
        public Presence presence() {
            return Presence.where(values.size(), row -> values.get(row).isPresent());
        }

        @Override
        public Nodes rows(int[] selected) {
            return new Nodes(graph, take(values, selected));
        }

        @Override
        public String words() {
            return "nodes of a graph";
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

        @Override
        public Numbers rows(int[] selected) {
            return new Numbers(features.rows(selected));
        }

        @Override
        public String words() {
            return "numbers, which need no encoder";
        }
    }

    /**
     * Fields of a table, numbers and categories side by side: a row is absent where every field is, and present with
     * gaps where some are.
     *
     * @param fields at least one, of equal row counts and different names
     */
    record Fields(List<TableField> fields) implements Raw {
        public Fields {
            fields = List.copyOf(fields);
            if (fields.isEmpty()) {
                throw new IllegalArgumentException("Fields: there must be at least one field");
            }
            int rows = fields.get(0).rows();
            fields.forEach(field -> {
                if (field.rows() != rows) {
                    throw new IllegalArgumentException(
                            "Fields: field '" + field.name() + "' has " + field.rows() + " rows, the first " + rows);
                }
            });
            List<String> names = fields.stream().map(TableField::name).toList();
            if (Set.copyOf(names).size() != names.size()) {
                throw new IllegalArgumentException("Fields: the names must differ, got " + names);
            }
        }

        @Override
        public int rows() {
            return fields.get(0).rows();
        }

        @Override
        public Presence presence() {
            return Presence.where(rows(), row -> fields.stream().anyMatch(field -> field.has(row)));
        }

        @Override
        public Fields rows(int[] selected) {
            return new Fields(fields.stream().map(field -> field.rows(selected)).toList());
        }

        @Override
        public String words() {
            return "fields of a table";
        }
    }

    private static <T> Presence present(List<Optional<T>> values) {
        return Presence.where(values.size(), row -> values.get(row).isPresent());
    }

    private static <T> List<T> take(List<T> values, int[] rows) {
        return Arrays.stream(rows).mapToObj(values::get).toList();
    }
}

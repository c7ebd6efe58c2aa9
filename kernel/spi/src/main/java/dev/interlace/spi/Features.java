package dev.interlace.spi;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One modality of a batch: the tensor that enters an encoder layer or an aligner, with the mask of the rows that have
 * it. Read-only to methods.
 */
public final class Features {
    private final Modality modality;
    private final INDArray values;
    private final Presence presence;
    private final int[] lengths;
    private final Optional<Graph> graph;

    private Features(Modality modality, INDArray values, Presence presence, int[] lengths, Optional<Graph> graph) {
        this.modality = modality;
        this.values = values;
        this.presence = presence;
        this.lengths = lengths;
        this.graph = graph;
        int rank = modality.kind() == Modality.Kind.TOKENS ? 3 : modality.kind() == Modality.Kind.IMAGE ? 4 : 2;
        if (values.rank() != rank) {
            throw new IllegalArgumentException(modality.name() + ": a modality of kind " + modality.kind()
                    + " has rank " + rank + ", got shape " + Arrays.toString(values.shape()));
        }
        if (values.dataType() != DataType.FLOAT && values.dataType() != DataType.DOUBLE) {
            throw new IllegalArgumentException(
                    modality.name() + ": features must be FLOAT or DOUBLE, got " + values.dataType());
        }
        if (presence.rows() != values.size(0)) {
            throw new IllegalArgumentException(modality.name() + ": the tensor has " + values.size(0)
                    + " rows, the presence mask " + presence.rows());
        }
    }

    /**
     * Vectors, all present.
     *
     * @param values {@code [n, d]}
     */
    public static Features vector(String name, INDArray values) {
        return vector(name, values, Presence.all((int) values.size(0)));
    }

    /**
     * Vectors with a presence mask.
     *
     * @param values {@code [n, d]}
     * @param presence {@code [n]}
     */
    public static Features vector(String name, INDArray values, Presence presence) {
        return new Features(Modality.vector(name), values, presence, new int[0], Optional.empty());
    }

    /**
     * Class scores of another model.
     *
     * @param values {@code [n, k]}
     * @param presence {@code [n]}
     */
    public static Features scores(String name, INDArray values, Presence presence) {
        return new Features(new Modality(name, Modality.Kind.SCORES), values, presence, new int[0], Optional.empty());
    }

    /**
     * Pictures as tensors.
     *
     * @param values {@code [n, c, h, w]}
     * @param presence {@code [n]}
     */
    public static Features image(String name, INDArray values, Presence presence) {
        return new Features(new Modality(name, Modality.Kind.IMAGE), values, presence, new int[0], Optional.empty());
    }

    /**
     * Token sequences.
     *
     * @param values {@code [n, t, d]}; positions from a row's length on are padding, whatever they hold
     * @param lengths {@code [n]}, each in {@code [0, t]}; a present row needs at least one token
     * @param presence {@code [n]}
     */
    public static Features tokens(String name, INDArray values, int[] lengths, Presence presence) {
        Features features = new Features(Modality.tokens(name), values, presence, lengths.clone(), Optional.empty());
        if (lengths.length != presence.rows()) {
            throw new IllegalArgumentException(
                    name + ": the tensor has " + presence.rows() + " rows, got " + lengths.length + " lengths");
        }
        for (int row = 0; row < lengths.length; row++) {
            int least = presence.has(row) ? 1 : 0;
            if (!(lengths[row] >= least && lengths[row] <= values.size(1))) {
                throw new IllegalArgumentException(name + ": the length of row " + row + " must lie in [" + least + ", "
                        + values.size(1) + "], got " + lengths[row]);
            }
        }
        return features;
    }

    /**
     * Node features over a graph.
     *
     * @param values {@code [n, d]}
     * @param graph over the same {@code n} nodes
     */
    public static Features graph(String name, INDArray values, Graph graph) {
        if (graph.nodes() != values.size(0)) {
            throw new IllegalArgumentException(
                    name + ": the tensor has " + values.size(0) + " rows, the graph " + graph.nodes() + " nodes");
        }
        return new Features(
                new Modality(name, Modality.Kind.GRAPH),
                values,
                Presence.all(graph.nodes()),
                new int[0],
                Optional.of(graph));
    }

    /** Name and kind. */
    public Modality modality() {
        return modality;
    }

    /** The tensor, its shape by {@link Modality.Kind}. Never change it. */
    public INDArray values() {
        return values;
    }

    /** Which rows are present, {@code [n]}. */
    public Presence presence() {
        return presence;
    }

    /** The number of tokens of each row, {@code [n]}; empty unless the kind is {@code TOKENS}. */
    public int[] lengths() {
        return lengths.clone();
    }

    /** The graph over the rows; empty unless the kind is {@code GRAPH}. */
    public Optional<Graph> graph() {
        return graph;
    }

    /** The number of rows, present or not. */
    public int rows() {
        return presence.rows();
    }

    /** The width of one vector: the last dimension of a vector or token tensor, the number of channels of an image. */
    public int width() {
        return (int) (modality.kind() == Modality.Kind.IMAGE ? values.size(1) : values.size(values.rank() - 1));
    }

    /** The given rows, in that order, as a copy. A graph has no rows to select. */
    public Features rows(int[] selected) {
        if (graph.isPresent()) {
            throw new IllegalArgumentException(
                    modality.name() + ": rows of a graph cannot be selected; select seeds or evaluation pairs instead");
        }
        int[] chosen = lengths.length == 0
                ? lengths
                : Arrays.stream(selected).map(row -> lengths[row]).toArray();
        return new Features(modality, take(values, selected), presence.rows(selected), chosen, graph);
    }

    /** The same features with values of their own: what changes these changes no others. */
    public Features copy() {
        return new Features(modality, values.dup(), presence, lengths.clone(), graph);
    }

    /** The same features under another presence mask; never marks a row present that was absent. */
    public Features withPresence(Presence mask) {
        return new Features(modality, values, presence.and(mask), lengths, graph);
    }

    /** The same features under another name. */
    public Features named(String name) {
        return new Features(new Modality(name, modality.kind()), values, presence, lengths, graph);
    }

    private static INDArray take(INDArray values, int[] rows) {
        if (rows.length == 0) {
            long[] shape = values.shape().clone();
            shape[0] = 0;
            return Nd4j.create(values.dataType(), shape);
        }
        long width = values.length() / values.size(0);
        INDArray flat = values.reshape('c', new long[] {values.size(0), width}); // [n, ...] -> [n, rest]
        INDArray taken = Nd4j.pullRows(flat, 1, rows);
        long[] shape = values.shape().clone();
        shape[0] = rows.length;
        return taken.dup('c').reshape('c', shape);
    }

    @Override
    public String toString() {
        return modality.name() + " " + modality.kind() + " " + Arrays.toString(values.shape()) + ", " + presence;
    }
}

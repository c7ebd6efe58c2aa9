package dev.interlace.learn.tape;

import dev.interlace.spi.Graph;
import java.util.Optional;

/** The edges of a graph in the forms that layers ask for, each made when it is first asked for. */
public final class Adjacency {
    private final Graph graph;
    private Optional<SparseMatrix> propagation = Optional.empty();
    private Optional<SparseMatrix> mean = Optional.empty();
    private Optional<SparseMatrix> closed = Optional.empty();
    private Optional<RelationEdges> relations = Optional.empty();

    /** The edges of {@code graph}. */
    public Adjacency(Graph graph) {
        this.graph = graph;
    }

    /** The graph. */
    public Graph graph() {
        return graph;
    }

    /** {@link SparseMatrix#propagation} of the graph without relations. */
    public synchronized SparseMatrix propagation() {
        propagation = Optional.of(propagation.orElseGet(() -> SparseMatrix.propagation(graph.untyped())));
        return propagation.get();
    }

    /** {@link SparseMatrix#mean} of the graph without relations. */
    public synchronized SparseMatrix mean() {
        mean = Optional.of(mean.orElseGet(() -> SparseMatrix.mean(graph.untyped())));
        return mean.get();
    }

    /** {@link SparseMatrix#closedNeighbours} of the graph without relations. */
    public synchronized SparseMatrix closedNeighbours() {
        closed = Optional.of(closed.orElseGet(() -> SparseMatrix.closedNeighbours(graph.untyped())));
        return closed.get();
    }

    /** The edges by relation, and by inverse relation if the graph is typed. */
    public synchronized RelationEdges relations() {
        relations = Optional.of(relations.orElseGet(() -> RelationEdges.of(graph)));
        return relations.get();
    }
}

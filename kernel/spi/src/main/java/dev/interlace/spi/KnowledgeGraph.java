package dev.interlace.spi;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A directed graph whose edges are of named relations: facts such as {@code (France, borders, Spain)}. Immutable.
 *
 * @param nodes the nodes, in order; ids are unique
 * @param relations the names of the relations, unique
 * @param triples the facts
 */
public record KnowledgeGraph(List<Node> nodes, List<String> relations, List<Triple> triples) {
    /**
     * A node.
     *
     * @param id unique in its graph, for instance {@code country/FRA}
     * @param label its name in words
     * @param kind what it is, for instance {@code country}
     */
    public record Node(String id, String label, String kind) {}

    /**
     * A fact.
     *
     * @param head index of the node it is about
     * @param relation index of the relation
     * @param tail index of the node it names
     */
    public record Triple(int head, int relation, int tail) {}

    public KnowledgeGraph {
        nodes = List.copyOf(nodes);
        relations = List.copyOf(relations);
        triples = List.copyOf(triples);
        Set<String> ids = new HashSet<>();
        for (Node node : nodes) {
            if (!ids.add(node.id())) {
                throw new IllegalArgumentException("KnowledgeGraph: the node id '" + node.id() + "' is given twice");
            }
        }
        if (Set.copyOf(relations).size() != relations.size()) {
            throw new IllegalArgumentException("KnowledgeGraph.relations must be unique, got " + relations);
        }
        for (Triple triple : triples) {
            if (!(isIn(triple.head(), nodes) && isIn(triple.tail(), nodes) && isIn(triple.relation(), relations))) {
                throw new IllegalArgumentException("KnowledgeGraph: a triple must name nodes in [0, " + nodes.size()
                        + ") and a relation in [0, " + relations.size() + "), got " + triple);
            }
        }
    }

    private static boolean isIn(int index, List<?> list) {
        return index >= 0 && index < list.size();
    }

    /**
     * All facts as one undirected graph; parallel edges and both directions of a fact count once, loops are left out.
     */
    public Graph undirected() {
        return graph(triples);
    }

    /** The facts of one relation as an undirected graph over all nodes; loops are left out. */
    public Graph undirected(String relation) {
        int wanted = relations.indexOf(relation);
        if (wanted < 0) {
            throw new IllegalArgumentException(Names.unknown("relation", relation, relations));
        }
        return graph(
                triples.stream().filter(triple -> triple.relation() == wanted).toList());
    }

    /**
     * All facts as a directed graph whose edges keep their relations, numbered as {@link #relations}; loops are left
     * out.
     */
    public Graph typed() {
        return Graph.typed(
                nodes.size(),
                triples.stream()
                        .filter(triple -> triple.head() != triple.tail())
                        .map(triple -> new int[] {triple.head(), triple.relation(), triple.tail()})
                        .toArray(int[][]::new));
    }

    private Graph graph(List<Triple> some) {
        int[][] pairs = some.stream()
                .filter(triple -> triple.head() != triple.tail())
                .map(triple -> new int[] {triple.head(), triple.tail()})
                .toArray(int[][]::new);
        return Graph.undirected(nodes.size(), pairs);
    }

    @Override
    public String toString() {
        return "KnowledgeGraph[" + nodes.size() + " nodes, " + relations.size() + " relations, " + triples.size()
                + " facts]";
    }
}

package dev.interlace.spi;

import static dev.interlace.spi.Rejections.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class GraphTest {
    @Test
    void anUndirectedGraphStoresEachPairInBothDirectionsOnce() {
        // 0 - 1, 1 - 2, 2 - 1 again, a loop at 3, node 4 alone
        Graph graph = Graph.undirected(5, new int[][] {{0, 1}, {1, 2}, {2, 1}, {3, 3}});
        assertArrayEquals(new int[] {0, 1, 3, 4, 5, 5}, graph.rowStart());
        assertArrayEquals(new int[] {1, 0, 2, 1, 3}, graph.column());
        assertArrayEquals(new float[] {1, 1, 1, 1, 1}, graph.weight());
        assertEquals(5, graph.edges());
        assertEquals("Graph[5 nodes, 5 directed edges]", graph.toString());
    }

    @Test
    void graphsAreEqualByContent() {
        Graph one = Graph.undirected(3, new int[][] {{0, 1}});
        assertEquals(one, Graph.undirected(3, new int[][] {{1, 0}}));
        assertEquals(one.hashCode(), Graph.undirected(3, new int[][] {{1, 0}}).hashCode());
        assertNotEquals(one, Graph.undirected(4, new int[][] {{0, 1}}));
    }

    @Test
    void aTypedGraphStoresEachFactOnceFromHeadToTail() {
        // 1 -0-> 0, 0 -1-> 2 twice, 0 -0-> 2: two relations between the same nodes are two edges
        Graph graph = Graph.typed(3, new int[][] {{1, 0, 0}, {0, 1, 2}, {0, 0, 2}, {0, 1, 2}});
        assertArrayEquals(new int[] {0, 2, 3, 3}, graph.rowStart());
        assertArrayEquals(new int[] {2, 2, 0}, graph.column());
        assertArrayEquals(new int[] {0, 1, 0}, graph.relation());
        assertEquals(2, graph.relations());
        assertEquals("Graph[3 nodes, 3 directed edges, 2 relations]", graph.toString());
        assertEquals(Graph.undirected(3, new int[][] {{0, 1}, {0, 2}}), graph.untyped());
    }

    @Test
    void aGraphWithoutRelationsIsItsOwnUntypedGraph() {
        Graph graph = Graph.undirected(2, new int[][] {{0, 1}});
        assertEquals(0, graph.relations());
        assertSame(graph, graph.untyped());
        assertNotEquals(graph, Graph.typed(2, new int[][] {{0, 0, 1}, {1, 0, 0}}));
    }

    @Test
    void wrongRelationsAreRejected() {
        int[] start = {0, 1, 2};
        float[] ones = {1, 1};
        requireMessage(
                "Graph.relation must have one entry per edge, 2, or none at all, got 1",
                () -> new Graph(2, start, new int[] {1, 0}, ones, new int[] {0}));
        requireMessage(
                "Graph.relation must be 0 or more, got -1 at edge 1",
                () -> new Graph(2, start, new int[] {1, 0}, ones, new int[] {0, -1}));
        requireMessage(
                "Graph.typed: nodes must lie in [0, 2) and relations be 0 or more, got [0, 0, 2] at fact 0",
                () -> Graph.typed(2, new int[][] {{0, 0, 2}}));
    }

    @Test
    void aGraphWithoutEdgesOrNodesIsAllowed() {
        assertEquals(0, Graph.undirected(3, new int[0][]).edges());
        assertEquals(0, Graph.undirected(0, new int[0][]).nodes());
    }

    @Test
    void wrongArraysAreRejected() {
        int[] start = {0, 1, 2};
        float[] ones = {1, 1};
        requireMessage(
                "Graph.rowStart must have 3 entries from 0 to the number of edges 2, got 2 entries",
                () -> new Graph(2, new int[] {0, 2}, new int[] {1, 0}, ones));
        requireMessage(
                "Graph.weight must have one entry per edge: 2, got 1",
                () -> new Graph(2, start, new int[] {1, 0}, new float[] {1}));
        requireMessage(
                "Graph.rowStart must ascend, falls after node 1",
                () -> new Graph(3, new int[] {0, 2, 1, 2}, new int[] {1, 0}, ones));
        requireMessage(
                "Graph.column must lie in [0, 2), got 2 at edge 1", () -> new Graph(2, start, new int[] {1, 2}, ones));
        requireMessage(
                "Graph.weight must be finite, got NaN at edge 0",
                () -> new Graph(2, start, new int[] {1, 0}, new float[] {Float.NaN, 1}));
        requireMessage(
                "Graph.undirected: nodes must lie in [0, 2), got 0 - 2 at pair 0",
                () -> Graph.undirected(2, new int[][] {{0, 2}}));
    }

    @Test
    void aNegativeNumberOfNodesIsRejected() {
        requireMessage(
                "Graph.nodes must be at least 0, got -1", () -> new Graph(-1, new int[0], new int[0], new float[0]));
        requireMessage("Graph.nodes must be at least 0, got -2", () -> Graph.undirected(-2, new int[0][]));
    }
}

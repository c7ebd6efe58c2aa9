package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RawTest {
    private static final KnowledgeGraph GRAPH = new KnowledgeGraph(
            List.of(
                    new KnowledgeGraph.Node("FRA", "France", "country"),
                    new KnowledgeGraph.Node("ESP", "Spain", "country"),
                    new KnowledgeGraph.Node("EUR", "euro", "currency")),
            List.of("borders", "currency"),
            List.of(
                    new KnowledgeGraph.Triple(0, 0, 1),
                    new KnowledgeGraph.Triple(1, 0, 0),
                    new KnowledgeGraph.Triple(0, 1, 2)));

    @Test
    void everyKindGivesItsRowsInTheWantedOrderWithTheirAbsence() {
        Sound beep = Sound.of(8000, new short[] {1, 2, 3});
        List<Segment> words = List.of(new Segment("one", 0, 0.5));
        List<Raw> columns = List.of(
                new Raw.Texts(List.of(Optional.of("a"), Optional.empty(), Optional.of("c"))),
                new Raw.Sounds(List.of(Optional.of(beep), Optional.empty(), Optional.of(beep))),
                new Raw.Timings(List.of(Optional.of(words), Optional.empty(), Optional.of(words))),
                new Raw.Nodes(GRAPH, List.of(OptionalInt.of(2), OptionalInt.empty(), OptionalInt.of(0))));
        for (Raw raw : columns) {
            assertEquals(3, raw.rows(), raw.words());
            Raw chosen = raw.rows(new int[] {2, 1});
            assertEquals(2, chosen.rows(), raw.words());
            assertArrayEquals(new int[] {0}, chosen.presence().rowsPresent(), raw.words());
            assertEquals(raw, raw.rows(new int[] {0, 1, 2}), raw.words());
        }
        assertEquals(
                OptionalInt.of(0),
                ((Raw.Nodes) columns.get(3).rows(new int[] {2})).values().get(0));
    }

    @Test
    void aRowMustNameANodeOfItsGraph() {
        assertEquals(
                "Nodes: row 1 must name a node in [0, 3), got 3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Raw.Nodes(GRAPH, List.of(OptionalInt.of(0), OptionalInt.of(3))))
                        .getMessage());
    }

    @Test
    void aGraphOfFactsBecomesOneOfEdges() {
        // borders is stored both ways and counts once per direction; currency adds one more edge in both directions
        assertEquals(4, GRAPH.undirected().edges());
        assertEquals(2, GRAPH.undirected("borders").edges());
        assertEquals(3, GRAPH.typed().edges()); // each fact once, with its relation
        assertEquals(GRAPH.undirected(), GRAPH.typed().untyped());
        assertEquals(
                "unknown relation 'border'; did you mean 'borders'? Known: borders, currency",
                assertThrows(IllegalArgumentException.class, () -> GRAPH.undirected("border"))
                        .getMessage());
    }

    @Test
    void aFactMustNameWhatThereIs() {
        List<KnowledgeGraph.Triple> wrong = new ArrayList<>(GRAPH.triples());
        wrong.add(new KnowledgeGraph.Triple(0, 2, 1));
        assertEquals(
                "KnowledgeGraph: a triple must name nodes in [0, 3) and a relation in [0, 2), got Triple[head=0,"
                        + " relation=2, tail=1]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new KnowledgeGraph(GRAPH.nodes(), GRAPH.relations(), wrong))
                        .getMessage());
    }

    @Test
    void aStretchOfTimeHasALength() {
        assertEquals(
                "Segment 'one' must have 0 <= from < to, in seconds, got 0.5 to 0.5",
                assertThrows(IllegalArgumentException.class, () -> new Segment("one", 0.5, 0.5))
                        .getMessage());
    }
}

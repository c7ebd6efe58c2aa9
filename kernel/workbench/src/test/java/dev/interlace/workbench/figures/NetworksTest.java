package dev.interlace.workbench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworksTest {
    private static final List<Networks.Link> LINKS =
            List.of(new Networks.Link("image", "fused", 2), new Networks.Link("text", "fused", 1));

    @Test
    void flowsNameTheirNodesByPlace() {
        JsonNode trace = Networks.sankey("flows", LINKS).data().path(0);
        assertEquals(
                "[\"fused\",\"image\",\"text\"]",
                trace.path("node").path("label").toString());
        assertEquals("[1,2]", trace.path("link").path("source").toString());
        assertEquals("[0,0]", trace.path("link").path("target").toString());
    }

    @Test
    void aGraphHasOneLinePerLinkAndItsNodesInFront() {
        JsonNode data = Networks.graph("graph", LINKS).data();
        assertEquals(3, data.size());
        assertEquals(4.5, data.path(0).path("line").path("width").asDouble()); // 0.5 + 4 · 2/2
        assertEquals(2.5, data.path(1).path("line").path("width").asDouble()); // 0.5 + 4 · 1/2
        assertEquals("[\"fused\",\"image\",\"text\"]", data.path(2).path("text").toString());
        assertTrue(Networks.graph("graph", LINKS).png().length > 5_000);
    }

    @Test
    void linksWithoutWeightAreRefused() {
        assertEquals(
                "Link.weight must be in (0, ∞), got 0.0",
                assertThrows(IllegalArgumentException.class, () -> new Networks.Link("a", "b", 0))
                        .getMessage());
        assertEquals(
                "Networks: there must be at least one link, got none",
                assertThrows(IllegalArgumentException.class, () -> Networks.sankey("", List.of()))
                        .getMessage());
    }
}

package dev.interlace.workbench.charts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.workbench.display.Colours;
import dev.interlace.workbench.figures.Figure;
import java.util.HashSet;
import java.util.Set;

/** Clouds of points with the colour of their place: in figures side by side, the same label has the same colour. */
final class Coloured {
    private Coloured() {}

    static Figure byPlace(Figure figure) {
        ArrayNode traces = figure.data();
        for (int i = 0; i < traces.size(); i++) {
            String colour = Colours.PALETTE.get(i % Colours.PALETTE.size());
            ObjectNode trace = (ObjectNode) traces.get(i);
            trace.withObjectProperty("marker").put("color", colour);
        }
        return with(figure, traces);
    }

    /** The same with one legend for panels that hold the same labels: a name is listed where it comes first. */
    static Figure named(Figure panels) {
        ArrayNode traces = panels.data();
        Set<String> listed = new HashSet<>();
        for (JsonNode each : traces) {
            String name = each.path("name").asText();
            ((ObjectNode) each).put("legendgroup", name).put("showlegend", listed.add(name));
        }
        return with(panels, traces).withLayout("{\"showlegend\":true}");
    }

    private static Figure with(Figure figure, ArrayNode traces) {
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        changed.set("data", traces);
        changed.set("layout", figure.layout());
        return Figure.of(changed);
    }
}

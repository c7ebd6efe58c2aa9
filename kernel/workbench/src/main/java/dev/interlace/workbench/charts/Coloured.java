package dev.interlace.workbench.charts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.workbench.display.Colours;
import dev.interlace.workbench.figures.Figure;

/** Clouds of points with the colour of their place: in figures side by side, the same label has the same colour. */
final class Coloured {
    private Coloured() {}

    static Figure byPlace(Figure figure) {
        ArrayNode traces = figure.data();
        for (int i = 0; i < traces.size(); i++) {
            String colour = Colours.PALETTE.get(i % Colours.PALETTE.size());
            ((ObjectNode) traces.get(i)).withObjectProperty("marker").put("color", colour);
        }
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        changed.set("data", traces);
        changed.set("layout", figure.layout());
        return Figure.of(changed);
    }
}

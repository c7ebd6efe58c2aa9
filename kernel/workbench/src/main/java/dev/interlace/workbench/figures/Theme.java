package dev.interlace.workbench.figures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.workbench.display.Colours;
import java.util.List;

/** How a figure is coloured. */
public enum Theme {
    /** As the notebook is: light or dark. */
    AUTO,
    LIGHT,
    DARK;

    /** The traces of numbers by colours: those that name no scale get the palette's. */
    private static final List<String> SCALED =
            List.of("heatmap", "histogram2d", "contour", "histogram2dcontour", "surface");

    /** The colours of a theme as a plotly.js template. */
    ObjectNode template() {
        boolean dark = this == DARK;
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode axis = json.objectNode()
                .put("gridcolor", dark ? "#3A3F45" : "#E3E6EA")
                .put("linecolor", dark ? "#6B7178" : "#9AA0A6")
                .put("zerolinecolor", dark ? "#50565D" : "#C9CDD2")
                .put("showline", true)
                .put("ticks", "outside")
                .put("automargin", true);
        axis.putObject("title").put("standoff", 12);
        ObjectNode layout =
                json.objectNode().put("paper_bgcolor", "rgba(0,0,0,0)").put("plot_bgcolor", "rgba(0,0,0,0)");
        layout.putObject("font")
                .put("color", dark ? "#DDE1E6" : "#24292F")
                .put("size", 13)
                .put("family", "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif");
        var colorway = layout.putArray("colorway");
        Colours.PALETTE.forEach(colorway::add);
        layout.set("xaxis", axis);
        layout.set("yaxis", axis.deepCopy());
        layout.putObject("title").put("x", 0).put("xref", "paper").put("xanchor", "left");
        layout.putObject("modebar")
                .put("bgcolor", "rgba(0,0,0,0)")
                .put("color", dark ? "#8B929A" : "#B0B5BB")
                .put("activecolor", dark ? "#DDE1E6" : "#24292F");
        layout.putObject("hoverlabel").put("bgcolor", dark ? "#24292F" : "#FFFFFF");
        ArrayNode scale = json.arrayNode();
        for (int i = 0; i < Colours.SEQUENTIAL.size(); i++) {
            scale.addArray().add(i / (Colours.SEQUENTIAL.size() - 1.0)).add(Colours.SEQUENTIAL.get(i));
        }
        layout.putObject("colorscale").set("sequential", scale);
        layout.withObjectProperty("colorscale").set("sequentialminus", scale.deepCopy());
        layout.withObjectProperty("colorscale").set("diverging", scale.deepCopy());
        ObjectNode template = json.objectNode();
        template.set("layout", layout);
        ObjectNode data = template.putObject("data");
        for (String field : SCALED) {
            data.putArray(field).addObject().set("colorscale", scale.deepCopy());
        }
        return template;
    }
}

package dev.interlace.workbench.figures;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** How a figure is coloured. */
public enum Theme {
    /** As the notebook is: light or dark. */
    AUTO,
    LIGHT,
    DARK;

    /**
     * Colours that people with any common colour blindness tell apart, in order of use. Reference: Okabe and Ito: Color
     * Universal Design, 2008.
     */
    public static final List<String> PALETTE =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F7F7F", "#B8A800");

    /** The colours of a heatmap from low to high, of even steps in lightness (cividis, 5 stops). */
    public static final List<String> SEQUENTIAL = List.of("#00224E", "#434E6C", "#7D7C78", "#BCAE6C", "#FEE838");

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
        PALETTE.forEach(colorway::add);
        layout.set("xaxis", axis);
        layout.set("yaxis", axis.deepCopy());
        layout.putObject("title").put("x", 0).put("xref", "paper").put("xanchor", "left");
        layout.putObject("modebar")
                .put("bgcolor", "rgba(0,0,0,0)")
                .put("color", dark ? "#8B929A" : "#B0B5BB")
                .put("activecolor", dark ? "#DDE1E6" : "#24292F");
        layout.putObject("hoverlabel").put("bgcolor", dark ? "#24292F" : "#FFFFFF");
        ObjectNode template = json.objectNode();
        template.set("layout", layout);
        return template;
    }
}

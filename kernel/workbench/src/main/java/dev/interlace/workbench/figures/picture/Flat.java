package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** The traces of one subplot in two dimensions, family by family from the back to the front. */
final class Flat {
    static final List<String> TYPES = Stream.of(Fields.TYPES, Bars.TYPES, Spreads.TYPES, Prices.TYPES, Scatters.TYPES)
            .flatMap(List::stream)
            .toList();

    private final JsonNode layout;
    private final Cell cell;
    private final Look look;

    Flat(JsonNode layout, Cell cell, Look look) {
        this.layout = layout;
        this.cell = cell;
        this.look = look;
    }

    /**
     * Measures and draws traces.
     *
     * @param width of the subplot in pixels
     * @param height of the subplot in pixels
     */
    void draw(List<Trace> traces, double width, double height) {
        Fields fields = new Fields(cell, width, height);
        Bars bars = new Bars(layout, cell, look);
        Spreads spreads = new Spreads(layout, cell);
        Prices prices = new Prices(cell);
        Scatters scatters = new Scatters(cell, look);
        // categories are numbered as the traces name them
        for (Trace trace : traces) {
            trace.json().path("x").forEach(cell.x(trace)::place);
            trace.json().path("y").forEach(cell.y(trace)::place);
        }
        fields.measure(Trace.of(traces, Fields.TYPES));
        bars.measure(Trace.of(traces, Bars.TYPES));
        spreads.measure(Trace.of(traces, Spreads.TYPES));
        prices.measure(Trace.of(traces, Prices.TYPES));
        scatters.measure(Trace.of(traces, Scatters.TYPES));
        fields.draw();
        bars.draw();
        for (String type : Spreads.TYPES) {
            spreads.draw(Trace.of(traces, List.of(type)));
        }
        prices.draw(Trace.of(traces, Prices.TYPES));
        scatters.draw(Trace.of(traces, Scatters.TYPES));
    }
}

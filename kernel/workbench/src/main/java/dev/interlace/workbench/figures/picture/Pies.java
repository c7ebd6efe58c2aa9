package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlace.workbench.display.Colours;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.labels.StandardPieSectionLabelGenerator;
import org.jfree.chart.plot.PiePlot;
import org.jfree.chart.plot.RingPlot;
import org.jfree.chart.util.Rotation;
import org.jfree.data.general.DefaultPieDataset;

/** Pies and rings: shares of a whole, the largest right of the top, the others leftwards as plotly.js draws them. */
final class Pies {
    private Pies() {}

    /** One slice. */
    record Slice(String label, double value, Color colour) {}

    /** The slices in the order of drawing. */
    static List<Slice> slices(Trace trace) {
        JsonNode json = trace.json();
        Map<String, Double> sums = new LinkedHashMap<>();
        Map<String, Color> given = new LinkedHashMap<>();
        int n = Math.max(json.path("labels").size(), json.path("values").size());
        for (int i = 0; i < n; i++) {
            String label = PlainText.of(json.path("labels").path(i).asText(Integer.toString(i)));
            double value = json.has("values") ? json.path("values").path(i).asDouble(0) : 1;
            if (value > 0) {
                sums.merge(label, value, Double::sum);
                PlotlyColour.of(json.path("marker").path("colors").path(i)).ifPresent(c -> given.put(label, c));
            }
        }
        List<Map.Entry<String, Double>> order = new ArrayList<>(sums.entrySet());
        if (json.path("sort").asBoolean(true)) {
            order.sort(Comparator.comparingDouble((Map.Entry<String, Double> entry) -> -entry.getValue()));
        }
        List<Slice> slices = new ArrayList<>();
        for (Map.Entry<String, Double> entry : order) {
            Color next = Color.decode(Colours.PALETTE.get(slices.size() % Colours.PALETTE.size()));
            slices.add(new Slice(entry.getKey(), entry.getValue(), given.getOrDefault(entry.getKey(), next)));
        }
        return slices;
    }

    /** The pie in the words of JFreeChart; the names of its slices carry their shares. */
    static PiePlot<String> plot(Trace trace, Look look) {
        List<Slice> slices = slices(trace);
        double sum = slices.stream().mapToDouble(Slice::value).sum();
        DefaultPieDataset<String> dataset = new DefaultPieDataset<>();
        double hole = trace.json().path("hole").asDouble(0);
        PiePlot<String> plot = hole > 0 ? ring(dataset, hole) : new PiePlot<>(dataset);
        for (Slice slice : slices) {
            String name = slice.label + String.format(Locale.ROOT, " %.3g%%", 100 * slice.value / sum);
            dataset.setValue(name, slice.value);
            plot.setSectionPaint(name, slice.colour);
            plot.setSectionOutlinePaint(name, look.paper());
        }
        plot.setDefaultSectionOutlineStroke(new BasicStroke(1));
        boolean clockwise = trace.json().path("direction").asText("").equals("clockwise");
        double first = clockwise || slices.isEmpty() ? 0 : 360 * slices.get(0).value / sum; // ends at the top
        plot.setStartAngle(90 - first - trace.json().path("rotation").asDouble(0));
        plot.setDirection(clockwise ? Rotation.CLOCKWISE : Rotation.ANTICLOCKWISE);
        plot.setCircular(true);
        plot.setShadowPaint(Box.NONE);
        plot.setBackgroundPaint(look.paper());
        plot.setOutlineVisible(false);
        plot.setInteriorGap(0.04);
        plot.setLabelFont(Fonts.of(12));
        plot.setLabelPaint(look.ink());
        plot.setLabelBackgroundPaint(Box.NONE);
        plot.setLabelOutlinePaint(Box.NONE);
        plot.setLabelShadowPaint(Box.NONE);
        plot.setLabelLinkPaint(look.grid().darker());
        plot.setLabelGenerator(new StandardPieSectionLabelGenerator("{0}", Locale.ROOT));
        return plot;
    }

    @SuppressWarnings("unchecked") // JFreeChart's RingPlot is a raw PiePlot
    private static PiePlot<String> ring(DefaultPieDataset<String> dataset, double hole) {
        RingPlot plot = new RingPlot(dataset);
        plot.setSectionDepth(1 - hole);
        plot.setSeparatorsVisible(false);
        return plot;
    }
}

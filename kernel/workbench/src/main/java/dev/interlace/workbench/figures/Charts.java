package dev.interlace.workbench.figures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.workbench.display.Colours;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.figures.picture.StaticPicture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The charts that the lesson needs most: lines with bands, points, bars with error bars, heatmaps with numbers. */
public final class Charts {
    private Charts() {}

    /**
     * A line.
     *
     * @param name in the legend
     * @param x places, ascending
     * @param y values, one per place
     * @param band lower and upper ends around it; empty for none
     */
    public record Line(String name, List<Double> x, List<Double> y, Optional<Band> band) {
        public Line {
            x = List.copyOf(x);
            y = List.copyOf(y);
            requireSame("Line '" + name + "'", x.size(), y.size());
        }

        /** A line without a band. */
        public static Line of(String name, double[] x, double[] y) {
            return new Line(name, boxed(x), boxed(y), Optional.empty());
        }

        /** A line over the places 1, 2, 3 and so on. */
        public static Line of(String name, List<Double> y) {
            return new Line(
                    name,
                    IntStream.rangeClosed(1, y.size()).mapToObj(i -> (double) i).toList(),
                    y,
                    Optional.empty());
        }

        /** This line with a band around it. */
        public Line withBand(double[] low, double[] high) {
            requireSame("the band of line '" + name + "'", x.size(), low.length);
            requireSame("the band of line '" + name + "'", x.size(), high.length);
            return new Line(name, x, y, Optional.of(new Band(boxed(low), boxed(high))));
        }
    }

    /**
     * The band around a line.
     *
     * @param low lower ends
     * @param high upper ends
     */
    public record Band(List<Double> low, List<Double> high) {}

    /**
     * A cloud of points.
     *
     * @param name in the legend
     * @param x first coordinate
     * @param y second coordinate
     * @param texts what a point says when it is pointed at; empty for none
     */
    public record Points(String name, List<Double> x, List<Double> y, List<String> texts) {
        public Points {
            x = List.copyOf(x);
            y = List.copyOf(y);
            texts = List.copyOf(texts);
            requireSame("Points '" + name + "'", x.size(), y.size());
            if (!texts.isEmpty()) {
                requireSame("the texts of points '" + name + "'", x.size(), texts.size());
            }
        }

        /** Points that say nothing. */
        public static Points of(String name, double[] x, double[] y) {
            return new Points(name, boxed(x), boxed(y), List.of());
        }
    }

    /**
     * One bar per category.
     *
     * @param name in the legend
     * @param categories names of the bars
     * @param values their lengths
     * @param band lower and upper ends of the error bars; empty for none
     */
    public record Bars(String name, List<String> categories, List<Double> values, Optional<Band> band) {
        public Bars {
            categories = List.copyOf(categories);
            values = List.copyOf(values);
            requireSame("Bars '" + name + "'", categories.size(), values.size());
        }

        /** Bars without error bars. */
        public static Bars of(String name, List<String> categories, double[] values) {
            return new Bars(name, categories, boxed(values), Optional.empty());
        }

        /** These bars with error bars from {@code low} to {@code high}. */
        public Bars withBand(double[] low, double[] high) {
            requireSame("the error bars of '" + name + "'", categories.size(), low.length);
            requireSame("the error bars of '" + name + "'", categories.size(), high.length);
            return new Bars(name, categories, values, Optional.of(new Band(boxed(low), boxed(high))));
        }
    }

    /** Lines over a common axis; where there are more than colours, the colours come again with dashes. */
    public static Figure lines(String title, String xTitle, String yTitle, List<Line> lines) {
        ObjectNode figure = figure(title, xTitle, yTitle);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            String colour = Colours.PALETTE.get(i % Colours.PALETTE.size());
            line.band.ifPresent(band -> traces(figure).add(band(line, band, colour)));
            ObjectNode trace = trace(figure, "scatter", line.name);
            trace.put("mode", line.x.size() == 1 ? "markers" : "lines");
            numbers(trace.putArray("x"), line.x);
            numbers(trace.putArray("y"), line.y);
            ObjectNode stroke = trace.putObject("line").put("color", colour).put("width", 2);
            if (i >= Colours.PALETTE.size()) {
                stroke.put("dash", "dash");
            }
            trace.putObject("marker").put("color", colour);
        }
        return Figure.of(figure);
    }

    private static ObjectNode band(Line line, Band band, String colour) {
        ObjectNode trace = Figure.JSON.createObjectNode().put("type", "scatter").put("mode", "lines");
        trace.put("name", line.name + " band").put("showlegend", false).put("hoverinfo", "skip");
        trace.put("fill", "toself").put("fillcolor", translucent(colour));
        trace.putObject("line").put("width", 0);
        ArrayNode x = trace.putArray("x");
        ArrayNode y = trace.putArray("y");
        numbers(x, line.x);
        numbers(y, band.high);
        for (int i = line.x.size() - 1; i >= 0; i--) {
            x.add(line.x.get(i));
            y.add(band.low.get(i));
        }
        return trace;
    }

    private static String translucent(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return "rgba(" + (rgb >> 16) + "," + ((rgb >> 8) & 255) + "," + (rgb & 255) + ",0.2)";
    }

    /** Clouds of points. */
    public static Figure scatter(String title, String xTitle, String yTitle, List<Points> clouds) {
        ObjectNode figure = figure(title, xTitle, yTitle);
        for (Points cloud : clouds) {
            ObjectNode trace = trace(figure, "scatter", cloud.name);
            trace.put("mode", "markers");
            numbers(trace.putArray("x"), cloud.x);
            numbers(trace.putArray("y"), cloud.y);
            trace.putObject("marker").put("size", 7).put("opacity", 0.75);
            if (!cloud.texts.isEmpty()) {
                ArrayNode texts = trace.putArray("text");
                cloud.texts.forEach(text -> texts.add(TableView.escape(text)));
                trace.put("hovertemplate", "%{text}<extra></extra>");
            }
        }
        return Figure.of(figure);
    }

    /** Bars side by side for each category. */
    public static Figure bars(String title, String xTitle, String yTitle, List<Bars> groups) {
        ObjectNode figure = figure(title, xTitle, yTitle);
        layout(figure).put("barmode", "group");
        layout(figure).withObjectProperty("xaxis").put("type", "category");
        named(figure, "xaxis", groups.stream().flatMap(bars -> bars.categories.stream()));
        for (Bars bars : groups) {
            ObjectNode trace = trace(figure, "bar", bars.name);
            ArrayNode x = trace.putArray("x");
            bars.categories.forEach(x::add);
            numbers(trace.putArray("y"), bars.values);
            hover(trace, bars);
            bars.band.ifPresent(band -> error(trace, "error_y", bars.values, band));
        }
        if (groups.size() == 1) {
            layout(figure).put("showlegend", false);
        }
        return Figure.of(figure);
    }

    /** Bars from left to right, the first category on top: for many categories or long names. */
    public static Figure ranked(String title, String xTitle, List<Bars> groups) {
        ObjectNode figure = figure(title, xTitle, "");
        layout(figure).put("barmode", "group");
        layout(figure)
                .withObjectProperty("yaxis")
                .put("type", "category")
                .put("autorange", "reversed")
                .put("automargin", true);
        named(figure, "yaxis", groups.stream().flatMap(group -> group.categories.stream()));
        int bars = 0;
        for (Bars group : groups) {
            ObjectNode trace = trace(figure, "bar", group.name).put("orientation", "h");
            ArrayNode y = trace.putArray("y");
            group.categories.forEach(y::add);
            numbers(trace.putArray("x"), group.values);
            hover(trace, group);
            group.band.ifPresent(band -> error(trace, "error_x", group.values, band));
            bars = Math.max(bars, group.categories.size());
        }
        layout(figure).put("height", 150 + (14 + 12 * groups.size()) * bars);
        if (groups.size() == 1) {
            layout(figure).put("showlegend", false);
        }
        return Figure.of(figure);
    }

    /** A dotted line, to be laid over lines with {@link Figure#and}: a level that they are compared with. */
    public static Figure dotted(String name, double[] x, double[] y) {
        requireSame("Charts.dotted: the values", x.length, y.length);
        ObjectNode figure = figure("", "", "");
        ObjectNode trace = trace(figure, "scatter", name).put("mode", "lines");
        numbers(trace.putArray("x"), boxed(x));
        numbers(trace.putArray("y"), boxed(y));
        trace.putObject("line").put("color", "#7F7F7F").put("width", 2).put("dash", "dot");
        return Figure.of(figure);
    }

    /** One level for all categories of {@link #ranked}, as a dashed line from the first to the last. */
    public static Figure level(String name, List<String> categories, double value) {
        ObjectNode figure = figure("", "", "");
        ObjectNode trace = trace(figure, "scatter", name).put("mode", "lines");
        ArrayNode y = trace.putArray("y");
        ArrayNode x = trace.putArray("x");
        categories.forEach(category -> {
            y.add(category);
            x.add(value);
        });
        trace.putObject("line").put("color", "#CC79A7").put("width", 3).put("dash", "dash");
        return Figure.of(figure);
    }

    private static void error(ObjectNode trace, String name, List<Double> values, Band band) {
        ObjectNode error = trace.putObject(name).put("type", "data").put("symmetric", false);
        error.put("thickness", 1.5).put("width", name.equals("error_x") ? 3 : 5).put("color", "#7F7F7F");
        ArrayNode above = error.putArray("array");
        ArrayNode below = error.putArray("arrayminus");
        for (int i = 0; i < values.size(); i++) {
            above.add(Math.max(0, band.high.get(i) - values.get(i)));
            below.add(Math.max(0, values.get(i) - band.low.get(i)));
        }
    }

    /** One mark per category, to be laid over bars of the same categories with {@link Figure#and}. */
    public static Figure marks(String name, List<String> categories, double[] values) {
        requireSame("Charts.marks: the values", categories.size(), values.length);
        ObjectNode figure = figure("", "", "");
        ObjectNode trace = trace(figure, "scatter", name);
        trace.put("mode", "markers");
        ArrayNode x = trace.putArray("x");
        categories.forEach(x::add);
        numbers(trace.putArray("y"), boxed(values));
        trace.putObject("marker")
                .put("symbol", "line-ew-open")
                .put("size", 40)
                .put("color", "#D55E00")
                .putObject("line")
                .put("width", 3);
        return Figure.of(figure);
    }

    /**
     * A heatmap with its numbers written in the cells.
     *
     * @param rows names of the rows, from top to bottom
     * @param columns names of the columns, from left to right
     * @param values {@code [rows][columns]}
     */
    public static Figure heatmap(
            String title, String xTitle, String yTitle, List<String> rows, List<String> columns, double[][] values) {
        requireSame("Charts.heatmap: the rows", rows.size(), values.length);
        ObjectNode figure = figure(title, xTitle, yTitle);
        ObjectNode trace = trace(figure, "heatmap", title);
        ArrayNode x = trace.putArray("x");
        columns.forEach(x::add);
        ArrayNode y = trace.putArray("y");
        rows.forEach(y::add);
        ArrayNode z = trace.putArray("z");
        ArrayNode texts = trace.putArray("text");
        boolean few = rows.size() * columns.size() <= 400;
        for (double[] row : values) {
            requireSame("Charts.heatmap: the columns", columns.size(), row.length);
            numbers(z.addArray(), boxed(row));
            ArrayNode text = texts.addArray();
            Arrays.stream(row).forEach(value -> text.add(TableView.number(value)));
        }
        if (few) {
            trace.put("texttemplate", "%{text}");
        }
        trace.put("hovertemplate", "%{y} / %{x}: %{text}<extra></extra>");
        boolean longRows = named(figure, "yaxis", rows.stream());
        boolean longColumns = named(figure, "xaxis", columns.stream());
        if (longRows || longColumns) {
            hover(trace, rows, columns, values);
        }
        trace.put("xgap", 1).put("ygap", 1);
        ArrayNode scale = trace.putArray("colorscale");
        for (int i = 0; i < Colours.SEQUENTIAL.size(); i++) {
            scale.addArray().add(i / (Colours.SEQUENTIAL.size() - 1.0)).add(Colours.SEQUENTIAL.get(i));
        }
        layout(figure).withObjectProperty("yaxis").put("autorange", "reversed").put("type", "category");
        layout(figure).withObjectProperty("xaxis").put("type", "category");
        int least = StaticPicture.HEIGHT;
        layout(figure).put("height", Math.max(least, Math.min(1000, 160 + 24 * rows.size())));
        return Figure.of(figure);
    }

    /** Names the ticks of an axis with the shortened categories; false where none is long. */
    private static boolean named(ObjectNode figure, String axis, Stream<String> categories) {
        List<String> names = categories.distinct().toList();
        if (names.stream().noneMatch(Charts::isLong)) {
            return false;
        }
        ObjectNode named = layout(figure).withObjectProperty(axis).put("tickmode", "array");
        ArrayNode places = named.putArray("tickvals");
        ArrayNode texts = named.putArray("ticktext");
        names.forEach(name -> {
            places.add(name);
            texts.add(TableView.escape(FittedLabels.shortened(name, FittedLabels.TICK)));
        });
        return true;
    }

    private static boolean isLong(String name) {
        return name.codePointCount(0, name.length()) > FittedLabels.TICK;
    }

    /** What bars say when they are pointed at, where their names stand shortened beside the axis. */
    private static void hover(ObjectNode trace, Bars bars) {
        if (bars.categories.stream().noneMatch(Charts::isLong)) {
            return;
        }
        ArrayNode texts = trace.putArray("hovertext");
        for (int i = 0; i < bars.categories.size(); i++) {
            texts.add(TableView.escape(bars.categories.get(i) + ": " + TableView.number(bars.values.get(i))));
        }
        trace.put("hovertemplate", "%{hovertext}");
    }

    private static void hover(ObjectNode trace, List<String> rows, List<String> columns, double[][] values) {
        ArrayNode texts = trace.putArray("hovertext");
        for (int r = 0; r < rows.size(); r++) {
            ArrayNode line = texts.addArray();
            for (int c = 0; c < columns.size(); c++) {
                line.add(
                        TableView.escape(rows.get(r) + " / " + columns.get(c) + ": " + TableView.number(values[r][c])));
            }
        }
        trace.put("hovertemplate", "%{hovertext}<extra></extra>");
    }

    private static ObjectNode figure(String title, String xTitle, String yTitle) {
        ObjectNode figure = Figure.JSON.createObjectNode();
        figure.putArray("data");
        ObjectNode layout = figure.putObject("layout");
        layout.putObject("title").put("text", FittedLabels.title(title));
        layout.putObject("xaxis").putObject("title").put("text", TableView.escape(xTitle));
        layout.putObject("yaxis").putObject("title").put("text", TableView.escape(yTitle));
        return figure;
    }

    private static ObjectNode layout(ObjectNode figure) {
        return figure.withObjectProperty("layout");
    }

    private static ArrayNode traces(ObjectNode figure) {
        return figure.withArrayProperty("data");
    }

    private static ObjectNode trace(ObjectNode figure, String type, String name) {
        return traces(figure).addObject().put("type", type).put("name", FittedLabels.name(name));
    }

    private static void numbers(ArrayNode array, List<Double> values) {
        for (double value : values) {
            if (Double.isFinite(value)) {
                array.add(value);
            } else {
                array.addNull();
            }
        }
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static void requireSame(String what, int wanted, int got) {
        if (wanted != got) {
            throw new IllegalArgumentException(what + " must have " + wanted + " values, got " + got);
        }
    }
}

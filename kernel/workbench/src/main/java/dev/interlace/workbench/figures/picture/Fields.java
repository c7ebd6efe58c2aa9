package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlace.workbench.display.TableView;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Numbers over two axes: heatmaps, counts in two dimensions, contours. */
final class Fields {
    static final List<String> TYPES = List.of("heatmap", "histogram2d", "contour", "histogram2dcontour");

    private final Cell cell;
    private final double width;
    private final double height;
    private final List<Grid> grids = new ArrayList<>();

    /**
     * A grid of numbers.
     *
     * @param x places of the columns: of their middles, or one more for their edges
     * @param y places of the rows
     * @param z numbers by row and column; NaN for none
     */
    @SuppressWarnings("ArrayRecordComponent") // within the package, never compared
    record Grid(Trace trace, double[] x, double[] y, double[][] z) {
        boolean isContour() {
            return trace.type().endsWith("contour");
        }

        int columns() {
            return z.length == 0 ? 0 : z[0].length;
        }
    }

    /**
     * The fields of a subplot.
     *
     * @param width of the subplot in pixels
     * @param height of the subplot in pixels
     */
    Fields(Cell cell, double width, double height) {
        this.cell = cell;
        this.width = width;
        this.height = height;
    }

    /** The colours of an array of numbers, if there are any; the ends are {@code zmin} and {@code zmax} or the like. */
    static Optional<ColourScale> scale(JsonNode holder, String letter, double[] values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return Optional.empty();
        }
        double low = Arrays.stream(finite).min().orElse(0);
        double high = Arrays.stream(finite).max().orElse(1);
        JsonNode middle = holder.path(letter + "mid");
        if (middle.isNumber()) {
            double reach = Math.max(middle.asDouble() - low, high - middle.asDouble());
            low = middle.asDouble() - reach;
            high = middle.asDouble() + reach;
        }
        JsonNode min = holder.path(letter + "min");
        JsonNode max = holder.path(letter + "max");
        return Optional.of(ColourScale.of(holder, min.asDouble(low), max.asDouble(high)));
    }

    void measure(List<Trace> traces) {
        for (Trace trace : traces) {
            Grid grid = trace.type().startsWith("histogram2d") ? counted(trace) : given(trace);
            grids.add(grid);
            if (grid.isContour()) {
                cell.x(trace).reach(grid.x);
                cell.y(trace).reach(grid.y);
            } else {
                cell.x(trace).reach(edges(grid.x, grid.columns()));
                cell.y(trace).reach(edges(grid.y, grid.z.length));
            }
        }
    }

    private Grid given(Trace trace) {
        JsonNode rows = trace.json().path("z");
        double[][] z = new double[rows.size()][];
        int columns = 0;
        for (int r = 0; r < z.length; r++) {
            z[r] = Trace.numbers(rows.path(r));
            columns = Math.max(columns, z[r].length);
        }
        for (int r = 0; r < z.length; r++) {
            int had = z[r].length;
            z[r] = Arrays.copyOf(z[r], columns);
            Arrays.fill(z[r], had, columns, Double.NaN);
        }
        JsonNode json = trace.json();
        int nx = json.path("x").isEmpty() ? columns : json.path("x").size();
        int ny = json.path("y").isEmpty() ? z.length : json.path("y").size();
        return new Grid(
                trace,
                Trace.places(json.path("x"), cell.x(trace), nx, json.path("x0"), json.path("dx")),
                Trace.places(json.path("y"), cell.y(trace), ny, json.path("y0"), json.path("dy")),
                z);
    }

    private Grid counted(Trace trace) {
        JsonNode json = trace.json();
        double[] xs = trace.xs(cell.x(trace));
        double[] ys = trace.ys(cell.y(trace));
        Bins across = Bins.of(xs, json.path("xbins"), json.path("nbinsx").asInt(0), 0.25);
        Bins up = Bins.of(ys, json.path("ybins"), json.path("nbinsy").asInt(0), 0.25);
        double[][] z = new double[up.count()][across.count()];
        for (int i = 0; i < xs.length; i++) {
            int c = Double.isFinite(xs[i]) ? across.of(xs[i]) : -1;
            int r = Double.isFinite(ys[i]) ? up.of(ys[i]) : -1;
            if (c >= 0 && r >= 0) {
                z[r][c]++;
            }
        }
        double[] x = new double[across.count()];
        double[] y = new double[up.count()];
        Arrays.setAll(x, across::middle);
        Arrays.setAll(y, up::middle);
        return new Grid(trace, x, y, z);
    }

    /** The edges of cells around their middles. */
    private static double[] edges(double[] places, int n) {
        if (places.length == n + 1) {
            return places;
        }
        double[] edges = new double[n + 1];
        for (int i = 0; i <= n && n > 0; i++) {
            double before = n == 1 ? places[0] - 1 : i == 0 ? 2 * places[0] - places[1] : places[i - 1];
            double after = n == 1 ? places[0] + 1 : i == n ? 2 * places[n - 1] - places[n - 2] : places[i];
            edges[i] = n == 1 ? places[0] + i - 0.5 : (before + after) / 2;
        }
        return edges;
    }

    void draw() {
        for (Grid grid : grids) {
            double[] all = Arrays.stream(grid.z).flatMapToDouble(Arrays::stream).toArray();
            Optional<ColourScale> scale = scale(grid.trace.json(), "z", all);
            if (scale.isEmpty()) {
                continue;
            }
            ColourScale shown = scale.get();
            if (grid.isContour()) {
                Contours contours = new Contours(grid, shown);
                Rectangle2D places = contours.places();
                cell.image(
                        grid.trace,
                        contours.image(
                                cell.x(grid.trace).reversed(),
                                cell.y(grid.trace).reversed()),
                        places);
                shown = contours.scale();
            } else {
                cells(grid, shown);
            }
            if (grid.trace.json().path("showscale").asBoolean(true)) {
                cell.scale(shown);
            }
        }
    }

    private void cells(Grid grid, ColourScale scale) {
        double[] xs = edges(grid.x, grid.columns());
        double[] ys = edges(grid.y, grid.z.length);
        JsonNode json = grid.trace.json();
        double unitX = width / cell.x(grid.trace).range().getLength();
        double unitY = height / cell.y(grid.trace).range().getLength();
        double gapX = json.path("xgap").asDouble(0) / unitX / 2;
        double gapY = json.path("ygap").asDouble(0) / unitY / 2;
        List<Box> boxes = new ArrayList<>();
        for (int r = 0; r < grid.z.length; r++) {
            for (int c = 0; c < grid.z[r].length; c++) {
                if (Double.isFinite(grid.z[r][c])) {
                    Color fill = PlotlyColour.faded(scale.colour(grid.z[r][c]), grid.trace.opacity());
                    boxes.add(new Box(xs[c] + gapX, xs[c + 1] - gapX, ys[r] + gapY, ys[r + 1] - gapY, fill, Box.NONE));
                }
            }
        }
        cell.boxes(grid.trace, boxes, true);
        texts(grid, scale, xs, ys);
    }

    /** The texts in the cells, in a size at which the longest fits; none where that could not be read. */
    private void texts(Grid grid, ColourScale scale, double[] xs, double[] ys) {
        String template = grid.trace.json().path("texttemplate").asText("");
        if (template.isEmpty()) {
            return;
        }
        double w = Math.abs(xs[xs.length - 1] - xs[0]) / (xs.length - 1);
        double h = Math.abs(ys[ys.length - 1] - ys[0]) / (ys.length - 1);
        List<String> texts = new ArrayList<>();
        for (int r = 0; r < grid.z.length; r++) {
            for (int c = 0; c < grid.z[r].length; c++) {
                texts.add(text(grid, template, r, c));
            }
        }
        double widest = texts.stream().mapToDouble(Fonts::width).max().orElse(0);
        for (int r = 0; r < grid.z.length; r++) {
            for (int c = 0; c < grid.z[r].length; c++) {
                double x = (xs[c] + xs[c + 1]) / 2;
                double y = (ys[r] + ys[r + 1]) / 2;
                FittedText text = new FittedText(text(grid, template, r, c), x, y, w, h, widest);
                cell.text(grid.trace, text, PlotlyColour.inkOn(scale.colour(grid.z[r][c])));
            }
        }
    }

    /** The text of a cell; empty where it has no number. */
    private static String text(Grid grid, String template, int row, int column) {
        double value = grid.z[row][column];
        if (!Double.isFinite(value)) {
            return "";
        }
        JsonNode given = grid.trace.json().path("text").path(row).path(column);
        return template.contains("%{text") ? PlainText.of(given.asText("")) : TableView.number(value);
    }
}

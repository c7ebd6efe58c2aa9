package dev.interlace.workbench.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.workbench.display.Colours;
import dev.interlace.workbench.display.TableView;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;

/**
 * Draws a figure without a browser: the traces scatter, bar, histogram and heatmap with bands, error bars, ticks,
 * titles and legend. Other kinds are named in the picture instead of drawn.
 */
final class StaticPicture {
    /** The shown width in pixels. */
    static final int WIDTH = 760;

    /** The shown height in pixels, unless the layout says another. */
    static final int HEIGHT = 440;

    private static final int SCALE = 2;
    private static final Set<String> DRAWN = Set.of("scatter", "scattergl", "bar", "histogram", "heatmap");
    private static final int LEGEND_MOST = 190;
    private static final int SLANTED_MOST = 150;

    private final Figure figure;
    private final JsonNode layout;
    private final int height;
    private final Color ink;
    private final Color paper;
    private final Color gridline;
    private final Axis x;
    private final Axis y;

    /** A trace with its places on the axes. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Placed(JsonNode trace, String type, Color colour, double[] x, double[] y) {
        boolean is(String kind) {
            return type.equals(kind);
        }

        boolean horizontal() {
            return trace.path("orientation").asText().equals("h");
        }
    }

    StaticPicture(Figure figure, Theme theme) {
        this.figure = figure;
        this.layout = figure.layout();
        this.height = layout.path("height").asInt(HEIGHT);
        boolean dark = theme == Theme.DARK;
        ink = dark ? new Color(0xDDE1E6) : new Color(0x24292F);
        paper = dark ? new Color(0x16191D) : Color.WHITE;
        gridline = dark ? new Color(0x3A3F45) : new Color(0xE3E6EA);
        x = new Axis(layout.path("xaxis"));
        y = new Axis(layout.path("yaxis"));
    }

    byte[] png() {
        BufferedImage image = new BufferedImage(WIDTH * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.scale(SCALE, SCALE);
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            draw(g);
        } finally {
            g.dispose();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void draw(Graphics2D g) {
        g.setColor(paper);
        g.fillRect(0, 0, WIDTH, height);
        List<Placed> traces = new ArrayList<>();
        Set<String> unknown = new TreeSet<>();
        int next = 0;
        for (JsonNode trace : figure.data()) {
            String type = trace.path("type").asText("scatter");
            if (!DRAWN.contains(type)) {
                unknown.add(type);
                continue;
            }
            Color colour = colour(trace, next);
            next += trace.path("showlegend").asBoolean(true) ? 1 : 0;
            traces.add(placed(type.equals("histogram") ? binned(trace) : trace, type, colour));
        }
        g.setColor(ink);
        g.setFont(font(Font.PLAIN, 17));
        g.drawString(fit(g, figure.title(), WIDTH - 40), 20, 30);
        if (traces.isEmpty()) {
            g.setFont(font(Font.PLAIN, 13));
            String what = unknown.isEmpty()
                    ? "There is nothing to draw."
                    : "The static picture cannot show: " + String.join(", ", unknown);
            g.drawString(what, 20, 70);
            return;
        }
        axesAndTraces(g, traces);
        if (!unknown.isEmpty()) {
            g.setFont(font(Font.ITALIC, 11));
            g.setColor(ink);
            g.drawString("not shown here: " + String.join(", ", unknown), 20, height - 6);
        }
    }

    private void axesAndTraces(Graphics2D g, List<Placed> traces) {
        boolean heat = traces.stream().anyMatch(trace -> trace.is("heatmap"));
        List<Placed> inLegend = traces.stream()
                .filter(trace -> !trace.is("heatmap")
                        && trace.trace.has("name")
                        && trace.trace.path("showlegend").asBoolean(true))
                .toList();
        boolean legend = layout.path("showlegend").asBoolean(inLegend.size() > 1) && !inLegend.isEmpty();
        g.setFont(font(Font.PLAIN, 12));
        FontMetrics metrics = g.getFontMetrics();
        int legendWidth = legend
                ? 40
                        + Math.min(
                                LEGEND_MOST,
                                inLegend.stream()
                                        .mapToInt(t -> metrics.stringWidth(name(t)))
                                        .max()
                                        .orElse(0))
                : heat ? 70 : 16;
        int top = figure.title().isEmpty() ? 20 : 50;
        y.place(height - 60, top); // first guess, for the widths of the tick texts
        int widest = y.ticks().stream()
                .mapToInt(tick -> metrics.stringWidth(tick.text()))
                .max()
                .orElse(0);
        int left = 20 + Math.min(220, widest) + (y.title().isEmpty() ? 0 : 24);
        int right = WIDTH - legendWidth - 8;
        x.place(left, right);
        int turned = turned(metrics, right - left);
        int bottom = height - 26 - turned - (x.title().isEmpty() ? 0 : 22);
        y.place(bottom, top);
        grid(g, left, right, top, bottom, turned > 16, heat);
        Shape clip = g.getClip();
        g.clip(new Rectangle2D.Double(left, top, right - left, bottom - top));
        traces.stream().filter(trace -> trace.is("heatmap")).forEach(trace -> heatmap(g, trace));
        bars(
                g,
                traces.stream()
                        .filter(trace -> trace.is("bar") || trace.is("histogram"))
                        .toList());
        traces.stream().filter(StaticPicture::isScatter).forEach(trace -> scatter(g, trace));
        g.setClip(clip);
        traces.stream()
                .filter(trace -> trace.is("heatmap"))
                .findFirst()
                .ifPresent(trace -> colourBar(g, trace, right + 14, top, bottom));
        if (legend) {
            legend(g, inLegend, right + 14, top + 8);
        }
    }

    private static boolean isScatter(Placed trace) {
        return trace.type.startsWith("scatter");
    }

    private Placed placed(JsonNode trace, String type, Color colour) {
        if (type.equals("heatmap")) {
            return heatPlaces(trace, colour);
        }
        JsonNode xs = trace.path("x");
        JsonNode ys = trace.path("y");
        int n = Math.max(xs.size(), ys.size());
        double[] px = new double[n];
        double[] py = new double[n];
        for (int i = 0; i < n; i++) {
            px[i] = xs.has(i) ? x.take(xs.path(i)) : i;
            py[i] = ys.has(i) ? y.take(ys.path(i)) : i;
            x.include(px[i]);
            JsonNode error = trace.path("error_y");
            if (error.path("array").has(i)) {
                y.include(py[i] + error.path("array").path(i).asDouble());
                y.include(py[i] - lower(error, i));
            }
            JsonNode sideways = trace.path("error_x");
            if (sideways.path("array").has(i)) {
                x.include(px[i] + sideways.path("array").path(i).asDouble());
                x.include(px[i] - lower(sideways, i));
            }
        }
        Placed placed = new Placed(trace, type, colour, px, py);
        if (type.equals("bar") || type.equals("histogram")) {
            (placed.horizontal() ? x : y).include(0);
            double half = barWidth(placed) / 2;
            for (double place : placed.horizontal() ? py : px) {
                (placed.horizontal() ? y : x).include(place - half);
                (placed.horizontal() ? y : x).include(place + half);
            }
        }
        return placed;
    }

    private Placed heatPlaces(JsonNode trace, Color colour) {
        JsonNode z = trace.path("z");
        double[] px = new double[z.path(0).size()];
        double[] py = new double[z.size()];
        for (int i = 0; i < px.length; i++) {
            px[i] = trace.path("x").has(i) ? x.take(trace.path("x").path(i)) : i;
        }
        for (int i = 0; i < py.length; i++) {
            py[i] = trace.path("y").has(i) ? y.take(trace.path("y").path(i)) : i;
        }
        double halfX = step(px) / 2;
        double halfY = step(py) / 2;
        for (double place : px) {
            x.include(place - halfX);
            x.include(place + halfX);
        }
        for (double place : py) {
            y.include(place - halfY);
            y.include(place + halfY);
        }
        x.withoutPadding();
        y.withoutPadding();
        return new Placed(trace, "heatmap", colour, px, py);
    }

    private static double step(double[] places) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < places.length; i++) {
            double gap = Math.abs(places[i] - places[i - 1]);
            least = gap > 0 ? Math.min(least, gap) : least;
        }
        return Double.isFinite(least) ? least : 1;
    }

    /** Counts in bins of equal width, by Sturges' rule. */
    private static ObjectNode binned(JsonNode trace) {
        List<Double> values = new ArrayList<>();
        trace.path("x").forEach(value -> values.add(value.asDouble()));
        double low = values.stream().mapToDouble(v -> v).min().orElse(0);
        double high = values.stream().mapToDouble(v -> v).max().orElse(1);
        int bins = (int) Math.ceil(Math.log(Math.max(1, values.size())) / Math.log(2)) + 1;
        double width = high > low ? (high - low) / bins : 1;
        int[] counts = new int[bins];
        values.forEach(v -> counts[(int) Math.min(bins - 1, (v - low) / width)]++);
        ObjectNode bar = ((ObjectNode) trace).deepCopy().put("barWidth", width);
        ArrayNode xs = bar.putArray("x");
        ArrayNode ys = bar.putArray("y");
        for (int i = 0; i < bins; i++) {
            xs.add(low + (i + 0.5) * width);
            ys.add(counts[i]);
        }
        return bar;
    }

    private static double barWidth(Placed bar) {
        if (bar.trace.has("barWidth")) {
            return bar.trace.path("barWidth").asDouble();
        }
        return 0.8 * step(bar.horizontal() ? bar.y : bar.x);
    }

    private void grid(Graphics2D g, int left, int right, int top, int bottom, boolean slanted, boolean heat) {
        g.setFont(font(Font.PLAIN, 12));
        FontMetrics metrics = g.getFontMetrics();
        g.setStroke(new BasicStroke(1));
        for (Axis.Tick tick : y.ticks()) {
            double at = y.pixel(tick.value());
            if (!heat && !y.isCategory()) {
                g.setColor(gridline);
                g.draw(new Line2D.Double(left, at, right, at));
            }
            g.setColor(ink);
            String text = fit(g, tick.text(), 220);
            g.drawString(text, left - 8 - metrics.stringWidth(text), (float) (at + metrics.getAscent() / 2.0 - 2));
        }
        for (Axis.Tick tick : x.ticks()) {
            double at = x.pixel(tick.value());
            if (!heat && !x.isCategory()) {
                g.setColor(gridline);
                g.draw(new Line2D.Double(at, top, at, bottom));
            }
            g.setColor(ink);
            if (slanted) {
                AffineTransform straight = g.getTransform();
                String text = fit(g, tick.text(), SLANTED_MOST);
                g.translate(at + 4, bottom + 12);
                g.rotate(-Math.PI / 5);
                g.drawString(text, -metrics.stringWidth(text), metrics.getAscent() / 2);
                g.setTransform(straight);
            } else {
                g.drawString(tick.text(), (float) (at - metrics.stringWidth(tick.text()) / 2.0), bottom + 17);
            }
        }
        g.setColor(gridline.darker());
        if (!heat) {
            g.draw(new Line2D.Double(left, bottom, right, bottom));
            g.draw(new Line2D.Double(left, top, left, bottom));
        }
        g.setColor(ink);
        g.setFont(font(Font.PLAIN, 13));
        FontMetrics larger = g.getFontMetrics();
        g.drawString(x.title(), (left + right - larger.stringWidth(x.title())) / 2, height - 12);
        AffineTransform straight = g.getTransform();
        g.rotate(-Math.PI / 2);
        g.drawString(y.title(), -(top + bottom + larger.stringWidth(y.title())) / 2, 22);
        g.setTransform(straight);
    }

    /** The height that the tick texts below the picture need; more than one line's when they must slant. */
    private int turned(FontMetrics metrics, int width) {
        List<Axis.Tick> ticks = x.ticks();
        int widest = ticks.stream()
                .mapToInt(tick -> metrics.stringWidth(tick.text()))
                .max()
                .orElse(0);
        return widest + 8 <= width / Math.max(1, ticks.size()) || !x.isCategory()
                ? 14
                : 16 + (int) (Math.min(SLANTED_MOST, widest) * Math.sin(Math.PI / 5)) + 4;
    }

    private void scatter(Graphics2D g, Placed trace) {
        String mode = trace.trace.path("mode").asText(trace.x.length <= 20 ? "lines+markers" : "lines");
        boolean closed = trace.trace.path("fill").asText().equals("toself");
        Path2D path = new Path2D.Double();
        boolean open = false;
        for (int i = 0; i < trace.x.length; i++) {
            if (!Double.isFinite(trace.x[i]) || !Double.isFinite(trace.y[i])) {
                open = false;
                continue;
            }
            double px = x.pixel(trace.x[i]);
            double py = y.pixel(trace.y[i]);
            if (open) {
                path.lineTo(px, py);
            } else {
                path.moveTo(px, py);
            }
            open = true;
        }
        if (closed && path.getCurrentPoint() != null) {
            path.closePath();
            g.setColor(parse(trace.trace.path("fillcolor").asText(""), translucent(trace.colour)));
            g.fill(path);
        }
        g.setColor(trace.colour);
        double width = trace.trace.path("line").path("width").asDouble(2);
        if (mode.contains("lines") && width > 0) {
            g.setStroke(
                    stroke((float) width, trace.trace.path("line").path("dash").asText("")));
            g.draw(path);
        }
        if (mode.contains("markers")) {
            markers(g, trace);
        }
    }

    private void markers(Graphics2D g, Placed trace) {
        JsonNode sizes = trace.trace.path("marker").path("size");
        int alpha = (int)
                Math.round(255 * trace.trace.path("marker").path("opacity").asDouble(1));
        g.setColor(new Color(trace.colour.getRed(), trace.colour.getGreen(), trace.colour.getBlue(), alpha));
        for (int i = 0; i < trace.x.length; i++) {
            double size = sizes.has(i) ? sizes.path(i).asDouble() : sizes.asDouble(6);
            if (!Double.isFinite(trace.x[i]) || !Double.isFinite(trace.y[i])) {
                continue;
            }
            if (trace.trace.path("marker").path("symbol").asText("").startsWith("line-ew")) {
                double at = y.pixel(trace.y[i]);
                g.setStroke(new BasicStroke((float)
                        trace.trace.path("marker").path("line").path("width").asDouble(2)));
                g.draw(new Line2D.Double(x.pixel(trace.x[i]) - size / 2, at, x.pixel(trace.x[i]) + size / 2, at));
            } else {
                g.fill(new Ellipse2D.Double(
                        x.pixel(trace.x[i]) - size / 2, y.pixel(trace.y[i]) - size / 2, size, size));
            }
        }
        errorBars(g, trace, 0);
    }

    private void bars(Graphics2D g, List<Placed> bars) {
        boolean stacked = Set.of("stack", "relative", "overlay")
                .contains(layout.path("barmode").asText("group"));
        for (int k = 0; k < bars.size(); k++) {
            Placed bar = bars.get(k);
            double whole = barWidth(bar);
            double width = stacked ? whole : whole / bars.size();
            double shift = stacked ? 0 : (k - (bars.size() - 1) / 2.0) * width;
            for (int i = 0; i < bar.x.length; i++) {
                double place = (bar.horizontal() ? bar.y[i] : bar.x[i]) + shift;
                double value = bar.horizontal() ? bar.x[i] : bar.y[i];
                if (!Double.isFinite(place) || !Double.isFinite(value)) {
                    continue;
                }
                Axis across = bar.horizontal() ? y : x;
                Axis along = bar.horizontal() ? x : y;
                double a = across.pixel(place - width / 2);
                double b = across.pixel(place + width / 2);
                double zero = along.pixel(along.clamp(0));
                double end = along.pixel(value);
                double inset = bar.is("histogram") ? 0.5 : 1;
                double thick = Math.max(1, Math.abs(b - a) - 2 * inset);
                g.setColor(bar.colour);
                g.fill(
                        bar.horizontal()
                                ? new Rectangle2D.Double(
                                        Math.min(zero, end), Math.min(a, b) + inset, Math.abs(end - zero), thick)
                                : new Rectangle2D.Double(
                                        Math.min(a, b) + inset, Math.min(zero, end), thick, Math.abs(end - zero)));
            }
            errorBars(g, bar, shift);
        }
    }

    private void errorBars(Graphics2D g, Placed trace, double shift) {
        JsonNode error = trace.trace.path("error_y");
        g.setColor(parse(error.path("color").asText(""), ink));
        g.setStroke(new BasicStroke(1.5f));
        for (int i = 0; i < trace.x.length && error.path("array").has(i); i++) {
            double at = x.pixel(trace.x[i] + (trace.horizontal() ? 0 : shift));
            double high = y.pixel(trace.y[i] + error.path("array").path(i).asDouble());
            double low = y.pixel(trace.y[i] - lower(error, i));
            g.draw(new Line2D.Double(at, low, at, high));
            g.draw(new Line2D.Double(at - 5, low, at + 5, low));
            g.draw(new Line2D.Double(at - 5, high, at + 5, high));
        }
        JsonNode sideways = trace.trace.path("error_x");
        g.setColor(parse(sideways.path("color").asText(""), ink));
        for (int i = 0; i < trace.y.length && sideways.path("array").has(i); i++) {
            double at = y.pixel(trace.y[i] + shift);
            double high = x.pixel(trace.x[i] + sideways.path("array").path(i).asDouble());
            double low = x.pixel(trace.x[i] - lower(sideways, i));
            g.draw(new Line2D.Double(low, at, high, at));
            g.draw(new Line2D.Double(low, at - 3, low, at + 3));
            g.draw(new Line2D.Double(high, at - 3, high, at + 3));
        }
    }

    private static double lower(JsonNode error, int i) {
        return error.path(error.path("arrayminus").has(i) ? "arrayminus" : "array")
                .path(i)
                .asDouble();
    }

    private void heatmap(Graphics2D g, Placed trace) {
        JsonNode z = trace.trace.path("z");
        double[] range = range(trace.trace);
        double cellX = step(trace.x) * x.unit();
        double cellY = step(trace.y) * y.unit();
        boolean texts = trace.trace.has("texttemplate") && cellX >= 18 && cellY >= 10;
        double gap = trace.trace.path("xgap").asDouble(0);
        g.setFont(font(Font.PLAIN, (float) Math.max(8, Math.min(12, Math.min(cellY * 0.55, cellX * 0.34)))));
        FontMetrics metrics = g.getFontMetrics();
        for (int r = 0; r < z.size(); r++) {
            for (int c = 0; c < z.path(r).size(); c++) {
                JsonNode value = z.path(r).path(c);
                if (value.isNull()) {
                    continue;
                }
                double cx = x.pixel(trace.x[c]);
                double cy = y.pixel(trace.y[r]);
                Color fill = scale(trace.trace, share(value.asDouble(), range));
                g.setColor(fill);
                g.fill(new Rectangle2D.Double(
                        cx - cellX / 2 + gap / 2, cy - cellY / 2 + gap / 2, cellX - gap, cellY - gap));
                if (texts) {
                    String text = TextTwin.unescape(
                            trace.trace.path("text").path(r).path(c).asText(""));
                    g.setColor(luminance(fill) > 0.5 ? new Color(0x1B1F24) : Color.WHITE);
                    g.drawString(text, (float) (cx - metrics.stringWidth(text) / 2.0), (float)
                            (cy + metrics.getAscent() / 2.0 - 1));
                }
            }
        }
    }

    private void colourBar(Graphics2D g, Placed trace, int left, int top, int bottom) {
        double[] range = range(trace.trace);
        for (int py = top; py < bottom; py++) {
            g.setColor(scale(trace.trace, (bottom - py) / (double) (bottom - top)));
            g.fill(new Rectangle2D.Double(left, py, 14, 1.5));
        }
        g.setColor(ink);
        g.setFont(font(Font.PLAIN, 11));
        g.drawString(TableView.number(range[1]), left + 18, top + 10);
        g.drawString(TableView.number(range[0]), left + 18, bottom);
    }

    private static double[] range(JsonNode trace) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (JsonNode row : trace.path("z")) {
            for (JsonNode value : row) {
                if (value.isNumber()) {
                    low = Math.min(low, value.asDouble());
                    high = Math.max(high, value.asDouble());
                }
            }
        }
        return new double[] {
            trace.path("zmin").asDouble(low), trace.path("zmax").asDouble(high)
        };
    }

    private static double share(double value, double[] range) {
        return range[1] > range[0] ? Math.max(0, Math.min(1, (value - range[0]) / (range[1] - range[0]))) : 0.5;
    }

    private static Color scale(JsonNode trace, double share) {
        List<Color> stops = new ArrayList<>();
        JsonNode given = trace.path("colorscale");
        if (given.isArray() && given.size() > 1) {
            given.forEach(stop -> stops.add(parse(stop.path(1).asText(), Color.GRAY)));
        } else {
            Colours.SEQUENTIAL.forEach(stop -> stops.add(parse(stop, Color.GRAY)));
        }
        double at = share * (stops.size() - 1);
        int below = (int) Math.min(stops.size() - 2, Math.floor(at));
        Color a = stops.get(below);
        Color b = stops.get(below + 1);
        double t = at - below;
        return new Color(
                (int) Math.round(a.getRed() + t * (b.getRed() - a.getRed())),
                (int) Math.round(a.getGreen() + t * (b.getGreen() - a.getGreen())),
                (int) Math.round(a.getBlue() + t * (b.getBlue() - a.getBlue())));
    }

    private static double luminance(Color colour) {
        return (0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue()) / 255;
    }

    private void legend(Graphics2D g, List<Placed> traces, int left, int top) {
        g.setFont(font(Font.PLAIN, 12));
        int line = top;
        for (Placed trace : traces) {
            g.setColor(trace.colour);
            if (isScatter(trace) && !trace.trace.path("mode").asText("lines").equals("markers")) {
                g.setStroke(stroke(2.5f, trace.trace.path("line").path("dash").asText("")));
                g.draw(new Line2D.Double(left, line, left + 18, line));
            } else {
                g.fill(new Rectangle2D.Double(left + 3, line - 5, 11, 11));
            }
            g.setColor(ink);
            g.drawString(fit(g, name(trace), LEGEND_MOST), left + 25, line + 4);
            line += 20;
        }
    }

    private static String name(Placed trace) {
        return TextTwin.unescape(trace.trace.path("name").asText(""));
    }

    private static Color colour(JsonNode trace, int number) {
        Color next = parse(Colours.PALETTE.get(number % Colours.PALETTE.size()), Color.BLUE);
        Color marker = parse(trace.path("marker").path("color").asText(""), next);
        return parse(trace.path("line").path("color").asText(""), marker);
    }

    private static Color translucent(Color colour) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 51);
    }

    private static Color parse(String text, Color otherwise) {
        String colour = text.strip().toLowerCase(Locale.ROOT);
        if (colour.matches("#[0-9a-f]{6}")) {
            return new Color(Integer.parseInt(colour.substring(1), 16));
        }
        if (colour.matches("rgba?\\(.*\\)")) {
            String[] parts = colour.substring(colour.indexOf('(') + 1, colour.length() - 1)
                    .split(",", -1);
            double alpha = parts.length > 3 ? Double.parseDouble(parts[3].strip()) : 1;
            return new Color(channel(parts[0]), channel(parts[1]), channel(parts[2]), (int) Math.round(alpha * 255));
        }
        return switch (colour) {
            case "black" -> Color.BLACK;
            case "white" -> Color.WHITE;
            case "red" -> Color.RED;
            case "green" -> new Color(0x008000);
            case "blue" -> Color.BLUE;
            case "gray", "grey" -> Color.GRAY;
            case "orange" -> new Color(0xFFA500);
            case "purple" -> new Color(0x800080);
            default -> otherwise;
        };
    }

    private static int channel(String text) {
        return Math.max(0, Math.min(255, (int) Math.round(Double.parseDouble(text.strip()))));
    }

    private static BasicStroke stroke(float width, String dash) {
        float[] pattern = switch (dash) {
            case "dot" -> new float[] {width, 2 * width};
            case "dash" -> new float[] {4 * width, 3 * width};
            default -> null;
        };
        return pattern == null
                ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
    }

    private static Font font(int style, float size) {
        return new Font(Font.SANS_SERIF, style, 12).deriveFont(size);
    }

    private static String fit(Graphics2D g, String text, int width) {
        FontMetrics metrics = g.getFontMetrics();
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int length = text.length();
        while (length > 1 && metrics.stringWidth(text.substring(0, length) + "…") > width) {
            length--;
        }
        return text.substring(0, length) + "…";
    }
}

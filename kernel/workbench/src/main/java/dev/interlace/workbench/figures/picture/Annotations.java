package dev.interlace.workbench.figures.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** The annotations and shapes of a layout, over the drawn plots. */
final class Annotations {
    private final Graphics2D g;
    private final JsonNode layout;
    private final Look look;
    private final Rectangle2D whole;

    Annotations(Graphics2D g, JsonNode layout, Look look, Rectangle2D whole) {
        this.g = g;
        this.layout = layout;
        this.look = look;
        this.whole = whole;
    }

    void draw(List<StaticPicture.Placed> plots) {
        layout.path("shapes").forEach(shape -> shape(shape, plots));
        layout.path("annotations").forEach(annotation -> annotation(annotation, plots));
    }

    private void annotation(JsonNode json, List<StaticPicture.Placed> plots) {
        double x = pixel(json.path("x"), reference(json, "x", plots), plots, true);
        double y = pixel(json.path("y"), reference(json, "y", plots), plots, false);
        String text = PlainText.of(json.path("text").asText(""));
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            return;
        }
        Color colour = PlotlyColour.or(json.path("font").path("color"), look.ink());
        g.setColor(colour);
        g.setFont(Fonts.of((float) json.path("font").path("size").asDouble(12)));
        if (json.path("showarrow").asBoolean(true)) {
            double tailX = x + json.path("ax").asDouble(-10);
            double tailY = y + json.path("ay").asDouble(-30);
            g.setColor(PlotlyColour.or(json.path("arrowcolor"), colour));
            g.setStroke(Trail.stroke(1.2, ""));
            g.draw(new Line2D.Double(tailX, tailY, x, y));
            double angle = Math.atan2(y - tailY, x - tailX);
            for (double side : new double[] {-0.4, 0.4}) {
                g.draw(new Line2D.Double(x, y, x - 8 * Math.cos(angle + side), y - 8 * Math.sin(angle + side)));
            }
            g.setColor(colour);
            x = tailX;
            y = tailY - 6;
        }
        FontMetrics metrics = g.getFontMetrics();
        double width = metrics.stringWidth(text);
        String across = json.path("xanchor").asText("auto");
        double left = across.equals("left") ? x : across.equals("right") ? x - width : x - width / 2;
        String up = json.path("yanchor").asText("auto");
        double base = up.equals("bottom")
                ? y - metrics.getDescent()
                : up.equals("top") ? y + metrics.getAscent() : y + metrics.getAscent() / 2.0 - 2;
        double fitting = Math.max(2, Math.min(left, StaticPicture.WIDTH - width - 2));
        g.drawString(text, (float) fitting, (float) base);
    }

    private static String reference(JsonNode json, String axis, List<StaticPicture.Placed> plots) {
        boolean drawn = plots.stream().anyMatch(placed -> placed.cell().has(axis));
        return json.path(axis + "ref").asText(drawn ? axis : "paper");
    }

    private void shape(JsonNode json, List<StaticPicture.Placed> plots) {
        String xref = json.path("xref").asText("x");
        String yref = json.path("yref").asText("y");
        double x0 = pixel(json.path("x0"), xref, plots, true);
        double x1 = pixel(json.path("x1"), xref, plots, true);
        double y0 = pixel(json.path("y0"), yref, plots, false);
        double y1 = pixel(json.path("y1"), yref, plots, false);
        if (!Double.isFinite(x0 + x1 + y0 + y1)) {
            return;
        }
        double opacity = json.path("opacity").asDouble(1);
        JsonNode line = json.path("line");
        g.setStroke(
                Trail.stroke(line.path("width").asDouble(2), line.path("dash").asText("")));
        Color edge = PlotlyColour.faded(PlotlyColour.or(line.path("color"), look.ink()), opacity);
        if (json.path("type").asText().equals("rect")) {
            Rectangle2D rectangle =
                    new Rectangle2D.Double(Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0));
            g.setColor(PlotlyColour.faded(PlotlyColour.or(json.path("fillcolor"), Box.NONE), opacity));
            g.fill(rectangle);
            g.setColor(edge);
            if (line.path("width").asDouble(2) > 0) {
                g.draw(rectangle);
            }
        } else if (json.path("type").asText().equals("line")) {
            g.setColor(edge);
            g.draw(new Line2D.Double(x0, y0, x1, y1));
        }
    }

    /** The pixel of a place; NaN where its axis is not drawn. */
    private double pixel(JsonNode value, String ref, List<StaticPicture.Placed> plots, boolean horizontal) {
        String axis = ref.replace(" domain", "");
        Optional<StaticPicture.Placed> plot =
                plots.stream().filter(placed -> placed.cell().has(axis)).findFirst();
        if (ref.equals("paper") || ref.endsWith(" domain")) {
            Rectangle2D area = plot.map(StaticPicture.Placed::area).orElseGet(() -> spanned(plots));
            return horizontal
                    ? area.getX() + value.asDouble() * area.getWidth()
                    : area.getMaxY() - value.asDouble() * area.getHeight();
        }
        return plot.map(placed -> placed.cell().pixel(axis, value, placed)).orElse(Double.NaN);
    }

    private Rectangle2D spanned(List<StaticPicture.Placed> plots) {
        Rectangle2D all = null;
        for (StaticPicture.Placed placed : plots) {
            all = all == null ? placed.area() : all.createUnion(placed.area());
        }
        return all == null ? whole : all;
    }
}

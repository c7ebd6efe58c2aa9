package dev.interlace.workbench.charts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.spi.Picture;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Composed;
import dev.interlace.workbench.figures.Figure;
import dev.interlace.workbench.figures.FittedLabels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * How much each token looks at each region, and each region's share by token.
 *
 * @param tokens at least one
 * @param weights {@code [tokens][regions]}, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // numbers to be drawn; never compared
record AttentionPicture(List<String> tokens, double[][] weights) {
    private static final int MOST_PANELS = 12;
    private static final double SHADE = 0.6;

    AttentionPicture {
        tokens = List.copyOf(tokens);
        if (tokens.isEmpty() || weights.length != tokens.size()) {
            throw new IllegalArgumentException("charts.attention: there must be one row of weights per token, at least"
                    + " one, got " + tokens.size() + " tokens and " + weights.length + " rows");
        }
        for (double[] row : weights) {
            if (row.length == 0 || row.length != weights[0].length) {
                throw new IllegalArgumentException("charts.attention: every row of weights must have one weight per"
                        + " region, " + weights[0].length + " as the first, got " + row.length);
            }
            for (double weight : row) {
                if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("charts.attention: a weight must be in [0, ∞), got " + weight);
                }
            }
        }
    }

    private int regions() {
        return weights[0].length;
    }

    /** Of each region, the tokens' shares: columns divided by their sums; a column of zeros stays. */
    double[][] back() {
        double[][] shares = new double[weights.length][regions()];
        for (int r = 0; r < regions(); r++) {
            double sum = 0;
            for (double[] row : weights) {
                sum += row[r];
            }
            for (int t = 0; t < weights.length; t++) {
                shares[t][r] = sum > 0 ? weights[t][r] / sum : 0;
            }
        }
        return shares;
    }

    /** Both ways as fields of numbers, one above the other. */
    Figure figure() {
        List<String> columns =
                IntStream.range(0, regions()).mapToObj(Integer::toString).toList();
        List<String> rows = numbered(tokens);
        double most =
                Arrays.stream(weights).flatMapToDouble(Arrays::stream).max().orElse(1);
        return Composed.grid(
                "Attention of tokens and regions",
                1,
                List.of(
                        scaled(
                                Charts.heatmap("From tokens to regions", "", "token", rows, columns, weights),
                                most,
                                true),
                        scaled(
                                Charts.heatmap(
                                        "Back from regions: shares of the tokens",
                                        "region",
                                        "token",
                                        rows,
                                        columns,
                                        back()),
                                1,
                                most > 1)));
    }

    private static Figure scaled(Figure figure, double most, boolean shown) {
        ObjectNode changed = JsonNodeFactory.instance.objectNode();
        ArrayNode traces = figure.data();
        ((ObjectNode) traces.get(0)).put("zmin", 0).put("zmax", most).put("showscale", shown);
        changed.set("data", traces);
        changed.set("layout", figure.layout());
        return Figure.of(changed);
    }

    /** Tokens that occur again get a number: rows of one name would be one row. */
    static List<String> numbered(List<String> tokens) {
        List<String> names = new ArrayList<>();
        for (String token : tokens) {
            String name = token;
            for (int again = 2; names.contains(name); again++) {
                name = token + " (" + again + ")";
            }
            names.add(name);
        }
        return names;
    }

    /** Over the picture that the regions are a square grid of, from the top left: each token, and all together. */
    Figure over(Picture picture) {
        int side = (int) Math.round(Math.sqrt(regions()));
        if (side * side != regions()) {
            throw new IllegalArgumentException("charts.attention: over a picture the regions must form a square grid,"
                    + " got " + regions() + " regions; leave the picture out");
        }
        if (tokens.size() > MOST_PANELS) {
            throw new IllegalArgumentException("charts.attention: over a picture there may be " + MOST_PANELS
                    + " tokens, got " + tokens.size() + "; choose some, or leave the picture out");
        }
        List<Figure> panels = new ArrayList<>();
        double[] all = new double[regions()];
        for (int t = 0; t < weights.length; t++) {
            panels.add(panel(tokens.get(t), weights[t], side));
            for (int r = 0; r < all.length; r++) {
                all[r] += weights[t][r] / weights.length;
            }
        }
        panels.add(panel("mean of all tokens", all, side));
        int columns = Math.min(4, panels.size());
        Figure grid = Composed.grid("What each token looks at", columns, panels);
        ObjectNode images = JsonNodeFactory.instance.objectNode();
        ArrayNode placed = images.putArray("images");
        String source = "data:image/png;base64," + Base64.getEncoder().encodeToString(png(picture));
        for (int p = 0; p < panels.size(); p++) {
            String number = p == 0 ? "" : Integer.toString(p + 1);
            placed.addObject()
                    .put("source", source)
                    .put("xref", "x" + number)
                    .put("yref", "y" + number)
                    .put("x", -0.5)
                    .put("y", -0.5)
                    .put("sizex", side)
                    .put("sizey", side)
                    .put("sizing", "stretch")
                    .put("layer", "below");
        }
        return grid.withLayout(images.toString());
    }

    private static Figure panel(String name, double[] weights, int side) {
        double[][] grid = new double[side][];
        for (int row = 0; row < side; row++) {
            grid[row] = Arrays.copyOfRange(weights, row * side, (row + 1) * side);
        }
        Sketch sketch = new Sketch(FittedLabels.shortened(name, 24), "", "");
        sketch.field(name, grid)
                .put("opacity", SHADE)
                .put("showscale", false)
                .put(
                        "hovertemplate",
                        FittedLabels.shortened(name, 60).replace("%", "%%") + ": %{z:.3f}<extra></extra>");
        for (String axis : List.of("xaxis", "yaxis")) {
            sketch.axis(axis).put("showticklabels", false).put("ticks", "").put("showgrid", false);
        }
        return sketch.figure();
    }

    private static byte[] png(Picture picture) {
        BufferedImage image = picture.decode();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}

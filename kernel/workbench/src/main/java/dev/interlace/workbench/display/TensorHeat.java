package dev.interlace.workbench.display;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A matrix as a picture of one rectangle per entry, with a legend; of a large one each n-th row and column. */
final class TensorHeat {
    private static final int MOST_CELLS = 128;
    private static final int LONGEST_SIDE = 256;
    private static final int SHORTEST_SIDE = 32;
    private static final int LARGEST_CELL = 16;
    private static final int LEGEND_WIDTH = 96;
    private static final int LEGEND_HEIGHT = 10;

    private TensorHeat() {}

    /** The picture on a scale of {@code range}, least and largest. */
    static String html(INDArray matrix, double[] range, String name) {
        TensorSample sample = TensorSample.of(matrix, MOST_CELLS, MOST_CELLS);
        Palette palette = Palette.of(range[0], range[1]);
        BufferedImage image = image(sample, palette);
        return "<div>" + InlinePicture.html(image, image.getWidth(), "heatmap of " + name) + "<div><small>"
                + legend(sample, palette) + "</small></div></div>";
    }

    private static BufferedImage image(TensorSample sample, Palette palette) {
        int rows = (int) sample.shape()[0];
        int columns = (int) sample.shape()[1];
        int cell = Math.min(LARGEST_CELL, Math.max(1, LONGEST_SIDE / Math.max(rows, columns)));
        int wide = Math.max(cell, SHORTEST_SIDE / columns);
        int high = Math.max(cell, SHORTEST_SIDE / rows);
        BufferedImage image = new BufferedImage(columns * wide, rows * high, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, palette.argb(sample.values()[y / high * columns + x / wide]));
            }
        }
        return image;
    }

    private static String legend(TensorSample sample, Palette palette) {
        List<String> parts = new ArrayList<>();
        if (!Double.isNaN(palette.low())) {
            BufferedImage scale = new BufferedImage(LEGEND_WIDTH, LEGEND_HEIGHT, BufferedImage.TYPE_INT_ARGB);
            for (int x = 0; x < LEGEND_WIDTH; x++) {
                double value = palette.low() + (palette.high() - palette.low()) * x / (LEGEND_WIDTH - 1);
                for (int y = 0; y < LEGEND_HEIGHT; y++) {
                    scale.setRGB(x, y, palette.argb(value));
                }
            }
            String low = TableView.number(palette.low());
            String high = TableView.number(palette.high());
            parts.add(low + " " + InlinePicture.html(scale, LEGEND_WIDTH, "from " + low + " to " + high) + " " + high);
        }
        if (DoubleStream.of(sample.values()).anyMatch(Double::isNaN)) {
            parts.add("<span style=\"color:" + Palette.NAN + "\">■</span> NaN");
        }
        if (!sample.isWhole()) {
            List<String> steps = new ArrayList<>();
            if (sample.steps()[0] > 1) {
                steps.add(nth(sample.steps()[0]) + " row");
            }
            if (sample.steps()[1] > 1) {
                steps.add(nth(sample.steps()[1]) + " column");
            }
            parts.add("every " + String.join(" and ", steps));
        }
        return String.join("<br>", parts);
    }

    private static String nth(long n) {
        long tens = n % 100;
        boolean teen = tens >= 11 && tens <= 13;
        return n
                + switch ((int) (n % 10)) {
                    case 1 -> teen ? "th" : "st";
                    case 2 -> teen ? "th" : "nd";
                    case 3 -> teen ? "th" : "rd";
                    default -> "th";
                };
    }
}

package dev.interlace.derive;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for variants that the concept rule missed: rows of different concepts whose small grey pictures correlate above
 * {@value #PICTURE}, or whose names share at least {@value #NAME} of their words.
 */
final class TwinSearch {
    private static final double PICTURE = 0.90;
    private static final double NAME = 0.66;
    private static final int GRID = 24;

    private final List<DeriveEmoji.Row> rows;
    private final List<double[]> pictures = new ArrayList<>();
    private final List<Set<String>> words = new ArrayList<>();

    TwinSearch(DeriveEmoji set) throws IOException {
        rows = set.rows().stream().filter(row -> !row.group().equals("flags")).toList();
        for (DeriveEmoji.Row row : rows) {
            pictures.add(normal(set.picture("color", row.hexcode())));
            String name = row.names().getOrDefault("en", "");
            words.add(new TreeSet<>(
                    List.of(name.toLowerCase(java.util.Locale.ROOT).split("[^\\p{L}\\d]+"))));
        }
    }

    void print() {
        for (int i = 0; i < rows.size(); i++) {
            for (int j = i + 1; j < rows.size(); j++) {
                if (rows.get(i).concept().equals(rows.get(j).concept())) {
                    continue;
                }
                double picture = 0;
                for (int k = 0; k < pictures.get(i).length; k++) {
                    picture += pictures.get(i)[k] * pictures.get(j)[k];
                }
                Set<String> shared = new TreeSet<>(words.get(i));
                shared.retainAll(words.get(j));
                double name = (double) shared.size()
                        / (words.get(i).size() + words.get(j).size() - shared.size());
                if (picture > PICTURE || name >= NAME) {
                    System.out.printf(
                            "  picture %.2f name %.2f  %s | %s%n",
                            picture,
                            name,
                            rows.get(i).names().get("en"),
                            rows.get(j).names().get("en"));
                }
            }
        }
    }

    /** The picture on white as GRID × GRID × 3 means, mean removed, length one. */
    private static double[] normal(BufferedImage image) {
        int size = image.getWidth();
        double[] cells = new double[3 * GRID * GRID];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int pixel = image.getRGB(x, y);
                double alpha = (pixel >>> 24) / 255.0;
                int cell = y * GRID / size * GRID + x * GRID / size;
                for (int c = 0; c < 3; c++) {
                    cells[3 * cell + c] += alpha * (255 - (pixel >> (8 * c) & 255));
                }
            }
        }
        double mean = 0;
        for (double cell : cells) {
            mean += cell / cells.length;
        }
        double norm = 0;
        for (int k = 0; k < cells.length; k++) {
            cells[k] -= mean;
            norm += cells[k] * cells[k];
        }
        for (int k = 0; k < cells.length; k++) {
            cells[k] /= Math.sqrt(norm);
        }
        return cells;
    }
}

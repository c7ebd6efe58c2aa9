package dev.interlace.workbench.data;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.figures.Heat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pictures side by side with a caption each, for instance the answers to a search.
 *
 * @param title what they are; may be empty
 * @param tiles the pictures in order
 */
public record Gallery(String title, List<Tile> tiles) implements Showable {
    private static final int SIZE = 72;

    /**
     * One picture.
     *
     * @param picture the picture; empty where it is missing
     * @param caption what stands below it, and what a reader who cannot see it reads
     */
    public record Tile(Optional<Picture> picture, String caption) {}

    public Gallery {
        tiles = List.copyOf(tiles);
    }

    /** Pictures with their captions. */
    public static Gallery of(Raw.Pictures pictures, List<String> captions) {
        if (pictures.rows() != captions.size()) {
            throw new IllegalArgumentException(
                    "Gallery: there are " + pictures.rows() + " pictures, but " + captions.size() + " captions");
        }
        return new Gallery(
                "",
                IntStream.range(0, captions.size())
                        .mapToObj(i -> new Tile(pictures.values().get(i), captions.get(i)))
                        .toList());
    }

    /** This gallery under a title. */
    public Gallery titled(String text) {
        return new Gallery(text, tiles);
    }

    /** The given pictures, in that order. */
    public Gallery choose(int... places) {
        return new Gallery(title, Arrays.stream(places).mapToObj(tiles::get).toList());
    }

    /**
     * These pictures with a heat map over each: a weight per cell of a square grid, dark where it is smallest.
     *
     * @param weights one row per picture, each with a square number of weights, row by row from the top left
     */
    public Gallery heated(double[][] weights) {
        if (weights.length != tiles.size()) {
            throw new IllegalArgumentException("Gallery.heated: there are " + tiles.size() + " pictures, but "
                    + weights.length + " rows of weights");
        }
        return new Gallery(
                title,
                IntStream.range(0, weights.length)
                        .mapToObj(i -> new Tile(
                                tiles.get(i).picture.map(picture -> Heat.over(picture, weights[i])),
                                tiles.get(i).caption))
                        .toList());
    }

    /** Both galleries, this one first. */
    public Gallery and(Gallery other) {
        return new Gallery(
                title, Stream.concat(tiles.stream(), other.tiles.stream()).toList());
    }

    /** The first {@code n} pictures. */
    public Gallery head(int n) {
        return new Gallery(title, tiles.subList(0, Math.min(n, tiles.size())));
    }

    /**
     * The {@code k} pictures of the highest scores, best first, with their scores in the captions.
     *
     * @param scores one per picture
     */
    public Gallery best(int k, double[] scores) {
        if (scores.length != tiles.size()) {
            throw new IllegalArgumentException(
                    "Gallery.best: there are " + tiles.size() + " pictures, but " + scores.length + " scores");
        }
        List<Tile> best = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .limit(k)
                .map(i -> new Tile(
                        tiles.get(i).picture, tiles.get(i).caption + String.format(Locale.ROOT, " (%.2f)", scores[i])))
                .toList();
        return new Gallery(title, best);
    }

    @Override
    public DisplayData display() {
        String grid = tiles.stream()
                .map(tile -> "<figure style=\"margin:0;width:110px;text-align:center\">"
                        + tile.picture
                                .map(picture -> Thumbnail.html(picture, SIZE, tile.caption))
                                .orElse("<i>missing</i>")
                        + "<figcaption style=\"font-size:85%\">" + TableView.escape(tile.caption)
                        + "</figcaption></figure>")
                .collect(Collectors.joining());
        List<String> text = new ArrayList<>();
        if (!title.isEmpty()) {
            text.add(title);
        }
        for (int i = 0; i < tiles.size(); i++) {
            text.add((i + 1) + ". " + tiles.get(i).caption
                    + (tiles.get(i).picture.isPresent() ? "" : " (missing)"));
        }
        return DisplayData.html(
                (title.isEmpty() ? "" : "<h4>" + TableView.escape(title) + "</h4>")
                        + "<div style=\"display:flex;flex-wrap:wrap;gap:8px\">" + grid + "</div>",
                String.join("\n", text));
    }

    @Override
    public String toString() {
        return display().plain();
    }
}

package dev.interlace.testkit;

import dev.interlace.spi.Features;
import dev.interlace.spi.Graph;
import dev.interlace.spi.KnowledgeGraph;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Segment;
import dev.interlace.spi.Sound;
import dev.interlace.spi.TableField;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.nd4j.linalg.factory.Nd4j;

/** Small raw columns of every kind: seven different rows, the third absent. */
final class RawSamples {
    private static final int ROWS = 7;
    private static final int ABSENT = 2;

    private RawSamples() {}

    private static <T> List<Optional<T>> rows(IntFunction<T> row) {
        return IntStream.range(0, ROWS)
                .mapToObj(n -> n == ABSENT ? Optional.<T>empty() : Optional.of(row.apply(n)))
                .toList();
    }

    /** One column of every kind. */
    static List<Raw> all() {
        return List.of(texts(), pictures(), sounds(), timings(), nodes(), vectors(), tokens(), graph(), fields());
    }

    private static Raw texts() {
        return new Raw.Texts(rows(n -> "number " + n + " of seven short lines that someone wrote in great haste"));
    }

    private static Raw pictures() {
        return new Raw.Pictures(rows(n -> picture(20 + n, 16, (x, y) -> 0xFF000000 | (x * 9 + n * 5) << 8 | y * 7)));
    }

    private static Raw sounds() {
        return new Raw.Sounds(rows(n -> sine(8000, 200 + 50 * n, 400)));
    }

    private static Raw timings() {
        return new Raw.Timings(rows(n -> List.of(new Segment("word " + n, 0, 0.5 + n))));
    }

    private static Raw nodes() {
        KnowledgeGraph graph = new KnowledgeGraph(
                IntStream.range(0, ROWS)
                        .mapToObj(n -> new KnowledgeGraph.Node("thing/" + n, "thing " + n, "thing"))
                        .toList(),
                List.of(),
                List.of());
        return new Raw.Nodes(
                graph,
                IntStream.range(0, ROWS)
                        .mapToObj(n -> n == ABSENT ? OptionalInt.empty() : OptionalInt.of(n))
                        .toList());
    }

    private static Raw vectors() {
        float[][] values = new float[ROWS][];
        for (int n = 0; n < ROWS; n++) {
            values[n] = new float[] {n * n, 100 - 3 * n, 0.01f * n};
        }
        return new Raw.Numbers(
                Features.vector("numbers", Nd4j.createFromArray(values), Presence.where(ROWS, row -> row != ABSENT)));
    }

    private static Raw tokens() {
        float[][][] values = new float[ROWS][4][2];
        int[] lengths = new int[ROWS];
        for (int n = 0; n < ROWS; n++) {
            lengths[n] = n == ABSENT ? 0 : 1 + n % 4;
            for (int t = 0; t < lengths[n]; t++) {
                values[n][t] = new float[] {n + t, 10 * t - n};
            }
        }
        return new Raw.Numbers(Features.tokens(
                "tokens", Nd4j.createFromArray(values), lengths, Presence.where(ROWS, row -> row != ABSENT)));
    }

    /** Features over a graph. */
    private static Raw graph() {
        return new Raw.Numbers(Features.graph("graph", Nd4j.ones(2, 2), Graph.undirected(2, new int[][] {{0, 1}})));
    }

    private static Raw fields() {
        return new Raw.Fields(List.of(
                TableField.numbers(
                        "size",
                        IntStream.range(0, ROWS)
                                .mapToDouble(n -> n == ABSENT || n == 4 ? Double.NaN : n * 1.5)
                                .toArray()),
                TableField.categories("colour", rows(n -> n % 2 == 0 ? "red" : "blue"))));
    }

    private static Sound sine(int rate, double hertz, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(3000 * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return Sound.of(rate, pcm);
    }

    private static Picture picture(int width, int height, IntBinaryOperator argb) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, argb.applyAsInt(x, y));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Picture.of(out.toByteArray());
    }
}

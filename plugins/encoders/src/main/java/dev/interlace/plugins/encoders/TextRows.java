package dev.interlace.plugins.encoders;

import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Raw;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Encodes a column of texts into one vector each, by counting. Nothing is kept on disk: counting is quick.
 *
 * @param id id of the encoder, for messages
 */
record TextRows(String id) {
    private static final double EPSILON = 1e-12; // floor of a norm

    /** Writes the vector of one text, which holds zeros at first. */
    interface Counter {
        void count(String text, double[] vector);
    }

    /** The texts of a column. */
    List<Optional<String>> texts(String name, Raw raw) {
        if (raw instanceof Raw.Texts texts) {
            return texts.values();
        }
        throw new IllegalArgumentException(id + " reads texts, but '" + name + "' holds " + raw.words()
                + "; choose an encoder whose accepts() is true for it");
    }

    /** Vectors {@code [n, width]} of length 1; zeros where {@code counter} found nothing to count. */
    Features encode(String name, Raw raw, int width, FitContext context, Counter counter) {
        List<Optional<String>> texts = texts(name, raw);
        float[][] encoded = new float[texts.size()][];
        new RowWorkers("encoding " + name, 1).each(texts.size(), context, row -> {
            if (texts.get(row).isPresent()) {
                encoded[row] = unit(texts.get(row).get(), width, counter);
            }
        });
        int[] row = IntStream.range(0, texts.size())
                .map(n -> texts.get(n).isPresent() ? n : -1)
                .toArray();
        return EncodedRows.features(name, EncodedRows.vectors(encoded, row, width), raw.presence());
    }

    private static float[] unit(String text, int width, Counter counter) {
        double[] counts = new double[width];
        counter.count(plain(text), counts);
        double squares = 0;
        for (double count : counts) {
            squares += count * count;
        }
        double norm = Math.max(Math.sqrt(squares), EPSILON);
        float[] unit = new float[width];
        for (int k = 0; k < width; k++) {
            unit[k] = (float) (counts[k] / norm);
        }
        return unit;
    }

    /** A text in lower case, its accents composed (Unicode's form C), so that two spellings of one letter are one. */
    static String plain(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }
}

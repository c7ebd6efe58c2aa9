package dev.interlace.plugins.encoders;

import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Sound;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Encodes a column of sounds, row by row. Nothing is kept on disk: a second of sound takes about a millisecond.
 *
 * @param id id of the encoder, for messages
 * @param output frames or their mean and deviation
 * @param width {@code d}, the width of a frame
 * @param threads how many
 */
record SoundRows(String id, SoundOutput output, int width, int threads) {
    /**
     * The features of a column.
     *
     * @param frames one sound to {@code [t, width]} in row-major order
     */
    Features encode(String name, Raw raw, FitContext context, Function<Sound, float[]> frames) {
        if (!(raw instanceof Raw.Sounds sounds)) {
            throw new IllegalArgumentException(id + " reads sounds, but '" + name + "' holds " + raw.words()
                    + "; choose an encoder whose accepts() is true for it");
        }
        List<Optional<Sound>> rows = sounds.values();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).map(Sound::length).orElse(1) == 0) {
                throw new IllegalArgumentException(id + ": row " + row + " of '" + name
                        + "' is a sound without samples; replace it, or make the row absent (Optional.empty())");
            }
        }
        float[][] encoded = new float[rows.size()][];
        new RowWorkers("encoding " + name, threads)
                .each(
                        rows.size(),
                        context,
                        row -> rows.get(row).ifPresent(sound -> {
                            float[] all = frames.apply(sound);
                            encoded[row] = output == SoundOutput.FRAMES ? all : pooled(all);
                        }));
        int[] row = IntStream.range(0, rows.size())
                .map(n -> rows.get(n).isPresent() ? n : -1)
                .toArray();
        return EncodedRows.features(
                name,
                output == SoundOutput.FRAMES
                        ? EncodedRows.sequences(encoded, row, width)
                        : EncodedRows.vectors(encoded, row, 2 * width),
                raw.presence());
    }

    /** [t, d] -> [2 d]: mean, then standard deviation (of all t, not of t - 1). */
    private float[] pooled(float[] frames) {
        int count = frames.length / width;
        float[] pooled = new float[2 * width];
        for (int d = 0; d < width; d++) {
            double sum = 0;
            for (int t = 0; t < count; t++) {
                sum += frames[t * width + d];
            }
            double mean = sum / count;
            double squares = 0;
            for (int t = 0; t < count; t++) {
                squares += (frames[t * width + d] - mean) * (frames[t * width + d] - mean);
            }
            pooled[d] = (float) mean;
            pooled[width + d] = (float) Math.sqrt(squares / count);
        }
        return pooled;
    }
}

package dev.interlace.workbench.experiments;

import dev.interlace.learn.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.spi.SeedSource;
import dev.interlace.workbench.data.Encoded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Rows that are drawn for one property, of two modalities {@code left} and {@code right}; and given rows with noise on
 * them.
 *
 * @param train rows to fit on
 * @param test rows to measure on
 */
record Draws(Encoded train, Encoded test) {
    private static final int TRAIN = 600;
    private static final int TEST = 300;
    private static final int WIDTH = 6;

    /** How far a signal of ±1 is blurred. */
    private static final double BLUR = 0.3;

    /** Writes the two modalities of one row and gives its class. */
    private interface Draw {
        int row(SplittableRandom random, double[] left, double[] right);
    }

    private static Draws of(SeedSource seed, int widthLeft, int widthRight, Draw draw) {
        SplittableRandom random = seed.generator();
        int rows = TRAIN + TEST;
        float[] left = new float[rows * widthLeft];
        float[] right = new float[rows * widthRight];
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++) {
            double[] a = noise(random, widthLeft);
            double[] b = noise(random, widthRight);
            classes[row] = draw.row(random, a, b);
            write(a, left, row);
            write(b, right, row);
        }
        return split(
                Features.vector("left", Host.tensor(DataType.FLOAT, left, rows, widthLeft)),
                Features.vector("right", Host.tensor(DataType.FLOAT, right, rows, widthRight)),
                classes);
    }

    private static Draws split(Features left, Features right, int[] classes) {
        int rows = classes.length;
        List<String> ids =
                IntStream.range(0, rows).mapToObj(row -> "row-" + row).toList();
        int most = Arrays.stream(classes).max().orElse(0) + 1;
        Labels labels =
                Labels.of(IntStream.range(0, most).mapToObj(c -> "class " + c).toList(), classes);
        Encoded all =
                new Encoded(MultimodalBatch.of(ids, List.of(left, right)), Map.of("class", labels), ids, "drawn rows");
        return new Draws(
                all.rows(IntStream.range(0, TRAIN).toArray()),
                all.rows(IntStream.range(TRAIN, rows).toArray()));
    }

    private static void write(double[] from, float[] to, int row) {
        for (int c = 0; c < from.length; c++) {
            to[row * from.length + c] = (float) from[c];
        }
    }

    private static double[] noise(SplittableRandom random, int width) {
        double[] noise = new double[width];
        for (int c = 0; c < width; c++) {
            noise[c] = random.nextGaussian();
        }
        return noise;
    }

    private static double signal(SplittableRandom random, boolean positive) {
        return (positive ? 1 : -1) + BLUR * random.nextGaussian();
    }

    /** Two classes that differ only jointly: the exclusive or of one bit per modality. */
    static Draws exclusiveOr(SeedSource seed) {
        return of(seed, 2, 2, (random, left, right) -> {
            boolean a = random.nextBoolean();
            boolean b = random.nextBoolean();
            left[0] = signal(random, a);
            right[0] = signal(random, b);
            return a == b ? 1 : 0;
        });
    }

    /** Four classes: a bit that the left modality shows alone, and the exclusive or of one further bit per modality. */
    static Draws privateAndJoint(SeedSource seed) {
        return of(seed, 3, 3, (random, left, right) -> {
            boolean own = random.nextBoolean();
            boolean a = random.nextBoolean();
            boolean b = random.nextBoolean();
            left[0] = signal(random, own);
            left[1] = signal(random, a);
            right[0] = signal(random, b);
            return (own ? 1 : 0) + (a == b ? 2 : 0);
        });
    }

    /** Two classes, the sign of {@code x'Ry} with R the identity: an interaction of the full rank. */
    static Draws fullRank(SeedSource seed) {
        return of(seed, WIDTH, WIDTH, (random, left, right) -> {
            double product = 0;
            for (int c = 0; c < WIDTH; c++) {
                product += left[c] * right[c];
            }
            return product > 0 ? 1 : 0;
        });
    }

    /** Four classes: the left modality tells the first two apart, the right one the last two. */
    static Draws worthByClass(SeedSource seed) {
        return of(seed, 2, 2, (random, left, right) -> {
            int c = random.nextInt(4);
            left[0] = c < 2 ? signal(random, c == 0) : 0.7 * random.nextGaussian();
            right[0] = c >= 2 ? signal(random, c == 2) : 0.7 * random.nextGaussian();
            return c;
        });
    }

    /** Two classes that a narrow modality shows; the wide one shows them faintly, in every one of its 300 columns. */
    static Draws narrowAndWide(SeedSource seed) {
        return of(seed, 2, 300, (random, left, right) -> {
            boolean a = random.nextBoolean();
            left[0] = signal(random, a) + 0.7 * random.nextGaussian();
            for (int c = 0; c < right.length; c++) {
                right[c] += a ? 0.06 : -0.06;
            }
            return a ? 1 : 0;
        });
    }

    /**
     * Sequences of which one token counts, at the same place in both modalities: it is marked, and its sign is the
     * class; the others hold signs that mean nothing.
     *
     * @param draws the rows
     * @param place of the token that counts in each test row, {@code [n]}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is; never compared
    record Planted(Draws draws, int[] place) {}

    static Planted plantedTokens(SeedSource seed, int tokens) {
        SplittableRandom random = seed.generator();
        int rows = TRAIN + TEST;
        int width = 4;
        int[] classes = new int[rows];
        int[] place = new int[rows];
        List<Features> both = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            classes[row] = random.nextInt(2);
            place[row] = random.nextInt(tokens);
        }
        for (String name : List.of("left", "right")) {
            float[] values = new float[rows * tokens * width];
            for (int i = 0; i < rows * tokens; i++) {
                int row = i / tokens;
                boolean counts = i % tokens == place[row];
                double[] token = noise(random, width);
                token[0] = counts ? 3 + BLUR * token[0] : BLUR * token[0];
                token[1] = signal(random, counts ? classes[row] == 1 : random.nextBoolean());
                write(token, values, i);
            }
            int[] lengths = new int[rows];
            Arrays.fill(lengths, tokens);
            both.add(Features.tokens(
                    name, Host.tensor(DataType.FLOAT, values, rows, tokens, width), lengths, Presence.all(rows)));
        }
        return new Planted(split(both.get(0), both.get(1), classes), Arrays.copyOfRange(place, TRAIN, rows));
    }

    /**
     * Rows with Gaussian noise on one modality.
     *
     * @param level of the noise, in standard deviations of each column in these rows
     * @param disturbed rows that get it, {@code [n]}
     */
    static Encoded noisy(Encoded rows, String modality, double level, boolean[] disturbed, SeedSource seed) {
        Features features = rows.get(modality);
        float[] values = Host.floats(features.values());
        int width = features.width();
        int perRow = values.length / Math.max(1, features.rows());
        double[] deviation = deviations(features, values, perRow);
        SplittableRandom random = seed.generator();
        for (int i = 0; i < values.length; i++) {
            double drawn = random.nextGaussian(); // for every entry, so that a row's noise does not hang on the others
            if (disturbed[i / perRow] && features.presence().has(i / perRow)) {
                values[i] += (float) (level * deviation[i % width] * drawn);
            }
        }
        return rows.with(with(features, values));
    }

    private static double[] deviations(Features features, float[] values, int perRow) {
        int width = features.width();
        double[] sum = new double[width];
        double[] squares = new double[width];
        double[] count = new double[width];
        for (int i = 0; i < values.length; i++) {
            if (features.presence().has(i / perRow)) {
                sum[i % width] += values[i];
                squares[i % width] += (double) values[i] * values[i];
                count[i % width]++;
            }
        }
        double[] deviation = new double[width];
        for (int c = 0; c < width; c++) {
            double mean = sum[c] / Math.max(1, count[c]);
            deviation[c] = Math.sqrt(Math.max(0, squares[c] / Math.max(1, count[c]) - mean * mean));
        }
        return deviation;
    }

    private static Features with(Features features, float[] values) {
        String name = features.modality().name();
        var tensor = Host.tensor(DataType.FLOAT, values, features.values().shape());
        return features.modality().kind() == Modality.Kind.TOKENS
                ? Features.tokens(name, tensor, features.lengths(), features.presence())
                : features.modality().kind() == Modality.Kind.SCORES
                        ? Features.scores(name, tensor, features.presence())
                        : Features.vector(name, tensor, features.presence());
    }
}

package dev.interlace.workbench.evaluation;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Presence;
import dev.interlace.spi.SeedSource;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.evaluation.AttentionFaithfulness.Order;
import dev.interlace.workbench.evaluation.AttentionFaithfulness.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes regions away from the right sample of each pair and asks the model for the pair's similarity again.
 *
 * @param name of the model
 * @param model an alignment that explains itself by {@code attention}, {@code [B, T, C, R]}
 * @param left token sequences
 * @param right region sequences, paired with the left row by row
 * @param seed of random orders and shuffles
 */
record Deletion(String name, AlignmentModel model, Features left, Features right, SeedSource seed) {
    private static final List<Double> SHARES = List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

    /** A random order is the mean of so many. */
    private static final int RANDOM_ORDERS = 3;

    Deletion {
        if (left.modality().kind() != Modality.Kind.TOKENS || right.modality().kind() != Modality.Kind.TOKENS) {
            throw new IllegalArgumentException("Lab.faithfulness: both modalities must be of kind TOKENS, got "
                    + left.modality() + " and " + right.modality() + "; ask the encoder for tokens");
        }
    }

    /** The pairs of these rows; rows that lack a side or have a single region are left out. */
    AttentionFaithfulness faithfulness(int[] rows, List<String> groups, Bootstrap bootstrap) {
        List<Pair> pairs = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (int row : rows) {
            if (left.presence().has(row) && right.presence().has(row) && right.lengths()[row] > 1) {
                pairs.add(pair(row));
                kept.add(groups.get(row));
            }
        }
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException(
                    "Lab.faithfulness: no row has both modalities and at least two regions, of " + rows.length);
        }
        return AttentionFaithfulness.of(name, SHARES, pairs, kept, bootstrap);
    }

    private Pair pair(int row) {
        int[] one = {row};
        Features tokens = left.rows(one);
        Features regions = right.rows(one);
        int length = regions.lengths()[0];
        double[][] weights = weights(tokens, regions, length);
        double[] mean = new double[length];
        double nats = 0;
        for (double[] token : weights) {
            for (int r = 0; r < length; r++) {
                mean[r] += token[r] / weights.length;
            }
            nats += AttentionFaithfulness.entropy(token) / weights.length;
        }
        SeedSource own = seed.split("deletion " + row);
        List<int[]> orders = new ArrayList<>();
        int[] most = descending(mean);
        orders.add(most);
        orders.add(descending(shuffled(mean, own.split("shuffled").permutation(length))));
        orders.add(IntStream.range(0, length).map(r -> most[length - 1 - r]).toArray());
        for (int k = 0; k < RANDOM_ORDERS; k++) {
            orders.add(own.split("random " + k).permutation(length));
        }
        return new Pair(curves(scores(tokens, regions, length, orders)), nats, nats / Math.log(length));
    }

    /** {@code [T][R]}: how much each token looks at each region of its own pair. */
    private double[][] weights(Features tokens, Features regions, int length) {
        INDArray attention = model.explain(tokens, regions).get("attention");
        if (attention == null || attention.rank() != 4) {
            throw new IllegalArgumentException(
                    "Lab.faithfulness: " + name
                            + " does not explain itself by 'attention' [rows, tokens, rows, regions]; alignment/attention does");
        }
        double[] flat = Rows.doubles(attention);
        int width = (int) attention.size(3);
        double[][] weights = new double[tokens.lengths()[0]][];
        for (int t = 0; t < weights.length; t++) {
            weights[t] = Arrays.copyOfRange(flat, t * width, t * width + length);
        }
        return weights;
    }

    private static int[] descending(double[] weights) {
        return IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparingDouble(r -> -weights[r]))
                .mapToInt(r -> r)
                .toArray();
    }

    private static double[] shuffled(double[] weights, int[] order) {
        return Arrays.stream(order).mapToDouble(r -> weights[r]).toArray();
    }

    /** The similarity of the tokens with what is left of the regions: {@code [orders][shares]}, in one call. */
    private double[][] scores(Features tokens, Features regions, int length, List<int[]> orders) {
        int width = regions.width();
        double[] flat = Rows.doubles(regions.values());
        float[][][] left = new float[orders.size() * SHARES.size()][length][width];
        int[] lengths = new int[left.length];
        for (int o = 0; o < orders.size(); o++) {
            for (int s = 0; s < SHARES.size(); s++) {
                int at = o * SHARES.size() + s;
                int gone = Math.min(length - 1, (int) Math.round(SHARES.get(s) * length));
                int[] stays =
                        Arrays.stream(orders.get(o), gone, length).sorted().toArray();
                lengths[at] = stays.length;
                for (int r = 0; r < stays.length; r++) {
                    for (int d = 0; d < width; d++) {
                        left[at][r][d] = (float) flat[stays[r] * width + d];
                    }
                }
            }
        }
        Features variants = Features.tokens(
                regions.modality().name(),
                Nd4j.createFromArray(left).castTo(regions.values().dataType()),
                lengths,
                Presence.all(left.length));
        double[] similarity = Rows.doubles(model.similarity(tokens, variants)); // [1, orders * shares]
        double[][] scores = new double[orders.size()][];
        for (int o = 0; o < scores.length; o++) {
            scores[o] = Arrays.copyOfRange(similarity, o * SHARES.size(), (o + 1) * SHARES.size());
        }
        return scores;
    }

    /** By {@link Order}; the random orders are averaged. */
    private static double[][] curves(double[][] scores) {
        double[] random = new double[SHARES.size()];
        for (int k = 0; k < RANDOM_ORDERS; k++) {
            for (int s = 0; s < random.length; s++) {
                random[s] += scores[3 + k][s] / RANDOM_ORDERS;
            }
        }
        double[][] curves = new double[Order.values().length][];
        curves[Order.MOST_FIRST.place()] = scores[0];
        curves[Order.SHUFFLED.place()] = scores[1];
        curves[Order.LEAST_FIRST.place()] = scores[2];
        curves[Order.RANDOM.place()] = random;
        return curves;
    }
}

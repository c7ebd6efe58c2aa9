package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether attention shows what a model uses: how its score of a pair falls as regions are taken away, the most attended
 * first, in random order, and the least attended first. If the weights mean something, the first falls fastest and the
 * last slowest.
 *
 * <p>The area between two curves is the mean over the shares above 0 of their difference, in the unit of the score. The
 * control takes regions away by weights that were shuffled among the regions: weights without meaning, whose area must
 * not differ from 0. The entropy is {@code -sum_r p_r ln p_r} in nats, and normalised by {@code ln R}: 1 where a token
 * looks everywhere alike, 0 where it looks at one region.
 *
 * <p>Faithful weights need not be the only ones, and a region that is looked at need not be what a person would point
 * to.
 *
 * <p>Reference: Samek et al.: Evaluating the Visualization of What a Deep Neural Network Has Learned, IEEE TNNLS 28,
 * 2017, eq. 12 (area over the perturbation curve); Jain and Wallace: Attention is not Explanation, NAACL 2019 (shuffled
 * weights).
 *
 * @param name the model
 * @param shares of the right tokens taken away, ascending from 0
 * @param curves score at each share, for each order
 * @param area between random order and most attended first; above 0 where the weights mean something
 * @param span between least and most attended first
 * @param control between random order and shuffled weights; must contain 0
 * @param nats entropy of a token's weights
 * @param evenness the same, normalised
 * @param rows number of pairs
 */
public record AttentionFaithfulness(
        String name,
        List<Double> shares,
        List<Curve> curves,
        Interval area,
        Interval span,
        Interval control,
        Interval nats,
        Interval evenness,
        int rows)
        implements Showable {
    /** In which order regions are taken away. */
    public enum Order {
        MOST_FIRST("most attended first"),
        SHUFFLED("shuffled weights"),
        RANDOM("random order"),
        LEAST_FIRST("least attended first");

        private final String words;

        /** Its place in the scores of a {@link Pair}: that of its declaration. */
        public int place() {
            return List.of(values()).indexOf(this);
        }

        Order(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * The scores of one order.
     *
     * @param order of taking away
     * @param scores at each share
     */
    public record Curve(Order order, List<Interval> scores) {
        public Curve {
            scores = List.copyOf(scores);
        }
    }

    /**
     * What one pair says.
     *
     * @param scores by order, then share: {@code [4][shares]}
     * @param nats mean entropy of its tokens
     * @param evenness mean normalised entropy of its tokens
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers that are averaged; never compared
    public record Pair(double[][] scores, double nats, double evenness) {}

    public AttentionFaithfulness {
        shares = List.copyOf(shares);
        curves = List.copyOf(curves);
    }

    /**
     * The summary of many pairs.
     *
     * @param name the model
     * @param shares ascending from 0, at least two
     * @param pairs at least one
     * @param groups one group per pair, drawn together by the bootstrap
     */
    public static AttentionFaithfulness of(
            String name, List<Double> shares, List<Pair> pairs, List<String> groups, Bootstrap bootstrap) {
        if (shares.size() < 2 || shares.get(0) != 0) {
            throw new IllegalArgumentException(
                    "AttentionFaithfulness: the shares must ascend from 0 and be two at least, got " + shares);
        }
        List<Curve> curves = new ArrayList<>();
        for (Order order : Order.values()) {
            List<Interval> scores = new ArrayList<>();
            for (int s = 0; s < shares.size(); s++) {
                int share = s;
                scores.add(mean(pairs, groups, bootstrap, pair -> pair.scores()[order.place()][share]));
            }
            curves.add(new Curve(order, scores));
        }
        return new AttentionFaithfulness(
                name,
                shares,
                curves,
                mean(pairs, groups, bootstrap, pair -> between(pair, Order.RANDOM, Order.MOST_FIRST)),
                mean(pairs, groups, bootstrap, pair -> between(pair, Order.LEAST_FIRST, Order.MOST_FIRST)),
                mean(pairs, groups, bootstrap, pair -> between(pair, Order.RANDOM, Order.SHUFFLED)),
                mean(pairs, groups, bootstrap, Pair::nats),
                mean(pairs, groups, bootstrap, Pair::evenness),
                pairs.size());
    }

    private static Interval mean(
            List<Pair> pairs, List<String> groups, Bootstrap bootstrap, ToDoubleFunction<Pair> number) {
        return bootstrap.mean(pairs.stream().mapToDouble(number).toArray(), groups);
    }

    /** The area between two orders; at share 0 all are equal, so it is left out. */
    private static double between(Pair pair, Order above, Order below) {
        double[] high = pair.scores()[above.place()];
        double[] low = pair.scores()[below.place()];
        double sum = 0;
        for (int share = 1; share < high.length; share++) {
            sum += high[share] - low[share];
        }
        return sum / (high.length - 1);
    }

    /**
     * Entropy of weights in nats, {@code -sum p ln p} with {@code 0 ln 0 = 0}.
     *
     * @param weights at least 0; divided by their sum, and 0 where they are all 0
     */
    public static double entropy(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        double entropy = 0;
        for (double weight : weights) {
            if (weight > 0) {
                entropy -= weight / sum * Math.log(weight / sum);
            }
        }
        return entropy;
    }

    /** Whether the weights mean something, as a measured claim. */
    public Finding finding() {
        return Finding.of(
                "attention shows what " + name + " uses",
                "area between taking away random and most attended tokens first",
                area);
    }

    /** The deletion curves with their bands. */
    public Figure figure() {
        double[] x = shares.stream().mapToDouble(share -> share).toArray();
        return Charts.lines(
                "What attention is worth",
                "share of tokens taken away",
                "score of the pair",
                curves.stream()
                        .map(curve -> Charts.Line.of(curve.order().toString(), x, ends(curve, Interval::value))
                                .withBand(ends(curve, Interval::low), ends(curve, Interval::high)))
                        .toList());
    }

    private static double[] ends(Curve curve, ToDoubleFunction<Interval> end) {
        return curve.scores().stream().mapToDouble(end).toArray();
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("share taken away", "most first", "shuffled", "random", "least first");
        for (int s = 0; s < shares.size(); s++) {
            table.row(
                    shares.get(s),
                    curves.get(0).scores().get(s).toString(),
                    curves.get(1).scores().get(s).toString(),
                    curves.get(2).scores().get(s).toString(),
                    curves.get(3).scores().get(s).toString());
        }
        String summary = name + ": area random - most " + area + ", least - most " + span
                + ", control (shuffled weights) "
                + control
                + "; entropy " + nats + " nats, " + evenness + " of the largest; n = " + rows + " pairs; interval: "
                + area.how();
        return DisplayData.html(
                figure().html() + "<p>" + TableView.escape(summary) + "</p>",
                "What attention is worth: " + name + "\n" + table.text() + "\n" + summary);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}

package dev.interlace.plugins.experiments.fusion;

import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a method costs: milliseconds of a fit and of a prediction, parameters, and bytes of a saved model; against
 * another method, or by which power of an option, or of the rows, they grow. A claim says by its settings what decides
 * and what grows; against another method the other costs are shown beside.
 *
 * <p>Both sides are fitted once before anything is timed, so that their code is compiled, and then in turns, the order
 * changing from turn to turn. The interval of a time is that of Student's t over the turns; that of a count goes from
 * the lowest to the highest.
 */
public final class FusionCost implements Experiment<FusionCost.Options> {
    private static final String ROWS = "rows";
    private static final String RATIO = "ln of a ratio";
    private static final String POWER = "power";
    private static final int TURNS = 7;
    private static final int PREDICTIONS = 5;
    private static final int TOKENS = 48;

    /** Options of {@link FusionCost}. */
    public record Options(
            @Param(doc = "what decides", choice = "PARAMETERS")
            Counts counts,

            @Param(doc = "what grows: an option of the method, or rows; empty compares with another method")
            String grows,

            @Param(doc = "its smaller value, where an option grows", min = 1, max = 1048576, init = 8)
            int from,

            @Param(doc = "its larger value", min = 2, max = 1048576, init = 16)
            int to,

            @Param(doc = "the power beyond which the cost shall grow", min = 0, max = 10, init = 1)
            double beyond,

            @Param(doc = "the rows of a comparison with another method", choice = "GIVEN")
            On on) {
        public Options {
            OptionsSchema.require(Options.class, counts, grows, from, to, beyond, on);
            if (to <= from) {
                throw new IllegalArgumentException(
                        "Options.to must be above Options.from, got from = " + from + " and to = " + to);
            }
        }
    }

    /** Which costs decide. */
    public enum Counts {
        /** Milliseconds of a fit. */
        FIT_MILLISECONDS,
        /** Milliseconds of a prediction of the test rows. */
        PREDICT_MILLISECONDS,
        /** Parameters of the model. */
        PARAMETERS,
        /** Bytes of the saved model. */
        BYTES,
        /** Each of them. */
        ALL;

        private List<Cost> costs() {
            return switch (this) {
                case FIT_MILLISECONDS -> List.of(Cost.FIT);
                case PREDICT_MILLISECONDS -> List.of(Cost.PREDICT);
                case PARAMETERS -> List.of(Cost.PARAMETERS);
                case BYTES -> List.of(Cost.BYTES);
                case ALL -> List.of(Cost.values());
            };
        }

        private boolean has(Cost cost) {
            return costs().contains(cost);
        }
    }

    /** Rows on which two methods are compared. */
    public enum On {
        /** The given ones. */
        GIVEN,
        /** Drawn sequences of 48 tokens. */
        SEQUENCES
    }

    private enum Cost {
        FIT("milliseconds of a fit"),
        PREDICT("milliseconds of a prediction"),
        PARAMETERS("parameters"),
        BYTES("bytes of the saved model");

        private final String words;

        Cost(String words) {
            this.words = words;
        }

        boolean timed() {
            return this == FIT || this == PREDICT;
        }
    }

    /** One side of a comparison: a method and the rows that it is fitted on and predicts. */
    private record Side(String name, Chosen<FusionMethod<?>> method, Rows train, Rows test) {
        Map<Cost, Double> costs(FusionTrial trial, long seed) {
            long start = System.nanoTime();
            FusionModel model = trial.fitAgain(method, train, seed);
            long fitted = System.nanoTime();
            for (int i = 0; i < PREDICTIONS; i++) {
                model.predict(test.batch());
            }
            long predicted = System.nanoTime();
            Map<Cost, Double> costs = new EnumMap<>(Cost.class);
            costs.put(Cost.FIT, (fitted - start) / 1e6);
            costs.put(Cost.PREDICT, (predicted - fitted) / 1e6 / PREDICTIONS);
            costs.put(Cost.PARAMETERS, (double) model.parameterCount());
            costs.put(Cost.BYTES, bytes(model));
            return costs;
        }

        private static double bytes(FusionModel model) {
            long[] count = new long[1];
            OutputStream counter = new OutputStream() {
                @Override
                public void write(int one) {
                    count[0]++;
                }

                @Override
                public void write(byte[] some, int from, int length) {
                    count[0] += length;
                }
            };
            try {
                model.save(counter);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return count[0];
        }
    }

    /** The costs of two sides, one pair per turn. */
    private record Turns(List<List<Map<Cost, Double>>> pairs) {
        static Turns of(FusionTrial trial, Side first, Side second) {
            List<Long> seeds = trial.given().seeds(trial.given().effort().repeats(TURNS));
            first.costs(trial, seeds.get(0)); // compiled before it is timed
            second.costs(trial, seeds.get(0));
            List<List<Map<Cost, Double>>> pairs = new ArrayList<>();
            for (int turn = 0; turn < seeds.size(); turn++) {
                long seed = seeds.get(turn);
                boolean swapped = turn % 2 == 1;
                Map<Cost, Double> one = (swapped ? second : first).costs(trial, seed);
                Map<Cost, Double> other = (swapped ? first : second).costs(trial, seed);
                pairs.add(swapped ? List.of(other, one) : List.of(one, other));
            }
            return new Turns(List.copyOf(pairs));
        }

        /** Whether neither side costs nothing, so that there is a ratio. */
        boolean has(Cost cost) {
            return pairs.stream().flatMap(List::stream).allMatch(costs -> costs.getOrDefault(cost, 0.0) > 0);
        }

        /** The logarithm of the second side's cost over the first's, one per turn. */
        double[] ratios(Cost cost) {
            return pairs.stream()
                    .mapToDouble(pair -> Math.log(
                            pair.get(1).getOrDefault(cost, 0.0) / pair.get(0).getOrDefault(cost, 0.0)))
                    .toArray();
        }

        Chart figure(Cost cost, List<String> sides) {
            List<Chart.Group> bars = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                bars.add(Chart.Group.of(
                        "turn " + (i + 1),
                        sides,
                        pairs.get(i).stream()
                                .mapToDouble(costs -> costs.getOrDefault(cost, 0.0))
                                .toArray()));
            }
            return new Chart.Bars("Cost", "", cost.words, bars);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                "fusion/cost",
                "2.0.0",
                "Cost",
                "how many milliseconds, parameters and bytes, against another method or as something grows?",
                Options.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public Measurement run(Trial given, Options options) {
        FusionTrial trial = new FusionTrial(given);
        if (options.grows().isEmpty()) {
            return against(trial, trial.rival(), options);
        }
        return options.grows().equals(ROWS) ? rows(trial, options) : growth(trial, options);
    }

    private static Measurement against(FusionTrial trial, String rival, Options options) {
        boolean drawn = options.on() == On.SEQUENCES;
        Draws sequences = Draws.plantedTokens(trial.random("rows", trial.given().seed()), TOKENS)
                .draws();
        Rows train = drawn ? sequences.train() : trial.train();
        Rows test = drawn ? sequences.test() : trial.test();
        String where = drawn ? "sequences of " + TOKENS + " tokens" : "the given rows";
        Turns turns = Turns.of(
                trial,
                new Side(trial.id(), FusionTrial.tolerant(trial.method(), MissingPolicy.MEAN), train, test),
                new Side(rival, FusionTrial.tolerant(trial.other(rival), MissingPolicy.MEAN), train, test));
        List<Effect> decide = new ArrayList<>();
        List<Effect> beside = new ArrayList<>();
        for (Cost cost : Cost.values()) {
            boolean decides = options.counts().has(cost);
            if (!turns.has(cost)) {
                if (decides) {
                    throw new IllegalArgumentException(
                            "fusion/cost: " + trial.id() + " or " + rival + " has 0 " + cost.words);
                }
                continue;
            }
            double[] ratios = Arrays.stream(turns.ratios(cost))
                    .map(ratio -> trial.sign() * ratio)
                    .toArray();
            String measure = "ln of " + cost.words + ", "
                    + (trial.pro() ? rival + " over " + trial.id() : trial.id() + " over " + rival);
            (decides ? decide : beside)
                    .add(effect(cost, cost.words + ", " + where, measure, ratios)
                            .in(RATIO));
        }
        Cost shown = options.counts().costs().get(0);
        return new Measurement(
                decide,
                beside,
                trial.given().seeds(turns.pairs().size()),
                drawn ? "drawn sequences" : train.count() + " training rows of " + train.datasetId(),
                turns.figure(shown, List.of(trial.id(), rival)));
    }

    private static Effect effect(Cost cost, String condition, String measure, double[] values) {
        return cost.timed()
                ? Effect.repeated(condition, measure, values, "fits in turns")
                : Effect.range(condition, measure, values, "fits");
    }

    /** By which power of an option the cost grows. */
    private static Measurement growth(FusionTrial trial, Options options) {
        String option = options.grows();
        if (!trial.method().has(option)) {
            throw new IllegalArgumentException(trial.id() + ": fusion/cost turns the option " + option
                    + " that the claim names, and the method has none of that name");
        }
        int[] sizes = {options.from(), options.to()};
        Chosen<FusionMethod<?>> fit = FusionTrial.tolerant(trial.method(), MissingPolicy.MEAN);
        List<Side> sides = Arrays.stream(sizes)
                .mapToObj(size -> new Side(
                        option + " " + size, FusionTrial.with(fit, Map.of(option, size)), trial.train(), trial.test()))
                .toList();
        return grown(trial, option, sizes, options, sides);
    }

    /** By which power of the training rows the cost grows. */
    private static Measurement rows(FusionTrial trial, Options options) {
        Rows all = trial.train();
        int[] sizes = {all.count() / 2, all.count()};
        List<Side> sides = Arrays.stream(sizes)
                .mapToObj(size -> new Side(
                        "training rows " + size,
                        trial.method(),
                        all.rows(IntStream.range(0, size).toArray()),
                        trial.test()))
                .toList();
        return grown(trial, "training rows", sizes, options, sides);
    }

    private static Measurement grown(FusionTrial trial, String what, int[] sizes, Options options, List<Side> sides) {
        if (options.counts() == Counts.ALL) {
            throw new IllegalArgumentException("fusion/cost: one cost grows at a time; counts must be one of"
                    + " FIT_MILLISECONDS, PREDICT_MILLISECONDS, PARAMETERS and BYTES, got ALL");
        }
        Cost cost = options.counts().costs().get(0);
        Turns turns = Turns.of(trial, sides.get(0), sides.get(1));
        double least = options.beyond();
        double steps = Math.log((double) sizes[1] / sizes[0]);
        double[] powers = Arrays.stream(turns.ratios(cost))
                .map(ratio -> ratio / steps - least)
                .toArray();
        String power = least == 0
                ? "power"
                : least == 1 ? "power minus 1, the power of what grows in proportion," : "power minus " + least;
        Rows train = trial.train();
        return new Measurement(
                List.of(effect(
                                cost,
                                what + " from " + sizes[0] + " to " + sizes[1],
                                power + " by which " + cost.words + " grow with " + what,
                                powers)
                        .in(POWER)),
                trial.given().seeds(turns.pairs().size()),
                train.count() + " training rows of " + train.datasetId(),
                turns.figure(cost, sides.stream().map(Side::name).toList()));
    }
}

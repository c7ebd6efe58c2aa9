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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Parameters or seconds: against another method, or by which power of an option, or of the rows, they grow. A claim
 * says by its settings what is counted and what grows.
 */
public final class FusionCost implements Experiment<FusionCost.Options> {
    private static final String ROWS = "rows";

    /** Options of {@link FusionCost}. */
    public record Options(
            @Param(doc = "what is counted", choice = "PARAMETERS")
            Cost counts,

            @Param(doc = "what grows: an option of the method, or rows; empty compares with another method")
            String grows,

            @Param(doc = "its smaller value, where an option grows", min = 1, max = 1048576, init = 8)
            int from,

            @Param(doc = "its larger value", min = 2, max = 1048576, init = 16)
            int to,

            @Param(doc = "the power beyond which the cost shall grow", min = 0, max = 10, init = 1)
            double beyond) {
        public Options {
            OptionsSchema.require(Options.class, counts, grows, from, to, beyond);
            if (to <= from) {
                throw new IllegalArgumentException(
                        "Options.to must be above Options.from, got from = " + from + " and to = " + to);
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                "fusion/cost",
                "1.0.0",
                "Cost",
                "how many parameters, or seconds, against another method or as something grows?",
                Options.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, Options options) {
        FusionTrial trial = new FusionTrial(given);
        if (options.grows().isEmpty()) {
            return against(trial, trial.rival(), options.counts());
        }
        return options.grows().equals(ROWS) ? rows(trial, options) : growth(trial, options);
    }

    /** What is counted. */
    public enum Cost {
        /** Parameters of the model. */
        PARAMETERS,
        /** Seconds of a fit. */
        SECONDS;

        double of(FusionTrial trial, Chosen<FusionMethod<?>> fit, Rows train, long seed) {
            long start = System.nanoTime();
            FusionModel model = trial.fitAgain(fit, train, seed);
            return this == SECONDS ? (System.nanoTime() - start) / 1e9 : model.parameterCount();
        }

        String words() {
            return this == SECONDS ? "seconds of a fit" : "parameters";
        }
    }

    private static Measurement against(FusionTrial trial, String rival, Cost cost) {
        Rows train = cost == Cost.SECONDS
                ? Draws.plantedTokens(trial.random("rows", trial.given().seed()), 48)
                        .draws()
                        .train()
                : trial.train();
        Chosen<FusionMethod<?>> own = FusionTrial.tolerant(trial.method(), MissingPolicy.MEAN);
        Chosen<FusionMethod<?>> other = FusionTrial.tolerant(trial.other(rival), MissingPolicy.MEAN);
        List<double[]> pairs = trial.seeds().stream()
                .map(seed -> new double[] {cost.of(trial, own, train, seed), cost.of(trial, other, train, seed)})
                .toList();
        double[] ratios = pairs.stream()
                .mapToDouble(pair -> trial.sign() * Math.log(pair[1] / pair[0]))
                .toArray();
        String measure = "ln of " + cost.words() + ", "
                + (trial.pro() ? rival + " over " + trial.id() : trial.id() + " over " + rival);
        return trial.outcome(
                List.of(Effect.range(
                        cost == Cost.SECONDS ? "sequences of 48 tokens" : "the given rows", measure, ratios, "fits")),
                cost == Cost.SECONDS ? "drawn sequences" : train.count() + " training rows of " + train.datasetId(),
                figure(cost, List.of(trial.id(), rival), pairs));
    }

    private static Chart figure(Cost cost, List<String> what, List<double[]> pairs) {
        List<Chart.Group> bars = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            bars.add(Chart.Group.of("run " + (i + 1), what, pairs.get(i)));
        }
        return new Chart.Bars("Cost", "", cost.words(), bars);
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
        List<double[]> pairs = trial.seeds().stream()
                .map(seed -> Arrays.stream(sizes)
                        .mapToDouble(size -> options.counts()
                                .of(trial, FusionTrial.with(fit, Map.of(option, size)), trial.train(), seed))
                        .toArray())
                .toList();
        return grown(trial, option, sizes, options, pairs);
    }

    /** By which power of the training rows the cost grows. */
    private static Measurement rows(FusionTrial trial, Options options) {
        Rows all = trial.train();
        int[] sizes = {all.count() / 2, all.count()};
        List<double[]> pairs = trial.seeds().stream()
                .map(seed -> Arrays.stream(sizes)
                        .mapToDouble(size -> options.counts()
                                .of(
                                        trial,
                                        trial.method(),
                                        all.rows(IntStream.range(0, size).toArray()),
                                        seed))
                        .toArray())
                .toList();
        return grown(trial, "training rows", sizes, options, pairs);
    }

    private static Measurement grown(
            FusionTrial trial, String what, int[] sizes, Options options, List<double[]> pairs) {
        Rows train = trial.train();
        Cost cost = options.counts();
        double least = options.beyond();
        double steps = Math.log((double) sizes[1] / sizes[0]);
        double[] powers = pairs.stream()
                .mapToDouble(pair -> Math.log(pair[1] / pair[0]) / steps - least)
                .toArray();
        String power = least == 0
                ? "power"
                : least == 1 ? "power minus 1, the power of what grows in proportion," : "power minus " + least;
        return trial.outcome(
                List.of(Effect.range(
                        what + " from " + sizes[0] + " to " + sizes[1],
                        power + " by which " + cost.words() + " grow with " + what,
                        powers,
                        "fits")),
                train.count() + " training rows of " + train.datasetId(),
                figure(cost, List.of(what + " " + sizes[0], what + " " + sizes[1]), pairs));
    }
}

package dev.interlace.workbench.choosing;

import dev.interlace.spi.Names;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.spi.Param;
import dev.interlace.spi.measure.Scale;
import dev.interlace.workbench.data.Folds;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.models.Handle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The points of a sweep and how they are measured.
 *
 * @param handle the method; its other options stay as they are
 * @param values option to its values, as the option's type
 * @param folds in how many
 * @param limit of all fits
 */
record SweepPlan<H extends Handle<?, H>>(H handle, Map<String, List<Object>> values, int folds, Duration limit) {
    private static final int FOLDS = 5;
    private static final double MOST_EVEN_RANGE = 10;
    private static final double[] FACTORS = {0.25, 0.5, 1, 2, 4};
    private static final double[] PLACES = {0, 0.25, 0.5, 0.75, 1};

    SweepPlan {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static <H extends Handle<?, H>> SweepPlan<H> of(H handle, String option, Object... values) {
        return new SweepPlan<>(handle, Map.of(), FOLDS, Choosing.LIMIT).and(option, values);
    }

    /** The same over another option as well. */
    SweepPlan<H> and(String option, Object... given) {
        if (values.containsKey(option)) {
            throw new IllegalArgumentException("the sweep has the option '" + option + "' already, with the values "
                    + values.get(option) + "; name each option once");
        }
        Option found = option(option);
        List<Object> wanted = given.length == 0 ? usual(found) : Arrays.asList(given);
        List<Object> read = wanted.stream()
                .map(value -> read(handle.descriptor().schema(), found.name(), value))
                .distinct()
                .toList();
        Map<String, List<Object>> more = new LinkedHashMap<>(values);
        more.put(option, read);
        return new SweepPlan<>(handle, more, folds, limit);
    }

    SweepPlan<H> folds(int count) {
        return new SweepPlan<>(handle, values, new Folds(count, 0).count(), limit);
    }

    SweepPlan<H> within(Duration time) {
        if (!(time.compareTo(Duration.ZERO) > 0)) {
            throw new IllegalArgumentException("the time of a sweep must be above 0, got " + time);
        }
        return new SweepPlan<>(handle, values, folds, time);
    }

    Option option(String name) {
        List<Option> options = handle.descriptor().schema().options();
        return options.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(handle.selection().id() + ": "
                                + Names.unknown(
                                        "option",
                                        name,
                                        options.stream().map(Option::name).toList())));
    }

    private static <O extends Record> Object read(OptionsSchema<O> schema, String name, Object value) {
        Object given = value instanceof String text ? text.strip() : value;
        return schema.values(schema.parse(Map.of(name, given))).getOrDefault(name, given);
    }

    /** What an option is swept over where no value is named. */
    static List<Object> usual(Option option) {
        if (option.type() == boolean.class) {
            return List.of(false, true);
        }
        if (option.type().isEnum()) {
            return option.choices();
        }
        if (option.type() == String.class) {
            throw new IllegalArgumentException(
                    "the option " + option.name() + " is a text; name the values that are" + " to be tried");
        }
        double initial = ((Number) option.initial()).doubleValue();
        double least = option.param().min();
        double most = option.param().max();
        boolean even = option.param().scale() == Param.Scale.LINEAR
                && option.param().ends() == Param.Ends.CLOSED
                && most - least <= MOST_EVEN_RANGE;
        if (!even && initial == 0) {
            throw new IllegalArgumentException("the option " + option.name() + " is 0 by default, in " + option.range()
                    + "; name the values that are to be tried");
        }
        double[] places = even
                ? Arrays.stream(PLACES)
                        .map(place -> least + place * (most - least))
                        .toArray()
                : Arrays.stream(FACTORS).map(factor -> initial * factor).toArray();
        boolean whole = option.type() != double.class;
        return Arrays.stream(places)
                .map(value -> Math.min(most, Math.max(least, whole ? Math.rint(value) : value)))
                .distinct()
                .<Object>mapToObj(value -> value)
                .toList();
    }

    /** The points: name to the values of the options. */
    Map<String, Map<String, Object>> points() {
        List<Map<String, Object>> points = List.of(Map.of());
        for (Map.Entry<String, List<Object>> option : values.entrySet()) {
            List<Map<String, Object>> more = new ArrayList<>();
            for (Map<String, Object> point : points) {
                for (Object value : option.getValue()) {
                    Map<String, Object> next = new LinkedHashMap<>(point);
                    next.put(option.getKey(), value);
                    more.add(next);
                }
            }
            points = more;
        }
        Map<String, Map<String, Object>> named = new LinkedHashMap<>();
        points.forEach(point -> named.put(
                point.entrySet().stream()
                        .map(one -> one.getKey() + " = " + one.getValue())
                        .collect(Collectors.joining(", ")),
                point));
        return named;
    }

    /** The method at a point. */
    H at(Map<String, Object> point) {
        Map<String, Object> all = new LinkedHashMap<>(handle.options());
        all.putAll(point);
        return handle.options(all);
    }

    /** Fits all points and scores them on validation rows. */
    SweepTable<H> run(ChoiceRows rows, String measure, Scale.Better better, Function<H, Learner> learner) {
        List<Folds.Round> rounds = new Folds(folds, handle.seed()).validated(rows.groups(), rows.target());
        Map<String, Map<String, Object>> points = points();
        Map<String, H> handles = new LinkedHashMap<>();
        points.forEach((name, point) -> handles.put(name, at(point))); // a wrong point is told before the first fit
        Rounds.Outcome outcome = new Rounds(rounds, rows.parts(), handle.seed(), limit, System::nanoTime)
                .run(
                        "sweeping " + String.join(", ", values.keySet()) + " of "
                                + handle.selection().id(),
                        List.of(),
                        handles.entrySet().stream()
                                .map(one -> new Rounds.Entry(one.getKey(), learner.apply(one.getValue())))
                                .toList());
        List<String> why = new ArrayList<>();
        outcome.notRun().forEach((name, reason) -> why.add("not measured: " + name + ": " + reason));
        outcome.refused().forEach((name, reason) -> why.add("not taken: " + name + ": " + reason));
        if (outcome.scored().isEmpty()) {
            throw new IllegalArgumentException("no point of the sweep was measured: " + String.join("; ", why));
        }
        List<String> groups = rounds.stream()
                .flatMap(round -> Arrays.stream(round.validation()).mapToObj(rows.groups()::get))
                .toList();
        return new SweepTable<>(
                handle.name() + " on " + rows.name(),
                values.keySet().stream().map(this::option).toList(),
                points,
                handles,
                Standings.of(
                        measure,
                        better,
                        outcome.scored(),
                        Learner.Scored::validation,
                        groups,
                        Bootstrap.seeded(handle.seed())),
                why,
                rounds.size() + " folds of " + groups.size() + " rows, scores of validation rows alone, seed "
                        + handle.seed() + ", " + FitProgress.number(outcome.seconds()) + " s of at most "
                        + FitProgress.number(limit.toMillis() / 1e3) + " s");
    }
}

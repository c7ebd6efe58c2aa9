package dev.interlace.workbench.choosing;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Names;
import dev.interlace.spi.measure.Scale;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Folds;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Evaluation;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.evaluation.ModelEvaluation;
import dev.interlace.workbench.models.Methods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A choice of method in the making: on which rows, in how many folds, within which time. {@link #run} runs it.
 * Immutable.
 *
 * <p>Every row is tested once: in each of the folds a method is fitted to whole groups of other rows. A tenth of the
 * rows is for validation in each fold, so that the best can be chosen there again and measured on rows that had no part
 * in it. Encoders that learn, learn in each fold.
 *
 * <p>Reference: Cawley and Talbot: On Over-fitting in Model Selection and Subsequent Selection Bias in Performance
 * Evaluation, JMLR 11, 2010, section 5; Dietterich: Approximate Statistical Tests for Comparing Supervised
 * Classification Learning Algorithms, Neural Computation 10, 1998.
 */
public final class Choosing implements Showable {
    /** How long all fits may take unless {@link #within} says otherwise. */
    public static final Duration LIMIT = Duration.ofMinutes(3);

    private static final int FOLDS = 5;
    private static final double FOREST = 0.25; // of the time, for all fits of a forest

    private final Methods methods;
    private final ModelEvaluation evaluation;
    private final ChoiceRows rows;
    private final Plan plan;

    /** What was asked for. */
    private record Plan(int folds, Duration limit, List<String> only) {}

    Choosing(Methods methods, ModelEvaluation evaluation, ChoiceRows rows) {
        this(methods, evaluation, rows, new Plan(FOLDS, LIMIT, List.of()));
    }

    private Choosing(Methods methods, ModelEvaluation evaluation, ChoiceRows rows, Plan plan) {
        this.methods = methods;
        this.evaluation = evaluation;
        this.rows = rows;
        this.plan = plan;
    }

    /** The same within that time. What it does not suffice for is named. */
    public Choosing within(Duration limit) {
        if (!(limit.compareTo(Duration.ZERO) > 0)) {
            throw new IllegalArgumentException(
                    "Choosing.within: the time must be above 0, got " + limit + "; say Duration.ofMinutes(3)");
        }
        return new Choosing(methods, evaluation, rows, new Plan(plan.folds, limit, plan.only));
    }

    /** The same in that many folds, at least 2; 5 unless another number is asked for. */
    public Choosing folds(int count) {
        Folds checked = new Folds(count, methods.seed());
        return new Choosing(methods, evaluation, rows, new Plan(checked.count(), plan.limit, plan.only));
    }

    /** The same with these fusion methods alone beside the baselines, by their ids. */
    public Choosing only(String... ids) {
        List<String> known = methods.catalogue().ids(PluginKind.FUSION);
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException(Names.unknown("fusion method", id, known));
            }
        }
        return new Choosing(methods, evaluation, rows, new Plan(plan.folds, plan.limit, List.of(ids)));
    }

    /** Fits and compares all, with one line of progress; an interrupt stops it. */
    public Choice run() {
        RowScore score = RowScore.of(rows.target());
        List<Folds.Round> rounds = new Folds(plan.folds, methods.seed()).nested(rows.groups(), rows.target());
        EncodedSplit first = FitProgress.part(() -> rows.parts().apply(rounds.get(0)));
        Candidates candidates = Candidates.of(
                methods,
                List.of(first.train(), first.validation(), first.test()),
                score,
                plan.only,
                plan.limit.toMillis() / 1e3 * FOREST / rounds.size());
        Rounds.Outcome outcome = new Rounds(rounds, rows.parts(), methods.seed(), plan.limit, System::nanoTime)
                .run(
                        "choosing for " + rows.name(),
                        entries(candidates.baselines()),
                        entries(candidates
                                .all()
                                .subList(
                                        candidates.baselines().size(),
                                        candidates.all().size())));
        List<String> groups = rounds.stream()
                .flatMap(round -> Arrays.stream(round.test()).mapToObj(rows.groups()::get))
                .toList();
        Bootstrap bootstrap = Bootstrap.seeded(methods.seed());
        Standings standings = Standings.of(score, outcome.scored(), Learner.Scored::test, groups, bootstrap);
        Candidate chosen = candidates.all().stream()
                .filter(one -> one.name().equals(standings.simplest()))
                .findFirst()
                .orElseThrow();
        Map<String, String> refused = new LinkedHashMap<>(candidates.leftOut());
        refused.putAll(outcome.refused());
        return new Choice(
                rows.name(),
                standings,
                chosen.handle(),
                chosen.modalities(),
                candidates.alone(),
                rows.encoding(),
                byValidation(score, rounds, outcome.scored(), groups, bootstrap),
                tested(chosen),
                outcome.notRun(),
                refused,
                score.constantWords(),
                rounds.size() + " folds of " + groups.size() + " rows, seed " + methods.seed() + ", "
                        + FitProgress.number(outcome.seconds()) + " s of at most "
                        + FitProgress.number(plan.limit.toMillis() / 1e3) + " s");
    }

    private static List<Rounds.Entry> entries(List<Candidate> all) {
        return all.stream()
                .map(one -> new Rounds.Entry(one.name(), one.learner()))
                .toList();
    }

    /** What choosing the best by validation rows gives, chosen again in each fold; empty without validation rows. */
    private static Optional<Interval> byValidation(
            RowScore score,
            List<Folds.Round> rounds,
            Map<String, List<Learner.Scored>> scored,
            List<String> groups,
            Bootstrap bootstrap) {
        if (rounds.stream().anyMatch(round -> round.validation().length == 0)) {
            return Optional.empty();
        }
        double sign = score.better() == Scale.Better.HIGHER ? 1 : -1;
        List<List<Learner.Scored>> all = new ArrayList<>(scored.values());
        double[] reached = IntStream.range(0, rounds.size())
                .boxed()
                .flatMapToDouble(k -> {
                    Learner.Scored best = all.get(0).get(k);
                    for (List<Learner.Scored> one : all) {
                        boolean more = sign * Standings.mean(one.get(k).validation())
                                > sign * Standings.mean(best.validation());
                        best = more ? one.get(k) : best;
                    }
                    return Arrays.stream(best.test());
                })
                .toArray();
        return Optional.of(bootstrap.mean(reached, groups));
    }

    /** The chosen method fitted to all training rows of a split and measured on its test rows, once. */
    private Optional<Evaluation> tested(Candidate chosen) {
        if (rows.held().isEmpty() || chosen.handle().isEmpty()) {
            return Optional.empty();
        }
        EncodedSplit split = FitProgress.part(rows.held().get());
        if (split.test().rows() == 0) {
            return Optional.empty();
        }
        String[] seen = chosen.modalities().toArray(String[]::new);
        Encoded train = split.train().only(seen);
        return Optional.of(evaluation
                .evaluate(chosen.handle().get().fit(train), split.test().only(seen))
                .named(chosen.name()));
    }

    @Override
    public DisplayData display() {
        String line = "a choice of method for " + rows.name() + " in the making: " + plan.folds + " folds of "
                + rows.groups().size() + " rows, target " + rows.target().kind().words() + ", within "
                + FitProgress.number(plan.limit.toMillis() / 1e3) + " s; baselines and "
                + (plan.only.isEmpty() ? "every fusion method that takes the rows" : String.join(", ", plan.only))
                + "; run() runs it, within(Duration), folds(count) and only(ids) change it";
        return DisplayData.html("<p>" + TableView.escape(line) + "</p>", line);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}

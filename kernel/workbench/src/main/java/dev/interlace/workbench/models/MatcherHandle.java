package dev.interlace.workbench.models;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.display.FitProgress;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A matcher with its options, ready to say which left item belongs with which right item.
 *
 * @param selection the method, its options and the seed of what it draws
 */
public record MatcherHandle(Selection<Matcher<?>> selection) implements Handle<Matcher<?>, MatcherHandle> {
    @Override
    public PluginKind kind() {
        return PluginKind.MATCHER;
    }

    @Override
    public MatcherHandle with(Selection<Matcher<?>> other) {
        return new MatcherHandle(other);
    }

    /** Matches by similarity alone, {@code [n, m]}. */
    public Matching match(INDArray similarity) {
        return match(MatchProblem.ofSimilarity(similarity));
    }

    /** Matches the items of a problem; an interrupt stops it. */
    public Matching match(MatchProblem problem) {
        FitProgress progress = FitProgress.of("matching with " + selection.id());
        return match(problem, FitContext.seeded(seed()).with(progress).with(progress.cancellation()));
    }

    /** Matches the items of a problem in a context of the caller's, who shows the progress. */
    public Matching match(MatchProblem problem, FitContext context) {
        return selection.call(matcher -> Shapes.matching(found(), match(matcher, given(problem), context), problem));
    }

    private MatchProblem given(MatchProblem problem) {
        Supervision known = problem.known() instanceof Supervision.Seeds seeds
                ? Supervision.seeds(seeds.left(), seeds.right())
                : problem.known();
        return new MatchProblem(
                problem.similarity().map(found()::rows),
                problem.left().map(found()::rows),
                problem.right().map(found()::rows),
                known,
                problem.masses());
    }

    private <O extends Record> Matching match(Matcher<O> matcher, MatchProblem problem, FitContext context) {
        return matcher.match(problem, matcher.descriptor().schema().parse(options()), context);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}

package dev.interlace.workbench.models;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
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
        return selection.call(matcher -> match(matcher, problem, context));
    }

    private <O extends Record> Matching match(Matcher<O> matcher, MatchProblem problem, FitContext context) {
        return matcher.match(problem, matcher.descriptor().schema().parse(options()), context);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}

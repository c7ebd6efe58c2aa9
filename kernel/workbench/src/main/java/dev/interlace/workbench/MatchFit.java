package dev.interlace.workbench;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
import dev.interlace.workbench.catalogue.Found;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A matcher with its options, ready to say which left item belongs with which right item.
 *
 * @param found the matcher
 * @param options what was given; the rest is by default
 * @param seed seed of what the matcher draws
 */
public record MatchFit(Found<Matcher<?>> found, Map<String, ?> options, long seed) {
    public MatchFit {
        options = Map.copyOf(options);
        found.method().descriptor().schema().parse(options); // a wrong option is told here
    }

    /** Matches by similarity alone, {@code [n, m]}. */
    public Matching match(INDArray similarity) {
        return match(MatchProblem.ofSimilarity(similarity));
    }

    /** Matches the items of a problem; an interrupt stops it. */
    public Matching match(MatchProblem problem) {
        FitProgress progress = FitProgress.of("matching with " + found.plugin().id());
        return match(problem, FitContext.seeded(seed).with(progress).with(progress.cancellation()));
    }

    /** Matches the items of a problem in a context of the caller's, who shows the progress. */
    public Matching match(MatchProblem problem, FitContext context) {
        return found.call(matcher -> match(matcher, problem, context));
    }

    private <O extends Record> Matching match(Matcher<O> matcher, MatchProblem problem, FitContext context) {
        return matcher.match(problem, matcher.descriptor().schema().parse(options), context);
    }
}

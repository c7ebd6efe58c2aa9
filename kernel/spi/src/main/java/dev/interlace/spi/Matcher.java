package dev.interlace.spi;

/**
 * Says which left item belongs with which right item, for the items that it is given; nothing is learned for others.
 *
 * @param <O> the options record
 */
public interface Matcher<O extends Record> extends Method<O> {
    /**
     * Matches the items of {@code problem}. Changes no input; the same seed gives the same matching.
     *
     * @throws IllegalArgumentException when the problem lacks what the method needs; the message says what to do
     */
    Matching match(MatchProblem problem, O options, FitContext context);
}

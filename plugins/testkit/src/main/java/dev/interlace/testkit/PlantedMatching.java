package dev.interlace.testkit;

import dev.interlace.spi.MatchProblem;

/**
 * A matching problem with a known best answer.
 *
 * @param problem what a matcher is given
 * @param truth {@code [n]}, the right item of each left item, -1 where it has none; hidden from the matcher
 */
@SuppressWarnings("ArrayRecordComponent") // item numbers; never compared
public record PlantedMatching(MatchProblem problem, int[] truth) {}

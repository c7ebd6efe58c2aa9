package dev.interlace.plugins.alignment.graph;

import dev.interlace.spi.NoOptions;
import dev.interlace.testkit.MatcherContract;
import dev.interlace.testkit.Problems.Given;

class HungarianMatcherContractTest extends MatcherContract<NoOptions> {
    @Override
    protected HungarianMatcher method() {
        return new HungarianMatcher();
    }

    @Override
    protected Given given() {
        return Given.SIMILARITY;
    }
}

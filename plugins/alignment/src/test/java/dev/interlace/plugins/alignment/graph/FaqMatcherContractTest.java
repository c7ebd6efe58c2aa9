package dev.interlace.plugins.alignment.graph;

import dev.interlace.testkit.MatcherContract;
import dev.interlace.testkit.Problems.Given;

class FaqMatcherContractTest extends MatcherContract<FaqMatcher.Options> {
    @Override
    protected FaqMatcher method() {
        return new FaqMatcher();
    }

    @Override
    protected Given given() {
        return Given.STRUCTURES;
    }
}

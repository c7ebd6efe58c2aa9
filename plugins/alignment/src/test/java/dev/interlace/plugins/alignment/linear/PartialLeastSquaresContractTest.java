package dev.interlace.plugins.alignment.linear;

import dev.interlace.testkit.AlignmentMethodContract;

class PartialLeastSquaresContractTest extends AlignmentMethodContract<PartialLeastSquares.Options> {
    @Override
    protected PartialLeastSquares method() {
        return new PartialLeastSquares();
    }
}

package dev.interlace.plugins.alignment.linear;

import dev.interlace.testkit.AlignmentMethodContract;

class ProcrustesContractTest extends AlignmentMethodContract<Procrustes.Options> {
    @Override
    protected Procrustes method() {
        return new Procrustes();
    }
}

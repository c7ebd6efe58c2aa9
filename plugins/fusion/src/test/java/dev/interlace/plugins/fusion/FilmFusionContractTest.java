package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;

class FilmFusionContractTest extends FusionMethodContract<FilmFusion.Options> {
    @Override
    protected FilmFusion method() {
        return new FilmFusion();
    }

    @Override
    protected FilmFusion.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 4, "batchSize", 16, "hidden", 8, "learningRate", 0.02));
    }
}

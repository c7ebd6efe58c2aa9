package dev.interlace.workbench.tribuo;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.RandomForestTrainer;

class ForestFusionContractTest extends FusionMethodContract<TribuoFusion.Options> {
    private final TribuoFusion forest = TribuoFusion.of(
            new RandomForestTrainer<>(new CARTClassificationTrainer(6, 0.5f, 1L), new VotingCombiner(), 8));

    @Override
    protected TribuoFusion method() {
        return forest;
    }

    @Override
    protected TribuoFusion.Options options() {
        return forest.descriptor().schema().parse(Map.of("preparation", "MIN_MAX"));
    }
}

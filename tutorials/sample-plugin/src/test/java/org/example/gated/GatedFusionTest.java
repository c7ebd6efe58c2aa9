package org.example.gated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Modality;
import dev.interlace.testkit.FusionMethodContract;
import dev.interlace.testkit.FusionProblem;
import dev.interlace.testkit.Problems;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The contract, and what only this method promises. */
class GatedFusionTest extends FusionMethodContract<GatedFusion.Options> {
    @Override
    protected GatedFusion method() {
        return new GatedFusion();
    }

    @Override
    protected GatedFusion.Options options() {
        return options(8, 12); // cheap: it is fitted a few hundred times
    }

    @Override
    protected GatedFusion.Options optionsToLearn() {
        return options(32, 60);
    }

    private GatedFusion.Options options(int hidden, int epochs) {
        return method().descriptor().schema().parse(Map.of("hidden", hidden, "epochs", epochs));
    }

    @Test
    void theServiceLoaderFindsIt() {
        ServiceLoader<?> found = ServiceLoader.load(FusionMethod.class);
        assertTrue(found.stream().anyMatch(provider -> provider.type() == GatedFusion.class));
    }

    @Test
    void everyGateLiesBetweenZeroAndOne() {
        List<Modality> two = List.of(Modality.vector("image"), Modality.vector("sound"));
        FusionProblem problem = new Problems(3).blobs(30, 2, two);
        FusionModel model = method().fit(problem.batch(), problem.labels(), options(), FitContext.seeded(3));
        var gates = model.explain(problem.batch());
        assertEquals(List.of("gate of image", "gate of sound"), List.copyOf(gates.keySet()));
        for (INDArray gate : gates.values()) {
            assertEquals(List.of(30L, 8L), List.of(gate.size(0), gate.size(1)));
            assertTrue(gate.minNumber().doubleValue() > 0 && gate.maxNumber().doubleValue() < 1);
        }
    }
}

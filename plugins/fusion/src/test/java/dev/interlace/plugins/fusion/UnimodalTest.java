package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Modality;
import dev.interlace.testkit.FusionProblem;
import dev.interlace.testkit.Problems;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every mid fusion says what it makes of each modality alone, pictures included, in rows of equal width. */
class UnimodalTest {
    private static final int UNITS = 6;
    private static final List<Modality> PAIR =
            List.of(new Modality("image", Modality.Kind.IMAGE), Modality.tokens("words"));
    private static final List<Modality> ALL =
            List.of(new Modality("image", Modality.Kind.IMAGE), Modality.tokens("words"), Modality.vector("audio"));

    static List<TrainableFusion<?>> methods() {
        return List.of(
                new ConcatFusion(),
                new CrossAttentionFusion(),
                new CoAttentionFusion(),
                new BottleneckFusion(),
                new GatedFusion(),
                new ModalityAttentionFusion(),
                new PoolingFusion(),
                new FilmFusion(),
                new BilinearFusion(),
                new CompactBilinearFusion(),
                new TensorFusion(),
                new LowRankFusion());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theRepresentationsOfModalitiesAreOfEqualWidth(TrainableFusion<?> method) throws IOException {
        String id = method.descriptor().id();
        List<Modality> modalities = id.equals("fusion/bilinear") || id.equals("fusion/compact-bilinear") ? PAIR : ALL;
        Map<String, INDArray> parameters = parameters(method, modalities);
        for (Modality modality : modalities) {
            INDArray weight = parameters.get("auxiliary." + modality.name() + ".weight");
            assertTrue(weight != null, id + " says nothing of " + modality.name() + " alone: " + parameters.keySet());
            assertEquals(
                    "[" + UNITS + ", 3]",
                    weight == null ? "" : Arrays.toString(weight.shape()),
                    id + ": the classifier on " + modality.name() + " alone");
        }
        assertTrue(parameters.containsKey("image.picture.conv1.weight"), id + ": the encoder of pictures is its own");
    }

    static List<TrainableFusion<?>> methodsWithoutSharedOptions() {
        return List.of(new EarlyFusion(), new ConcatFusion(), new CrossAttentionFusion());
    }

    @ParameterizedTest
    @MethodSource("methodsWithoutSharedOptions")
    void modalityDropoutActsAndNeedsAPolicy(TrainableFusion<?> method) {
        assertNotEquals(
                losses(method, Map.of("missing", "MEAN")),
                losses(method, Map.of("missing", "MEAN", "modalityDropout", 0.5)));
        assertEquals(
                method.descriptor().id()
                        + ": modalityDropout above 0 needs missing to be AVAILABLE_ONLY, MEAN or LEARNED_TOKEN, got REJECT",
                assertThrows(IllegalArgumentException.class, () -> losses(method, Map.of("modalityDropout", 0.5)))
                        .getMessage());
    }

    private static <O extends Record & TrainingOptions> List<Double> losses(
            TrainableFusion<O> method, Map<String, ?> changes) {
        Map<String, Object> options = new HashMap<>(changes);
        options.putAll(Map.of("epochs", 2, "dropout", 0));
        FusionProblem problem = new Problems(1).blobs(24, 3, PAIR);
        return method.fit(
                        problem.batch(),
                        problem.labels(),
                        method.descriptor().schema().parse(options),
                        FitContext.seeded(1))
                .history()
                .get("training loss");
    }

    private static <O extends Record & TrainingOptions> Map<String, INDArray> parameters(
            TrainableFusion<O> method, List<Modality> modalities) throws IOException {
        Map<String, Object> options = new HashMap<>(Map.of("epochs", 1, "auxiliary", 0.5));
        boolean wide = method.descriptor().id().equals("fusion/mid-attention");
        options.put(wide ? "width" : "hidden", UNITS);
        if (method.descriptor().schema().options().stream()
                .anyMatch(option -> option.name().equals("heads"))) {
            options.put("heads", 2);
        }
        FusionProblem problem = new Problems(1).blobs(12, 3, modalities);
        FusionModel model = method.fit(
                problem.batch(), problem.labels(), method.descriptor().schema().parse(options), FitContext.seeded(1));
        assertEquals(12, model.predict(problem.batch()).size(0));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out);
        return ModelFile.load(new ByteArrayInputStream(out.toByteArray())).arrays("parameter/");
    }
}

package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Matrices;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Param;
import dev.interlace.spi.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** What a fusion network learns from beyond its labels: dropped modalities, and classifiers of one modality alone. */
class FusionOptionsTest {
    private static final int ROWS = 300;

    record Options(
            @Param(doc = "drop", min = 0, max = 1, init = 0) double modalityDropout,
            @Param(doc = "auxiliary", min = 0, init = 0) double auxiliary,
            @Param(doc = "epochs", min = 1, init = 2) int epochs,

            @Param(doc = "missing", choice = "AVAILABLE_ONLY")
            MissingPolicy missing)
            implements FusionOptions {
        @Override
        public double dropout() {
            return 0;
        }
    }

    /** Sums linear maps of the modalities and notes what it was given in training. */
    private static final class Watching implements TrainableFusion<Options> {
        private final List<float[]> image = new ArrayList<>();
        private final List<float[]> audio = new ArrayList<>();
        private double largestHidden;

        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of("fusion/watching", "1.0.0", "Watching", "Watching", Options.class);
        }

        @Override
        public Set<MissingPolicy> missingPolicies() {
            return Set.of(MissingPolicy.REJECT, MissingPolicy.AVAILABLE_ONLY);
        }

        @Override
        public Var fuse(Layers layers, Inputs inputs, Options options) {
            List<Var> all = new ArrayList<>();
            for (Input input : inputs.all()) {
                if (layers.tape().isTraining()) {
                    (input.modality().name().equals("image") ? image : audio).add(input.presence());
                    float[] values = Host.floats(input.features().value());
                    for (int i = 0; i < values.length; i++) {
                        if (input.presence()[i * input.presence().length / values.length] == 0) {
                            largestHidden = Math.max(largestHidden, Math.abs(values[i]));
                        }
                    }
                }
                Var h = layers.linear(input.modality().name(), input.features(), 2);
                inputs.unimodal(input, h);
                all.add(h);
            }
            return layers.tape().concat(all);
        }
    }

    private static MultimodalBatch batch() {
        return MultimodalBatch.of(
                Features.vector("image", Matrices.normal(1, DataType.FLOAT, ROWS, 3)),
                Features.vector("audio", Matrices.normal(2, DataType.FLOAT, ROWS, 2)));
    }

    private static Labels labels() {
        return Labels.of(
                List.of("a", "b", "c"),
                IntStream.range(0, ROWS).map(row -> row % 4 == 0 ? 0 : 1).toArray());
    }

    private static FusionModel fit(Watching method, MultimodalBatch batch, Options options) {
        return method.fit(batch, labels(), options, FitContext.seeded(3));
    }

    @Test
    void modalitiesAreDroppedAtTheirRateAndNeverAll() {
        Watching method = new Watching();
        fit(method, batch(), new Options(0.3, 0, 10, MissingPolicy.AVAILABLE_ONLY));
        int seen = 0;
        int dropped = 0;
        for (int step = 0; step < method.image.size(); step++) {
            for (int row = 0; row < method.image.get(step).length; row++) {
                seen++;
                dropped += method.image.get(step)[row] == 0 ? 1 : 0;
                assertTrue(method.image.get(step)[row] + method.audio.get(step)[row] > 0, "a row has lost everything");
            }
        }
        // dropped alone: 0.3 * 0.7, or both and the other one spared: 0.3 * 0.3 / 2, together 0.255
        double deviation = Math.sqrt(0.255 * 0.745 / seen);
        assertEquals(0.255, (double) dropped / seen, 5 * deviation, dropped + " of " + seen);
        assertEquals(0, method.largestHidden, 0, "what is dropped must not be seen");
    }

    @Test
    void predictingDropsNothing() {
        FusionModel one = fit(new Watching(), batch(), new Options(0.5, 0, 1, MissingPolicy.AVAILABLE_ONLY));
        assertArrayEquals(Host.floats(one.predict(batch())), Host.floats(one.predict(batch())), 0);
    }

    @Test
    void auxiliaryClassifiersAreTrainedAndCounted() {
        Options without = new Options(0, 0, 2, MissingPolicy.AVAILABLE_ONLY);
        Options with = new Options(0, 1, 2, MissingPolicy.AVAILABLE_ONLY);
        long plain = fit(new Watching(), batch(), without).parameterCount();
        FusionModel taught = fit(new Watching(), batch(), with);
        // a classifier of 2 units and 3 classes for each modality: 2 (2 * 3 + 3)
        assertEquals(plain + 18, taught.parameterCount());
        double apart = taught.history().get("training loss").get(0);
        double alone = fit(new Watching(), batch(), without)
                .history()
                .get("training loss")
                .get(0);
        assertTrue(
                apart > alone + 0.3, "the loss has the mean of two more losses of about ln 3: " + apart + ", " + alone);
    }

    @Test
    void aRowOfWhichNothingIsKnownGetsTheClassSharesAndIsNotTrainedOn() {
        Presence some = Presence.where(ROWS, row -> row % 3 != 0);
        MultimodalBatch holes = batch().masked("image", some).masked("audio", some);
        Watching method = new Watching();
        FusionModel model = fit(method, holes, new Options(0, 0, 1, MissingPolicy.AVAILABLE_ONLY));
        for (float[] presence : method.image) {
            for (float one : presence) {
                assertEquals(1, one, 0, "a row without anything was trained on");
            }
        }
        float[] p = Host.floats(model.predict(holes));
        assertArrayEquals(new float[] {0.25f, 0.75f, 0}, new float[] {p[0], p[1], p[2]}, 1e-6f);
    }

    @Test
    void whatCannotBeTaughtIsRejected() {
        requireMessage(
                "fusion/watching: modalityDropout above 0 needs missing to be AVAILABLE_ONLY, MEAN or LEARNED_TOKEN, got REJECT",
                () -> fit(new Watching(), batch(), new Options(0.1, 0, 1, MissingPolicy.REJECT)));
        MultimodalBatch nothing = batch().only("image").masked("image", Presence.none(ROWS));
        requireMessage(
                "image: no training row has this modality; leave it out",
                () -> fit(new Watching(), nothing, new Options(0, 0, 1, MissingPolicy.AVAILABLE_ONLY)));
    }
}

package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Matrices;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Param;
import dev.interlace.spi.Presence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class AlignmentTermTest {
    private static final int ROWS = 60;

    record Options(
            @Param(doc = "epochs", min = 1, init = 30) int epochs,

            @Param(doc = "extra width of audio", min = 0, init = 0)
            int extra,

            @Param(doc = "missing", choice = "REJECT") MissingPolicy missing)
            implements TrainingOptions {
        @Override
        public double learningRate() {
            return 0.03;
        }

        @Override
        public double holdout() {
            return 0;
        }
    }

    /** Side by side; shows each modality's representation. */
    private static class Joined implements TrainableFusion<Options> {
        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of("fusion/joined", "1.0.0", "Joined", "Side by side", Options.class);
        }

        @Override
        public Var fuse(Layers layers, Inputs inputs, Options options) {
            List<Var> all = new ArrayList<>();
            for (Input input : inputs.all()) {
                String name = input.modality().name();
                int width = name.equals("audio") ? 4 + options.extra() : 4;
                Var h = layers.linear(name, input.features(), width);
                inputs.unimodal(input, h);
                layers.explain(name, h.value());
                all.add(h);
            }
            return layers.tape().concat(all);
        }
    }

    record Scale(@Param(doc = "factor", min = 0, init = 1) double factor) {}

    /** The squared distance of paired rows. */
    private static class Closer implements AlignmentLoss<Scale> {
        final List<int[]> seen = new ArrayList<>();

        @Override
        public MethodDescriptor<Scale> descriptor() {
            return MethodDescriptor.of("loss/closer", "1.0.0", "Closer", "Paired rows close", Scale.class)
                    .withCapabilities(Capability.NEEDS_PAIRS);
        }

        @Override
        public Loss loss(Layers layers, Sides sides, Scale options) {
            seen.add(sides.labels());
            assertEquals(sides.left().size(0), sides.right().size(0));
            return layers.tape()
                    .squaredError(
                            layers.tape().scale(sides.left(), options.factor()),
                            layers.tape().scale(sides.right(), options.factor()));
        }
    }

    private static MultimodalBatch batch() {
        return MultimodalBatch.of(
                Features.vector("image", Matrices.normal(1, DataType.FLOAT, ROWS, 3)),
                Features.vector("audio", Matrices.normal(2, DataType.FLOAT, ROWS, 2)));
    }

    private static Labels labels() {
        return Labels.of(
                List.of("even", "odd"),
                IntStream.range(0, ROWS).map(row -> row % 2).toArray());
    }

    private static final Options OPTIONS = new Options(30, 0, MissingPolicy.REJECT);

    private static FusionModel fit(double weight) {
        return new Joined()
                .fit(
                        batch(),
                        labels(),
                        OPTIONS,
                        List.of(AlignmentTerm.of(new Closer(), Map.of("factor", 2), weight)),
                        FitContext.seeded(3));
    }

    private static double distance(FusionModel model) {
        Map<String, INDArray> seen = model.explain(batch());
        float[] image = Host.floats(Objects.requireNonNull(seen.get("image")));
        float[] audio = Host.floats(Objects.requireNonNull(seen.get("audio")));
        return IntStream.range(0, image.length)
                .mapToDouble(i -> Math.pow(image[i] - audio[i], 2))
                .average()
                .orElseThrow();
    }

    @Test
    void aTermPullsTheRepresentationsTogether() {
        double without = distance(fit(0));
        double with = distance(fit(10));
        assertTrue(with < 0.3 * without, "squared distance " + with + " with the term, " + without + " without");
    }

    @Test
    void aWeightOfZeroChangesNoBit() {
        FusionModel plain = new Joined().fit(batch(), labels(), OPTIONS, FitContext.seeded(3));
        assertArrayEquals(Host.floats(plain.predict(batch())), Host.floats(fit(0).predict(batch())));
    }

    @Test
    void theTermStandsInTheProvenanceAndTheModelLoadsWithoutIt() throws IOException {
        FusionModel model = fit(0.5);
        assertEquals("0.5", model.provenance().options().get("loss/closer"));
        assertEquals("2.0", model.provenance().options().get("loss/closer.factor"));
        assertEquals("30", model.provenance().methodOptions().get("epochs"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out);
        FusionModel again = new Joined().load(new ByteArrayInputStream(out.toByteArray()));
        assertArrayEquals(Host.floats(model.predict(batch())), Host.floats(again.predict(batch())));
        assertEquals(model.provenance(), again.provenance());
    }

    @Test
    void onlyRowsThatHaveBothAreAligned() {
        Closer loss = new Closer();
        MultimodalBatch holes = MultimodalBatch.of(
                batch().get("image"),
                Features.vector("audio", batch().get("audio").values(), Presence.where(ROWS, row -> row % 2 == 0)));
        new Joined()
                .fit(
                        holes,
                        labels(),
                        new Options(1, 0, MissingPolicy.MEAN),
                        List.of(AlignmentTerm.of(loss, Map.of(), 1)),
                        FitContext.seeded(3));
        assertTrue(!loss.seen.isEmpty());
        for (int[] seen : loss.seen) {
            assertArrayEquals(new int[seen.length], seen, "rows without audio are the odd ones, class 1");
        }
    }

    @Test
    void whatCannotBeAlignedIsSaidByName() {
        requireMessage(
                "loss/closer: in fusion/joined audio is represented by 6 numbers, image by 4; a term aligns"
                        + " representations of one width",
                () -> new Joined()
                        .fit(
                                batch(),
                                labels(),
                                new Options(1, 2, MissingPolicy.REJECT),
                                List.of(AlignmentTerm.of(new Closer(), Map.of(), 1)),
                                FitContext.seeded(3)));
        requireMessage(
                "loss/closer: there is nothing to align in fusion/joined, which shows 1 representations of single"
                        + " modalities; it takes 2 or more, in a mid fusion method such as fusion/mid-concat or"
                        + " fusion/gated",
                () -> new Joined()
                        .fit(
                                MultimodalBatch.of(batch().get("image")),
                                labels(),
                                OPTIONS,
                                List.of(AlignmentTerm.of(new Closer(), Map.of(), 1)),
                                FitContext.seeded(3)));
        requireMessage(
                "AlignmentTerm.weight must be in [0, inf), got -1.0",
                () -> AlignmentTerm.of(new Closer(), Map.of(), -1));
        AlignmentTerm<?> term = AlignmentTerm.of(new Closer(), Map.of(), 1);
        requireMessage(
                "loss/closer is a term twice; add it once with the sum of the weights",
                () -> new Joined().fit(batch(), labels(), OPTIONS, List.of(term, term), FitContext.seeded(3)));
    }
}

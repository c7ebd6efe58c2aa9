package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.Features;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The model of a {@link TrainableFusion}: its {@link FusionInputs inputs}, the author's fusion, and the {@link Head
 * head} of the kind of target. A row of which nothing is known gets the class shares of the training rows, or their
 * mean; in {@link FusionTraining training} such rows are left out.
 */
final class FusionNetwork<O extends Record & TrainingOptions> implements FusionModel {
    /** The name of the head's parameters, whatever the target. */
    static final String HEAD = "classifier";

    private static final int PREDICTION_ROWS = 256;

    private final TrainableFusion<O> method;
    private final O options;
    private final FusionInputs inputs;
    private final float[] prior; // [columns]
    private final Head head;
    private final Parameters parameters;
    private final Provenance provenance;
    private final History history;

    FusionNetwork(
            TrainableFusion<O> method,
            O options,
            FusionInputs inputs,
            float[] prior,
            Head head,
            Parameters parameters,
            Provenance provenance,
            History history) {
        this.method = method;
        this.options = options;
        this.inputs = inputs;
        this.prior = prior;
        this.head = head;
        this.parameters = parameters;
        this.provenance = provenance;
        this.history = history;
    }

    /** This network with what its training has recorded. */
    FusionNetwork<O> with(History recorded) {
        return new FusionNetwork<>(method, options, inputs, prior, head, parameters, provenance, recorded);
    }

    FusionInputs inputs() {
        return inputs;
    }

    Head head() {
        return head;
    }

    /** What a row gets of which nothing is known, {@code [columns]}: the class shares of the training rows. */
    float[] prior() {
        return prior;
    }

    Parameters parameters() {
        return parameters;
    }

    /** What the head makes of the fused representation: of one class the logits, {@code [B, classes]}. */
    Var output(Layers layers, Inputs rows) {
        Var fused = layers.tape().dropout(method.fuse(layers, rows, options), options.dropout());
        return head.output(layers, HEAD, fused);
    }

    @Override
    public Target.Kind target() {
        return head.kind();
    }

    @Override
    public List<String> classes() {
        return head.columns();
    }

    @Override
    public List<Modality> modalities() {
        return inputs.modalities().values().stream()
                .map(FittedModality::modality)
                .toList();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public long parameterCount() {
        return parameters.count();
    }

    @Override
    public INDArray predict(MultimodalBatch batch) {
        return head.inUnits(run(batch, (layers, rows) -> {
            INDArray answers = head.answer(layers, HEAD, output(layers, rows));
            INDArray unknown = Nd4j.createFromArray(prior);
            for (int row = 0; row < answers.size(0); row++) {
                int wanted = row;
                if (rows.all().stream().allMatch(input -> input.presence()[wanted] == 0)) {
                    answers.getRow(row).assign(unknown);
                }
            }
            return answers;
        }));
    }

    @Override
    public Optional<INDArray> fuse(MultimodalBatch batch) {
        return Optional.of(
                run(batch, (layers, rows) -> method.fuse(layers, rows, options).value()));
    }

    @Override
    public Map<String, INDArray> explain(MultimodalBatch batch) {
        Map<String, Features> scaled = inputs.scale(batch);
        Tape tape = new Tape(DataType.FLOAT);
        tape.begin();
        Layers layers = new Layers(tape, parameters);
        int[] all = IntStream.range(0, batch.rows()).toArray();
        method.fuse(layers, inputs.of(layers, scaled, all), options);
        return layers.explanations();
    }

    @Override
    public void save(OutputStream out) throws IOException {
        FusionFile.save(this, out);
    }

    private interface Step {
        INDArray run(Layers layers, Inputs rows);
    }

    /** Runs the network over all rows in blocks and puts the results under each other. */
    private INDArray run(MultimodalBatch batch, Step step) {
        return run(inputs.scale(batch), IntStream.range(0, batch.rows()).toArray(), step);
    }

    /** The fused representation of rows, {@code [rows, D]}. */
    INDArray fused(Map<String, Features> scaled, int[] chosen) {
        return run(
                scaled,
                chosen,
                (layers, rows) -> method.fuse(layers, rows, options).value());
    }

    private INDArray run(Map<String, Features> scaled, int[] chosen, Step step) {
        Tape tape = new Tape(DataType.FLOAT);
        List<float[]> blocks = new ArrayList<>();
        int columns = 0;
        for (int from = 0; from < chosen.length; from += PREDICTION_ROWS) {
            tape.begin();
            Layers layers = new Layers(tape, parameters);
            int[] rows = Arrays.copyOfRange(chosen, from, Math.min(chosen.length, from + PREDICTION_ROWS));
            INDArray block = step.run(layers, inputs.of(layers, scaled, rows));
            columns = (int) block.size(1);
            blocks.add(Host.floats(block));
        }
        float[] all = new float[chosen.length * columns];
        int at = 0;
        for (float[] block : blocks) {
            System.arraycopy(block, 0, all, at, block.length);
            at += block.length;
        }
        return Host.tensor(DataType.FLOAT, all, chosen.length, columns);
    }
}

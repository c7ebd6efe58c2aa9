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
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The model of a {@link TrainableFusion}: its {@link FusionInputs inputs}, the author's fusion, a linear classifier. A
 * row of which nothing is known gets the class shares of the training rows; in {@link FusionTraining training} such
 * rows are left out.
 */
final class FusionNetwork<O extends Record & TrainingOptions> implements FusionModel {
    private static final int PREDICTION_ROWS = 256;

    private final TrainableFusion<O> method;
    private final O options;
    private final FusionInputs inputs;
    private final float[] prior; // [classes]
    private final List<String> classes;
    private final Parameters parameters;
    private final Provenance provenance;
    private final History history;

    FusionNetwork(
            TrainableFusion<O> method,
            O options,
            FusionInputs inputs,
            float[] prior,
            List<String> classes,
            Parameters parameters,
            Provenance provenance,
            History history) {
        this.method = method;
        this.options = options;
        this.inputs = inputs;
        this.prior = prior;
        this.classes = classes;
        this.parameters = parameters;
        this.provenance = provenance;
        this.history = history;
    }

    /** This network with what its training has recorded. */
    FusionNetwork<O> with(History recorded) {
        return new FusionNetwork<>(method, options, inputs, prior, classes, parameters, provenance, recorded);
    }

    FusionInputs inputs() {
        return inputs;
    }

    /** The class shares of the training rows, {@code [classes]}. */
    float[] prior() {
        return prior;
    }

    Parameters parameters() {
        return parameters;
    }

    /** Class logits, {@code [B, classes]}. */
    Var logits(Layers layers, Inputs rows) {
        Var fused = layers.tape().dropout(method.fuse(layers, rows, options), options.dropout());
        return layers.linear("classifier", fused, classes.size());
    }

    @Override
    public List<String> classes() {
        return classes;
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
        return run(batch, (layers, rows) -> {
            INDArray logits = logits(layers, rows).value();
            INDArray probabilities = Nd4j.createUninitialized(DataType.FLOAT, logits.shape(), 'c');
            Nd4j.exec(new SoftMax(logits, probabilities, 1));
            INDArray shares = Nd4j.createFromArray(prior);
            for (int row = 0; row < logits.size(0); row++) {
                int wanted = row;
                if (rows.all().stream().allMatch(input -> input.presence()[wanted] == 0)) {
                    probabilities.getRow(row).assign(shares);
                }
            }
            return probabilities;
        });
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
        Map<String, Features> scaled = inputs.scale(batch);
        Tape tape = new Tape(DataType.FLOAT);
        List<float[]> blocks = new ArrayList<>();
        int columns = 0;
        for (int from = 0; from < batch.rows(); from += PREDICTION_ROWS) {
            tape.begin();
            Layers layers = new Layers(tape, parameters);
            int[] rows = IntStream.range(from, Math.min(batch.rows(), from + PREDICTION_ROWS))
                    .toArray();
            INDArray block = step.run(layers, inputs.of(layers, scaled, rows));
            columns = (int) block.size(1);
            blocks.add(Host.floats(block));
        }
        float[] all = new float[batch.rows() * columns];
        int at = 0;
        for (float[] block : blocks) {
            System.arraycopy(block, 0, all, at, block.length);
            at += block.length;
        }
        return Host.tensor(DataType.FLOAT, all, batch.rows(), columns);
    }
}

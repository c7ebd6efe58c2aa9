package dev.interlace.learn;

import dev.interlace.learn.Inputs.Input;
import dev.interlace.learn.Parameters.Start;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.SeedSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/** The model of a {@link TrainableFusion}: standardisation, the author's fusion, a linear classifier. */
final class FusionNetwork<O extends Record & TrainingOptions> implements FusionModel {
    private static final int PREDICTION_ROWS = 256;

    private final TrainableFusion<O> method;
    private final O options;
    private final Map<String, Standardizer> standardizers; // by modality name, sorted
    private final Map<String, Modality> modalities;
    private final List<String> classes;
    private final Parameters parameters;
    private final Provenance provenance;
    private final History history;

    private FusionNetwork(
            TrainableFusion<O> method,
            O options,
            Map<String, Standardizer> standardizers,
            Map<String, Modality> modalities,
            List<String> classes,
            Parameters parameters,
            Provenance provenance,
            History history) {
        this.method = method;
        this.options = options;
        this.standardizers = standardizers;
        this.modalities = modalities;
        this.classes = classes;
        this.parameters = parameters;
        this.provenance = provenance;
        this.history = history;
    }

    static <O extends Record & TrainingOptions> FusionModel fit(
            TrainableFusion<O> method, MultimodalBatch batch, Labels labels, O options, FitContext context) {
        String id = method.descriptor().id();
        Checks.labelled(id, batch, labels);
        if (!method.missingPolicies().contains(options.missing())) {
            throw new IllegalArgumentException(
                    id + ": missing must be one of " + method.missingPolicies() + ", got " + options.missing());
        }
        Map<String, Standardizer> standardizers = new TreeMap<>();
        Map<String, Modality> modalities = new TreeMap<>();
        Map<String, Features> scaled = new TreeMap<>();
        for (Features features : batch.modalities()) {
            String name = features.modality().name();
            Checks.vectorsOrTokens(id, features);
            Checks.presentOrAllowed(id, features, options.missing());
            Standardizer standardizer = Standardizer.fit(features);
            standardizers.put(name, standardizer);
            modalities.put(name, features.modality());
            scaled.put(name, standardizer.apply(features));
        }
        Parameters parameters = new Parameters(DataType.FLOAT, context.seeds().split("parameters"));
        Holdout rows = Holdout.of(
                batch.rows(),
                context.groups(),
                options.holdout(),
                context.seeds().split("holdout"));
        FusionNetwork<O> network = new FusionNetwork<>(
                method,
                options,
                standardizers,
                modalities,
                labels.classes(),
                parameters,
                Provenance.of(
                        method.descriptor(),
                        options,
                        context,
                        Nd4j.getBackend().getClass().getSimpleName()),
                History.empty());
        double[] classWeights = options.classBalance().weights(labels, rows.train());
        History history = new TrainingLoop(id, parameters, options, context)
                .run(
                        (tape, chosen) -> {
                            Layers layers = new Layers(tape, parameters);
                            Var logits = network.logits(layers, network.inputs(layers, scaled, chosen));
                            int[] targets = new int[chosen.length];
                            for (int i = 0; i < chosen.length; i++) {
                                targets[i] = labels.get(chosen[i]);
                            }
                            return tape.softmaxCrossEntropy(logits, targets, classWeights);
                        },
                        rows,
                        options.watch()
                                .scores(
                                        (tape, chosen) -> {
                                            Layers layers = new Layers(tape, parameters);
                                            return network.logits(layers, network.inputs(layers, scaled, chosen));
                                        },
                                        labels::get),
                        Checkpoints.NONE);
        return new FusionNetwork<>(
                method, options, standardizers, modalities, labels.classes(), parameters, network.provenance, history);
    }

    static <O extends Record & TrainingOptions> FusionModel load(TrainableFusion<O> method, ModelFile file)
            throws IOException {
        if (!file.provenance().methodId().equals(method.descriptor().id())) {
            throw new IOException(method.descriptor().id() + " cannot load a model of "
                    + file.provenance().methodId());
        }
        O options = method.descriptor().schema().parse(file.provenance().options());
        Map<String, Standardizer> standardizers = new TreeMap<>();
        Map<String, Modality> modalities = new TreeMap<>();
        for (String line : file.note("modalities").lines().toList()) {
            String[] parts = line.split(" ", 2);
            Modality modality = new Modality(parts[1], Modality.Kind.valueOf(parts[0]));
            modalities.put(modality.name(), modality);
            Map<String, INDArray> of = file.arrays("standardizer/" + modality.name() + "/");
            standardizers.put(
                    modality.name(), new Standardizer(Checks.require(of, "mean"), Checks.require(of, "inverse")));
        }
        Parameters parameters = new Parameters(DataType.FLOAT, new SeedSource(0));
        parameters.restore(file.arrays("parameter/"));
        return new FusionNetwork<>(
                method,
                options,
                standardizers,
                modalities,
                file.note("classes").lines().toList(),
                parameters,
                file.provenance(),
                file.history());
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public List<Modality> modalities() {
        return List.copyOf(modalities.values());
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
        return run(batch, classes.size(), (layers, inputs) -> {
            INDArray logits = logits(layers, inputs).value();
            INDArray probabilities = Nd4j.createUninitialized(DataType.FLOAT, logits.shape(), 'c');
            Nd4j.exec(new SoftMax(logits, probabilities, 1));
            return probabilities;
        });
    }

    @Override
    public Optional<INDArray> fuse(MultimodalBatch batch) {
        return Optional.of(run(
                batch,
                -1,
                (layers, inputs) -> method.fuse(layers, inputs, options).value()));
    }

    @Override
    public Map<String, INDArray> explain(MultimodalBatch batch) {
        Map<String, Features> scaled = scale(batch);
        Tape tape = new Tape(DataType.FLOAT);
        tape.begin();
        Layers layers = new Layers(tape, parameters);
        method.fuse(
                layers, inputs(layers, scaled, IntStream.range(0, batch.rows()).toArray()), options);
        return layers.explanations();
    }

    @Override
    public void save(OutputStream out) throws IOException {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        standardizers.forEach((name, standardizer) -> {
            arrays.put("standardizer/" + name + "/mean", standardizer.mean());
            arrays.put("standardizer/" + name + "/inverse", standardizer.inverseDeviation());
        });
        parameters.snapshot().forEach((name, value) -> arrays.put("parameter/" + name, value));
        List<String> kinds = new ArrayList<>();
        modalities.values().forEach(modality -> kinds.add(modality.kind() + " " + modality.name()));
        new ModelFile(
                        provenance,
                        history,
                        Map.of("modalities", String.join("\n", kinds), "classes", String.join("\n", classes)),
                        arrays)
                .save(out);
    }

    private interface Step {
        INDArray run(Layers layers, Inputs inputs);
    }

    /** Runs the network over all rows in blocks and puts the results under each other. */
    private INDArray run(MultimodalBatch batch, int width, Step step) {
        Map<String, Features> scaled = scale(batch);
        Tape tape = new Tape(DataType.FLOAT);
        List<float[]> blocks = new ArrayList<>();
        int columns = width;
        for (int from = 0; from < batch.rows(); from += PREDICTION_ROWS) {
            tape.begin();
            Layers layers = new Layers(tape, parameters);
            int[] rows = IntStream.range(from, Math.min(batch.rows(), from + PREDICTION_ROWS))
                    .toArray();
            INDArray block = step.run(layers, inputs(layers, scaled, rows));
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

    private Map<String, Features> scale(MultimodalBatch batch) {
        if (batch.rows() == 0) {
            throw new IllegalArgumentException(provenance.methodId() + ": the batch has no rows");
        }
        Map<String, Features> scaled = new TreeMap<>();
        standardizers.forEach((name, standardizer) -> {
            Features features = Checks.fitted(provenance.methodId(), batch, modalities.get(name));
            Checks.presentOrAllowed(provenance.methodId(), features, options.missing());
            scaled.put(name, standardizer.apply(features));
        });
        return scaled;
    }

    private Inputs inputs(Layers layers, Map<String, Features> scaled, int[] rows) {
        List<Input> inputs = new ArrayList<>();
        scaled.values().stream()
                .sorted(Comparator.comparing(features -> features.modality().name()))
                .forEach(features -> inputs.add(input(layers, features, rows)));
        return new Inputs(inputs);
    }

    private Input input(Layers layers, Features features, int[] rows) {
        String name = features.modality().name();
        Var values = layers.tape().rows(features.values(), rows);
        float[] presence = features.presence().rows(rows).toFloats();
        int[] known = features.lengths();
        int[] lengths = new int[known.length == 0 ? 0 : rows.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = presence[i] == 1 ? known[rows[i]] : 0;
        }
        if (options.missing() == MissingPolicy.LEARNED_TOKEN && known.length == 0) {
            Var token = layers.matrix(name + ".absent", 1, features.width(), Start.SMALL);
            values = layers.tape().fillAbsent(values, token, presence);
        }
        return new Input(features.modality(), values, lengths, presence, Optional.empty());
    }

    private Var logits(Layers layers, Inputs inputs) {
        Var fused = layers.tape().dropout(method.fuse(layers, inputs, options), options.dropout());
        return layers.linear("classifier", fused, classes.size());
    }
}

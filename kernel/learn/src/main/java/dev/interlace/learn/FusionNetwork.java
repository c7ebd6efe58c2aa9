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
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The model of a {@link TrainableFusion}: standardisation, something in the place of absent modalities, the author's fusion, a linear
 * classifier. A row of which nothing is known gets the class shares of the training rows; in training such rows are left out.
 */
final class FusionNetwork<O extends Record & TrainingOptions> implements FusionModel {
    private static final int PREDICTION_ROWS = 256;
    /** Predicting draws nothing. */
    private static final SeedSource NO_RANDOMNESS = new SeedSource(0);

    private final TrainableFusion<O> method;
    private final O options;
    private final Map<String, Prepared> prepared; // by modality name, sorted
    private final Map<String, Modality> modalities;
    private final AbsentFill fill;
    private final float[] prior; // [classes]
    private final List<String> classes;
    private final Parameters parameters;
    private final Provenance provenance;
    private final History history;

    private FusionNetwork(
            TrainableFusion<O> method,
            O options,
            Map<String, Prepared> prepared,
            Map<String, Modality> modalities,
            AbsentFill fill,
            float[] prior,
            List<String> classes,
            Parameters parameters,
            Provenance provenance,
            History history) {
        this.method = method;
        this.options = options;
        this.prepared = prepared;
        this.modalities = modalities;
        this.fill = fill;
        this.prior = prior;
        this.classes = classes;
        this.parameters = parameters;
        this.provenance = provenance;
        this.history = history;
    }

    static <O extends Record & TrainingOptions> FusionModel fit(
            TrainableFusion<O> method,
            MultimodalBatch batch,
            Labels labels,
            O options,
            List<AlignmentTerm<?>> terms,
            FitContext context) {
        String id = method.descriptor().id();
        Checks.labelled(id, batch, labels);
        if (!method.missingPolicies().contains(options.missing())) {
            throw new IllegalArgumentException(
                    id + ": missing must be one of " + method.missingPolicies() + ", got " + options.missing());
        }
        requireTaught(id, options);
        Map<String, Prepared> prepared = new TreeMap<>();
        Map<String, Modality> modalities = new TreeMap<>();
        Map<String, Features> present = new TreeMap<>();
        for (Features features : batch.modalities()) {
            String name = features.modality().name();
            Checks.vectorsOrTokens(id, features);
            Checks.presentOrAllowed(id, features, options.missing());
            Prepared preparation = Prepared.fit(features, method.preparation(options));
            prepared.put(name, preparation);
            modalities.put(name, features.modality());
            present.put(name, preparation.apply(features));
        }
        AbsentFill fill = AbsentFill.fit(present, options.missing());
        Map<String, Features> scaled = fill.apply(present, options.missing(), prepared);
        float[] prior = new float[labels.classes().size()];
        int[] counts = labels.counts();
        for (int c = 0; c < prior.length; c++) {
            prior[c] = (float) counts[c] / labels.rows();
        }
        Parameters parameters = new Parameters(DataType.FLOAT, context.seeds().split("parameters"));
        Holdout split = Holdout.of(
                batch.rows(),
                context.groups(),
                options.holdout(),
                context.seeds().split("holdout"));
        Holdout rows = new Holdout(known(split.train(), scaled), known(split.held(), scaled));
        if (rows.train().length == 0) {
            throw new IllegalArgumentException(id + ": no training row has any modality");
        }
        FusionNetwork<O> network = new FusionNetwork<>(
                method,
                options,
                prepared,
                modalities,
                fill,
                prior,
                labels.classes(),
                parameters,
                Provenance.of(
                                method.descriptor(),
                                options,
                                context,
                                Nd4j.getBackend().getClass().getSimpleName())
                        .withTerms(AlignmentTerm.provenance(terms)),
                History.empty());
        int[] step = {0};
        double[] classWeights = options.classBalance().weights(labels, rows.train());
        History history = new TrainingLoop(id, parameters, options, context)
                .run(
                        (tape, chosen) -> {
                            Layers layers = new Layers(tape, parameters);
                            SeedSource seeds = context.seeds().split("modality dropout " + step[0]++);
                            Inputs inputs = network.inputs(layers, scaled, chosen, seeds);
                            Var logits = network.logits(layers, inputs);
                            int[] targets = new int[chosen.length];
                            for (int i = 0; i < chosen.length; i++) {
                                targets[i] = labels.get(chosen[i]);
                            }
                            Loss loss = network.withAuxiliary(
                                    tape.softmaxCrossEntropy(logits, targets, classWeights), layers, inputs, targets);
                            return AlignmentTerm.plus(loss, terms, id, layers, inputs.unimodal(), targets);
                        },
                        rows,
                        options.watch()
                                .scores(
                                        (tape, chosen) -> {
                                            Layers layers = new Layers(tape, parameters);
                                            return network.logits(
                                                    layers, network.inputs(layers, scaled, chosen, NO_RANDOMNESS));
                                        },
                                        labels::get),
                        Checkpoints.NONE);
        return new FusionNetwork<>(
                method,
                options,
                prepared,
                modalities,
                fill,
                prior,
                labels.classes(),
                parameters,
                network.provenance,
                history);
    }

    /** That modality dropout has a policy that says what a dropped modality looks like. */
    private static void requireTaught(String id, TrainingOptions options) {
        boolean says = options.missing() == MissingPolicy.AVAILABLE_ONLY
                || options.missing() == MissingPolicy.MEAN
                || options.missing() == MissingPolicy.LEARNED_TOKEN;
        if (options instanceof FusionOptions fusion && fusion.modalityDropout() > 0 && !says) {
            throw new IllegalArgumentException(
                    id + ": modalityDropout above 0 needs missing to be AVAILABLE_ONLY, MEAN or"
                            + " LEARNED_TOKEN, got " + options.missing());
        }
    }

    /** The rows of which at least one modality is known. */
    private static int[] known(int[] rows, Map<String, Features> features) {
        return Arrays.stream(rows)
                .filter(row ->
                        features.values().stream().anyMatch(f -> f.presence().has(row)))
                .toArray();
    }

    /** The loss and the weighted mean of the losses of classifiers that see one modality alone, over the rows that have it. */
    private Loss withAuxiliary(Loss loss, Layers layers, Inputs inputs, int[] targets) {
        double weight = options instanceof FusionOptions fusion ? fusion.auxiliary() : 0;
        if (weight == 0 || inputs.unimodal().isEmpty()) {
            return loss;
        }
        Loss total = loss;
        for (Map.Entry<Input, Var> alone : inputs.unimodal().entrySet()) {
            float[] presence = alone.getKey().presence();
            int[] rows = IntStream.range(0, targets.length)
                    .filter(row -> presence[row] == 1)
                    .toArray();
            String name = "auxiliary." + alone.getKey().modality().name();
            if (rows.length > 0) {
                Var own = layers.tape().take(alone.getValue(), rows);
                int[] ownTargets = Arrays.stream(rows).map(row -> targets[row]).toArray();
                Loss part = layers.tape().softmaxCrossEntropy(layers.linear(name, own, classes.size()), ownTargets);
                total = total.plus(weight / inputs.all().size(), part);
            }
        }
        return total;
    }

    static <O extends Record & TrainingOptions> FusionModel load(TrainableFusion<O> method, ModelFile file)
            throws IOException {
        if (!file.provenance().methodId().equals(method.descriptor().id())) {
            throw new IOException(method.descriptor().id() + " cannot load a model of "
                    + file.provenance().methodId());
        }
        O options = method.descriptor().schema().parse(file.provenance().methodOptions());
        Map<String, Prepared> prepared = new TreeMap<>();
        Map<String, Modality> modalities = new TreeMap<>();
        for (String line : file.note("modalities").lines().toList()) {
            String[] parts = line.split(" ", 2);
            Modality modality = new Modality(parts[1], Modality.Kind.valueOf(parts[0]));
            modalities.put(modality.name(), modality);
            Map<String, INDArray> of = file.arrays("standardizer/" + modality.name() + "/");
            prepared.put(
                    modality.name(),
                    new Prepared(
                            method.preparation(options).kind(),
                            new Standardizer(Checks.require(of, "mean"), Checks.require(of, "inverse")),
                            Optional.ofNullable(of.get("map")),
                            Optional.ofNullable(of.get("centre"))));
        }
        Parameters parameters = new Parameters(DataType.FLOAT, new SeedSource(0));
        parameters.restore(file.arrays("parameter/"));
        float[] prior = Host.floats(Checks.require(file.arrays(), "prior"));
        double[] widths = Host.doubles(Checks.require(file.arrays(), "fill/widths"));
        INDArray covariance = file.arrays().get("fill/covariance");
        AbsentFill fill = new AbsentFill(
                List.copyOf(modalities.keySet()),
                Arrays.stream(widths).mapToInt(width -> (int) width).toArray(),
                covariance == null ? new double[0][0] : covariance.toDoubleMatrix());
        return new FusionNetwork<>(
                method,
                options,
                prepared,
                modalities,
                fill,
                prior,
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
            INDArray shares = Nd4j.createFromArray(prior);
            for (int row = 0; row < logits.size(0); row++) {
                int wanted = row;
                if (inputs.all().stream().allMatch(input -> input.presence()[wanted] == 0)) {
                    probabilities.getRow(row).assign(shares);
                }
            }
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
                layers, inputs(layers, scaled, IntStream.range(0, batch.rows()).toArray(), NO_RANDOMNESS), options);
        return layers.explanations();
    }

    @Override
    public void save(OutputStream out) throws IOException {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        prepared.forEach((name, preparation) ->
                preparation.arrays().forEach((part, array) -> arrays.put("standardizer/" + name + "/" + part, array)));
        arrays.put("prior", Nd4j.createFromArray(prior));
        arrays.put(
                "fill/widths",
                Nd4j.createFromArray(
                        Arrays.stream(fill.widths()).asDoubleStream().toArray()));
        if (fill.covariance().length > 0) {
            arrays.put("fill/covariance", Nd4j.createFromArray(fill.covariance()));
        }
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
            INDArray block = step.run(layers, inputs(layers, scaled, rows, NO_RANDOMNESS));
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
        prepared.forEach((name, preparation) -> {
            Features features = Checks.fitted(provenance.methodId(), batch, modalities.get(name));
            Checks.presentOrAllowed(provenance.methodId(), features, options.missing());
            scaled.put(name, preparation.apply(features));
        });
        return fill.apply(scaled, options.missing(), prepared);
    }

    private Inputs inputs(Layers layers, Map<String, Features> scaled, int[] rows, SeedSource seeds) {
        List<Features> sorted = scaled.values().stream()
                .sorted(Comparator.comparing(features -> features.modality().name()))
                .toList();
        List<float[]> presence = new ArrayList<>();
        sorted.forEach(features -> presence.add(features.presence().rows(rows).toFloats()));
        double rate = options instanceof FusionOptions fusion ? fusion.modalityDropout() : 0;
        if (layers.tape().isTraining() && rate > 0) {
            drop(presence, rate, seeds.generator());
        }
        List<Input> inputs = new ArrayList<>();
        for (int m = 0; m < sorted.size(); m++) {
            inputs.add(input(layers, sorted.get(m), rows, presence.get(m)));
        }
        return new Inputs(inputs);
    }

    /** Makes modalities of rows absent, each with probability {@code rate}; one that is present always stays. */
    private static void drop(List<float[]> presence, double rate, SplittableRandom random) {
        for (int row = 0; row < presence.get(0).length; row++) {
            List<Integer> kept = new ArrayList<>();
            List<Integer> present = new ArrayList<>();
            for (int m = 0; m < presence.size(); m++) {
                boolean dropped = random.nextDouble() < rate;
                if (presence.get(m)[row] == 1) {
                    present.add(m);
                    if (!dropped) {
                        kept.add(m);
                    }
                }
            }
            int spared = random.nextInt(Math.max(1, present.size()));
            for (int k = 0; k < present.size(); k++) {
                boolean stays = kept.contains(present.get(k)) || (kept.isEmpty() && k == spared);
                presence.get(present.get(k))[row] = stays ? 1 : 0;
            }
        }
    }

    private Input input(Layers layers, Features features, int[] rows, float[] presence) {
        String name = features.modality().name();
        Joins joins = new Joins(layers.tape());
        Var values = layers.tape().rows(features.values(), rows);
        int[] known = features.lengths();
        int[] lengths = new int[known.length == 0 ? 0 : rows.length];
        boolean learned = options.missing() == MissingPolicy.LEARNED_TOKEN;
        boolean filled =
                options.missing() == MissingPolicy.ZERO || options.missing() == MissingPolicy.CONDITIONAL_GAUSSIAN;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = presence[i] == 1 || filled ? known[rows[i]] : learned ? 1 : 0;
        }
        boolean drops = options instanceof FusionOptions fusion && fusion.modalityDropout() > 0;
        if (drops && !learned && layers.tape().isTraining() && known.length == 0) {
            values = joins.scaleRows(values, presence); // hides what modality dropout has dropped
        }
        if (learned) {
            Var token = layers.matrix(name + ".absent", 1, features.width(), Start.SMALL);
            values = known.length == 0
                    ? layers.tape().fillAbsent(values, token, presence)
                    : firstToken(layers.tape(), values, token, presence);
        }
        return new Input(features.modality(), values, lengths, presence, Optional.empty());
    }

    /** Absent rows of sequences become the token, followed by padding: {@code [B, T, d]}. */
    private static Var firstToken(Tape tape, Var values, Var token, float[] presence) {
        Joins joins = new Joins(tape);
        long[] shape = values.shape().clone();
        long rest = (shape[1] - 1) * shape[2];
        Var row = rest == 0
                ? token
                : tape.concat(List.of(token, tape.constant(Nd4j.zeros(tape.type(), 1, rest)))); // [1, T d]
        Var flat = joins.reshape(values, shape[0], shape[1] * shape[2]);
        return joins.reshape(tape.fillAbsent(flat, row, presence), shape);
    }

    private Var logits(Layers layers, Inputs inputs) {
        Var fused = layers.tape().dropout(method.fuse(layers, inputs, options), options.dropout());
        return layers.linear("classifier", fused, classes.size());
    }
}

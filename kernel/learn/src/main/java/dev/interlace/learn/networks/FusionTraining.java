package dev.interlace.learn.networks;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.CheckpointFile;
import dev.interlace.learn.training.Fingerprint;
import dev.interlace.learn.training.Holdout;
import dev.interlace.learn.training.Parameters;
import dev.interlace.learn.training.TrainingLoop;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The fit of a {@link FusionNetwork}: checks, what is held out, the loss, the states that are kept. */
final class FusionTraining<O extends Record & TrainingOptions> {
    private final FusionNetwork<O> network;
    private final Labels labels;
    private final Map<String, Features> scaled;
    private final List<AlignmentTerm<?>> terms;

    private FusionTraining(
            FusionNetwork<O> network, Labels labels, Map<String, Features> scaled, List<AlignmentTerm<?>> terms) {
        this.network = network;
        this.labels = labels;
        this.scaled = scaled;
        this.terms = terms;
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
            throw new IllegalArgumentException(id + ": missing must be one of "
                    + method.missingPolicies().stream().sorted().toList() + ", got " + options.missing());
        }
        requireTaught(id, options);
        FusionInputs inputs = FusionInputs.fit(id, batch, options, method.pictures(), method.preparation(options));
        FusionNetwork<O> network = new FusionNetwork<>(
                method,
                options,
                inputs,
                prior(labels),
                labels.classes(),
                new Parameters(DataType.FLOAT, context.seeds().split("parameters")),
                Provenance.of(
                                method.descriptor(),
                                options,
                                context,
                                Nd4j.getBackend().getClass().getSimpleName())
                        .withTerms(AlignmentTerm.provenance(terms)),
                History.empty());
        return new FusionTraining<>(network, labels, inputs.scale(batch), terms).run(id, options, context);
    }

    private static float[] prior(Labels labels) {
        float[] prior = new float[labels.classes().size()];
        int[] counts = labels.counts();
        for (int c = 0; c < prior.length; c++) {
            prior[c] = (float) counts[c] / labels.rows();
        }
        return prior;
    }

    private FusionModel run(String id, O options, FitContext context) {
        Holdout split = Holdout.of(
                labels.rows(),
                context.groups(),
                options.holdout(),
                context.seeds().split("holdout"));
        Holdout rows = new Holdout(known(split.train()), known(split.held()));
        if (rows.train().length == 0) {
            throw new IllegalArgumentException(id + ": no training row has any modality");
        }
        Fingerprint data = new Fingerprint().add(rows.train()).add(rows.held()).add(labels.classes());
        IntStream.range(0, labels.rows()).forEach(row -> data.add(labels.get(row)));
        scaled.values().forEach(data::add);
        double[] classWeights = options.classBalance().weights(labels, rows.train());
        History history = new TrainingLoop(id, network.parameters(), options, context)
                .run(
                        (tape, chosen) -> loss(tape, chosen, options, classWeights),
                        rows,
                        options.watch()
                                .scores(
                                        (tape, chosen) -> {
                                            Layers layers = new Layers(tape, network.parameters());
                                            return network.logits(
                                                    layers, network.inputs().of(layers, scaled, chosen));
                                        },
                                        labels::get),
                        CheckpointFile.of(context, network.provenance(), data.text()));
        return network.with(history);
    }

    private Loss loss(Tape tape, int[] chosen, O options, double[] classWeights) {
        Layers layers = new Layers(tape, network.parameters());
        Inputs inputs = network.inputs().of(layers, scaled, chosen);
        Var logits = network.logits(layers, inputs);
        int[] targets = Arrays.stream(chosen).map(labels::get).toArray();
        Loss loss = tape.softmaxCrossEntropy(logits, targets, classWeights);
        double auxiliary = options instanceof FusionOptions fusion ? fusion.auxiliary() : 0;
        Loss whole = withAuxiliary(loss, auxiliary, layers, inputs, targets);
        String id = network.provenance().methodId();
        return AlignmentTerm.plus(whole, terms, id, layers, inputs.unimodal(), targets);
    }

    /**
     * The loss and the weighted mean of the losses of classifiers that see one modality alone, over the rows that have
     * it.
     */
    private Loss withAuxiliary(Loss loss, double weight, Layers layers, Inputs inputs, int[] targets) {
        if (weight == 0 || inputs.unimodal().isEmpty()) {
            return loss;
        }
        Loss total = loss;
        int classes = labels.classes().size();
        for (Map.Entry<Input, Var> alone : inputs.unimodal().entrySet()) {
            float[] presence = alone.getKey().presence();
            int[] rows = IntStream.range(0, targets.length)
                    .filter(row -> presence[row] == 1)
                    .toArray();
            String name = "auxiliary." + alone.getKey().modality().name();
            if (rows.length > 0) {
                Var own = layers.tape().take(alone.getValue(), rows);
                int[] ownTargets = Arrays.stream(rows).map(row -> targets[row]).toArray();
                Loss part = layers.tape().softmaxCrossEntropy(layers.linear(name, own, classes), ownTargets);
                total = total.plus(weight / inputs.all().size(), part);
            }
        }
        return total;
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
    private int[] known(int[] rows) {
        return Arrays.stream(rows)
                .filter(row ->
                        scaled.values().stream().anyMatch(f -> f.presence().has(row)))
                .toArray();
    }
}

package dev.interlace.learn.networks;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.CheckpointFile;
import dev.interlace.learn.training.Fingerprint;
import dev.interlace.learn.training.Holdout;
import dev.interlace.learn.training.Parameters;
import dev.interlace.learn.training.Passes;
import dev.interlace.learn.training.TrainingLoop;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.learn.training.Watch;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The fit of a {@link FusionNetwork}: checks, what is held out, the loss, the states that are kept. */
final class FusionTraining<O extends Record & TrainingOptions> {
    private final FusionNetwork<O> network;
    private final Target target;
    private final double[] weights; // [n], or empty
    private final Map<String, Features> scaled;
    private final List<AlignmentTerm<?>> terms;

    private FusionTraining(
            FusionNetwork<O> network, Target target, Map<String, Features> scaled, List<AlignmentTerm<?>> terms) {
        this.network = network;
        this.target = target;
        this.weights = target.weights();
        this.scaled = scaled;
        this.terms = terms;
    }

    static <O extends Record & TrainingOptions> FusionModel fit(
            TrainableFusion<O> method,
            MultimodalBatch batch,
            Target target,
            O options,
            List<AlignmentTerm<?>> terms,
            FitContext context) {
        String id = method.descriptor().id();
        method.requireTakes(target);
        Checks.targeted(id, batch, target);
        requireWatched(id, target, options);
        if (!method.missingPolicies().contains(options.missing())) {
            throw new IllegalArgumentException(id + ": missing must be one of "
                    + method.missingPolicies().stream().sorted().toList() + ", got " + options.missing());
        }
        requireTaught(id, options);
        FusionInputs inputs = FusionInputs.fit(id, batch, options, method.pictures(), method.preparation(options));
        Head head = Head.of(target, options);
        FusionNetwork<O> network = new FusionNetwork<>(
                method,
                options,
                inputs,
                head.prior(target),
                head,
                new Parameters(DataType.FLOAT, context.seeds().split("parameters")),
                Provenance.of(
                                method.descriptor(),
                                options,
                                context,
                                Nd4j.getBackend().getClass().getSimpleName())
                        .withTerms(AlignmentTerm.provenance(terms)),
                History.empty());
        OptionalDouble ridge = asksForSteps(options, terms) ? OptionalDouble.empty() : method.ridge(options);
        return new FusionTraining<>(network, target, inputs.scale(batch), terms).run(id, options, ridge, context);
    }

    private FusionModel run(String id, O options, OptionalDouble ridge, FitContext context) {
        Holdout split = Holdout.of(
                target.rows(),
                context.groups(),
                ridge.isPresent() ? 0 : Passes.holdout(options, target.rows()),
                context.seeds().split("holdout"));
        Holdout known = new Holdout(known(split.train()), known(split.held()));
        if (known.train().length == 0) {
            throw new IllegalArgumentException(id + ": no training row has any modality");
        }
        double[] ofColumns = Head.columnWeights(id, target, known.train(), options);
        Holdout rows = new Holdout(counting(known.train(), ofColumns), counting(known.held(), ofColumns));
        if (rows.train().length == 0) {
            throw new IllegalArgumentException(id + ": the weight of every training row is 0; give one at least above");
        }
        if (ridge.isPresent()) {
            return network.with(solve(id, rows.train(), ridge.getAsDouble(), ofColumns, context));
        }
        Fingerprint data = new Fingerprint().add(rows.train()).add(rows.held()).add(target.columns());
        IntStream.range(0, target.rows()).forEach(row -> add(data, target, row));
        scaled.values().forEach(data::add);
        History history = new TrainingLoop(id, network.parameters(), options, context)
                .refittingFewRows()
                .run(
                        (tape, chosen) -> loss(tape, chosen, options, ofColumns),
                        rows,
                        options.watch()
                                .scores(
                                        (tape, chosen) -> {
                                            Layers layers = new Layers(tape, network.parameters());
                                            return network.output(
                                                    layers, network.inputs().of(layers, scaled, chosen));
                                        },
                                        row -> target.requireLabels(id).get(row)),
                        CheckpointFile.of(context, network.provenance(), data.text()));
        return network.with(history);
    }

    /** The head on the representations of those rows. */
    private History solve(String id, int[] rows, double ridge, double[] ofColumns, FitContext context) {
        Head head = network.head();
        Head.Truth truth = new Head.Truth(target, rows, weights(rows), ofColumns);
        return LinearHead.solve(
                id,
                network.fused(scaled, rows),
                (layers, fused) ->
                        head.loss(layers, FusionNetwork.HEAD, head.output(layers, FusionNetwork.HEAD, fused), truth),
                ridge * head.share() / rows.length,
                network.parameters(),
                context);
    }

    /** Whether something is asked for that only training by steps has. */
    private static boolean asksForSteps(TrainingOptions options, List<AlignmentTerm<?>> terms) {
        return options.epochs() > 0
                || !terms.isEmpty()
                || options.missing() == MissingPolicy.LEARNED_TOKEN
                || (options instanceof FusionOptions fusion && fusion.modalityDropout() > 0);
    }

    private static void add(Fingerprint data, Target target, int row) {
        if (target instanceof LabelSets sets) {
            data.add(List.copyOf(sets.set(row)));
        } else if (target instanceof TargetNumbers numbers) {
            for (int c = 0; c < numbers.columns().size(); c++) {
                long bits = Double.doubleToLongBits(numbers.get(row, c));
                data.add((int) (bits >>> 32), (int) bits);
            }
        } else {
            data.add(target.requireLabels("a fit").get(row));
        }
    }

    private Loss loss(Tape tape, int[] chosen, O options, double[] ofColumns) {
        Layers layers = new Layers(tape, network.parameters());
        Inputs inputs = network.inputs().of(layers, scaled, chosen);
        Var output = network.output(layers, inputs);
        Head.Truth truth = new Head.Truth(target, chosen, weights(chosen), ofColumns);
        Loss loss = network.head().loss(layers, FusionNetwork.HEAD, output, truth);
        double auxiliary = options instanceof FusionOptions fusion ? fusion.auxiliary() : 0;
        Loss whole = withAuxiliary(loss, auxiliary, layers, inputs, chosen);
        String id = network.provenance().methodId();
        boolean classes = target.kind() == Target.Kind.ONE_CLASS || target.kind() == Target.Kind.ORDERED_CLASSES;
        int[] alike = classes
                ? Arrays.stream(chosen).map(target.requireLabels(id)::get).toArray()
                : chosen;
        return AlignmentTerm.plus(whole, terms, id, layers, inputs.unimodal(), alike);
    }

    /** The weights of those rows; empty where all rows count alike. */
    private double[] weights(int[] chosen) {
        return weights.length == 0
                ? weights
                : Arrays.stream(chosen).mapToDouble(row -> weights[row]).toArray();
    }

    /** The rows whose weight is above 0, by their own weight and their class's. */
    private int[] counting(int[] rows, double[] ofColumns) {
        boolean byClass = ofColumns.length > 0 && target.kind() != Target.Kind.SEVERAL_LABELS;
        return Arrays.stream(rows)
                .filter(row -> weights.length == 0 || weights[row] > 0)
                .filter(row ->
                        !byClass || ofColumns[target.requireLabels("a fit").get(row)] > 0)
                .toArray();
    }

    /**
     * The loss and the weighted mean of the losses of classifiers that see one modality alone, over the rows that have
     * it.
     */
    private Loss withAuxiliary(Loss loss, double weight, Layers layers, Inputs inputs, int[] chosen) {
        if (weight == 0 || inputs.unimodal().isEmpty()) {
            return loss;
        }
        Loss total = loss;
        for (Map.Entry<Input, Var> alone : inputs.unimodal().entrySet()) {
            float[] presence = alone.getKey().presence();
            int[] rows = IntStream.range(0, chosen.length)
                    .filter(row -> presence[row] == 1)
                    .toArray();
            String name = "auxiliary." + alone.getKey().modality().name();
            double share = inputs.weight(alone.getKey());
            if (rows.length > 0 && share > 0) {
                Var own = layers.tape().take(alone.getValue(), rows);
                int[] ownRows = Arrays.stream(rows).map(row -> chosen[row]).toArray();
                Head head = network.head();
                Head.Truth truth = new Head.Truth(target, ownRows, weights(ownRows), new double[0]);
                Loss part = head.loss(layers, name, head.output(layers, name, own), truth);
                total = total.plus(share * weight / inputs.all().size(), part);
            }
        }
        return total;
    }

    /** That what early stopping watches is there. */
    private static void requireWatched(String id, Target target, TrainingOptions options) {
        if (options.watch() != Watch.LOSS && target.kind() != Target.Kind.ONE_CLASS) {
            throw new IllegalArgumentException(id + ": early stopping can watch " + options.watch()
                    + " of one class only, and the target is " + target.kind().words() + "; leave watch at LOSS");
        }
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

package dev.interlace.learn.networks;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.tape.Joins;
import dev.interlace.learn.tape.Shapes;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.Features;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.MultimodalBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How the rows of a batch become what a {@link TrainableFusion} sees: prepared, pictures encoded, something in the
 * place of what is absent.
 *
 * @param method id of the method, for messages
 * @param options what is done about absent modalities
 * @param modalities by name, sorted
 * @param fill what is written into absent rows before the network
 */
record FusionInputs(String method, TrainingOptions options, Map<String, FittedModality> modalities, AbsentFill fill) {
    FusionInputs {
        modalities = new TreeMap<>(modalities);
    }

    /** Fits to the present training rows of every modality. */
    static FusionInputs fit(
            String method, MultimodalBatch batch, TrainingOptions options, PictureForm form, Preparation preparation) {
        Map<String, FittedModality> modalities = new TreeMap<>();
        Map<String, Features> present = new TreeMap<>();
        for (Features features : batch.modalities()) {
            String name = features.modality().name();
            Checks.noGraph(method, features);
            Checks.presentOrAllowed(method, features, options.missing());
            FittedModality fitted = FittedModality.fit(method, features, form, preparation);
            modalities.put(name, fitted);
            present.put(name, fitted.apply(method, features));
        }
        return new FusionInputs(method, options, modalities, AbsentFill.fit(present, options.missing()));
    }

    /** The batch prepared, by name; absent rows are filled where the policy does that before the network. */
    Map<String, Features> scale(MultimodalBatch batch) {
        if (batch.rows() == 0) {
            throw new IllegalArgumentException(method + ": the batch has no rows");
        }
        Map<String, Features> scaled = new TreeMap<>();
        Map<String, Prepared> prepared = new TreeMap<>();
        modalities.forEach((name, fitted) -> {
            Features features = Checks.fitted(method, batch, fitted.modality());
            Checks.presentOrAllowed(method, features, options.missing());
            scaled.put(name, fitted.apply(method, features));
            prepared.put(name, fitted.prepared());
        });
        Set<String> pictures = modalities.keySet().stream()
                .filter(name -> fitted(name).encodes())
                .collect(Collectors.toSet());
        return fill.apply(scaled, options.missing(), prepared, pictures);
    }

    private FittedModality fitted(String name) {
        FittedModality fitted = modalities.get(name);
        if (fitted == null) {
            throw new IllegalStateException(method + ": the model has lost modality '" + name + "'");
        }
        return fitted;
    }

    /**
     * Rows on a tape.
     *
     * @param scaled what {@link #scale} gave
     */
    Inputs of(Layers layers, Map<String, Features> scaled, int[] rows) {
        List<Features> all = List.copyOf(new TreeMap<>(scaled).values());
        List<float[]> presence = new ArrayList<>();
        all.forEach(features -> presence.add(features.presence().rows(rows).toFloats()));
        if (layers.tape().isTraining() && dropRate() > 0) {
            drop(presence, dropRate(), layers.tape().seeds("modality dropout").generator());
        }
        List<Input> inputs = new ArrayList<>();
        for (int m = 0; m < all.size(); m++) {
            inputs.add(input(layers, all.get(m), rows, presence.get(m)));
        }
        return new Inputs(inputs);
    }

    private double dropRate() {
        return options instanceof FusionOptions fusion ? fusion.modalityDropout() : 0;
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
        FittedModality fitted = fitted(name);
        Var values = layers.tape().rows(features.values(), rows);
        int[] known = features.lengths();
        boolean hides = dropRate() > 0 && !learned() && layers.tape().isTraining();
        if (hides && (known.length == 0 || fitted.encodes())) {
            values = scaleRows(layers, values, presence); // hides what modality dropout has dropped
        }
        if (fitted.encodes()) {
            values = encode(layers, fitted, values, presence);
        }
        int[] lengths = new int[values.value().rank() == 2 ? 0 : rows.length];
        for (int i = 0; i < lengths.length; i++) {
            int whole = fitted.encodes() ? values.size(1) : known[rows[i]];
            lengths[i] = presence[i] == 1 || filled() ? whole : learned() ? 1 : 0;
        }
        if (learned()) {
            Var token = layers.matrix(name + ".absent", 1, Shapes.width(values), Start.SMALL);
            values = lengths.length == 0
                    ? layers.tape().fillAbsent(values, token, presence)
                    : firstToken(layers.tape(), values, token, presence);
        }
        return new Input(fitted.modality(), values, lengths, presence, Optional.empty());
    }

    private boolean learned() {
        return options.missing() == MissingPolicy.LEARNED_TOKEN;
    }

    private boolean filled() {
        return options.missing() == MissingPolicy.ZERO || options.missing() == MissingPolicy.CONDITIONAL_GAUSSIAN;
    }

    /**
     * The pictures' vectors {@code [B, 64]} or regions {@code [B, R, 32]}; rows that are left out are 0. With MEAN, the
     * vector of an absent picture is that of the mean colour.
     *
     * @param pixels {@code [B, h w, c]}
     */
    private Var encode(Layers layers, FittedModality fitted, Var pixels, float[] presence) {
        Var encoded = fitted.encode(layers, fitted.modality().name() + ".picture", pixels);
        boolean regions = fitted.form() == PictureForm.REGIONS;
        boolean leavesOut = options.missing() == MissingPolicy.AVAILABLE_ONLY
                || (regions && options.missing() == MissingPolicy.MEAN);
        return leavesOut ? scaleRows(layers, encoded, presence) : encoded;
    }

    private static Var scaleRows(Layers layers, Var x, float[] factors) {
        Joins joins = new Joins(layers.tape());
        if (x.value().rank() == 2) {
            return joins.scaleRows(x, factors);
        }
        Var flat = joins.tape().reshape(x, x.size(0), x.value().length() / x.size(0)); // [B, T, d] -> [B, T d]
        return joins.tape().reshape(joins.scaleRows(flat, factors), x.shape());
    }

    /** Absent rows of sequences become the token, followed by padding: {@code [B, T, d]}. */
    private static Var firstToken(Tape tape, Var values, Var token, float[] presence) {
        Joins joins = new Joins(tape);
        long[] shape = values.shape().clone();
        long rest = (shape[1] - 1) * shape[2];
        Var row = rest == 0
                ? token
                : tape.concat(List.of(token, tape.constant(Nd4j.zeros(tape.type(), 1, rest)))); // [1, T d]
        Var flat = joins.tape().reshape(values, shape[0], shape[1] * shape[2]);
        return joins.tape().reshape(tape.fillAbsent(flat, row, presence), shape);
    }
}

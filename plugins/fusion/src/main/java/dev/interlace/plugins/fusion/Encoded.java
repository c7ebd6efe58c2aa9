package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.FusionOptions;
import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.Modality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The representation of one modality in a mid fusion.
 *
 * @param modality name and kind
 * @param h {@code [B, H]}
 * @param counts 1 where the row counts, {@code [B]}: everywhere, but with AVAILABLE_ONLY where the modality is present
 */
@SuppressWarnings("ArrayRecordComponent") // handed to operations as it is; never compared
record Encoded(Modality modality, Var h, float[] counts) {
    /** What mid fusions share: width, encoder layers before and layers after the modalities meet. */
    interface Options extends FusionOptions {
        Encoders encoders();

        default int hidden() {
            return encoders().hidden();
        }

        @Override
        default double auxiliary() {
            return encoders().auxiliary();
        }
    }

    /**
     * Every modality through {@code depth} layers of {@code relu(W x + b)}; sequences by the mean of their encoded
     * tokens.
     */
    static List<Encoded> all(Layers layers, Inputs inputs, Options options) {
        List<Encoded> all = new ArrayList<>();
        for (Input input : inputs.all()) {
            Var h = input.features(); // [B, d_m] or [B, T, d_m]
            for (int layer = 1; layer <= options.encoders().depth(); layer++) {
                h = layers.dense(input.modality().name() + ".encoder" + layer, h, options.hidden());
            }
            h = input.isSequence() ? layers.tape().meanTokens(h, input.lengths()) : h; // [B, H]
            h = layers.tape().dropout(h, options.dropout());
            inputs.unimodal(input, h);
            all.add(new Encoded(input.modality(), h, counts(input, options)));
        }
        return all;
    }

    /** Which rows count, {@code [B]}. */
    static float[] counts(Input input, FusionOptions options) {
        if (options.missing() == MissingPolicy.AVAILABLE_ONLY) {
            return input.presence();
        }
        float[] all = new float[input.presence().length];
        Arrays.fill(all, 1);
        return all;
    }

    /** Which rows count by modality, {@code [M][B]}. */
    static float[][] counts(List<Encoded> all) {
        return all.stream().map(Encoded::counts).toArray(float[][]::new);
    }

    /** The fused representation through {@code after} layers of {@code relu(W z + b)}. */
    static Var finish(Layers layers, Var fused, Options options) {
        Var z = fused;
        for (int layer = 1; layer <= options.encoders().after(); layer++) {
            z = layers.dense("after" + layer, z, options.hidden());
        }
        return z;
    }

    String name() {
        return modality.name();
    }
}

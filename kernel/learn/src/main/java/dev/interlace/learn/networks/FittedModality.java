package dev.interlace.learn.networks;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import java.util.Arrays;
import java.util.Optional;

/**
 * One modality as a network was fitted to it.
 *
 * @param modality name and kind
 * @param form what the network sees of pictures
 * @param frame the size of pictures; empty for other kinds
 * @param prepared what is done to the features
 */
record FittedModality(Modality modality, PictureForm form, Optional<Frame> frame, Prepared prepared) {
    /** Numbers of one picture's vector. */
    static final int PICTURE_WIDTH = 64;

    private static final int LEAST_SIDE = 4;

    static FittedModality fit(String method, Features features, PictureForm form, Preparation preparation) {
        Modality modality = features.modality();
        if (!Frame.isPicture(modality)) {
            return new FittedModality(modality, form, Optional.empty(), Prepared.fit(features, preparation));
        }
        Frame frame = Frame.of(features);
        if (form == PictureForm.COLUMNS) {
            return new FittedModality(
                    modality, form, Optional.of(frame), Prepared.fit(frame.columns(features), preparation));
        }
        if (!(frame.height() >= LEAST_SIDE && frame.width() >= LEAST_SIDE)) {
            throw new IllegalArgumentException(method + ": the pictures of modality '" + modality.name()
                    + "' must be at least " + LEAST_SIDE + " x "
                    + LEAST_SIDE + " pixels, got " + frame.height() + " x " + frame.width()
                    + "; bring them to a larger size, or encode them first");
        }
        return new FittedModality(
                modality, form, Optional.of(frame), Prepared.fit(frame.tokens(features), Preparation.STANDARD));
    }

    /** Whether the network encodes these as pictures; their features are then tokens, one a pixel. */
    boolean encodes() {
        return frame.isPresent() && form != PictureForm.COLUMNS;
    }

    /**
     * The features prepared, of pictures the pixels as tokens {@code [n, h w, c]} or side by side {@code [n, c h w]}.
     */
    Features apply(String method, Features features) {
        if (frame.isEmpty()) {
            return prepared.apply(features);
        }
        Frame known = frame.get();
        known.require(method, features);
        return prepared.apply(encodes() ? known.tokens(features) : known.columns(features));
    }

    /**
     * The pictures' vectors {@code [B, 64]} or regions {@code [B, R, 32]}.
     *
     * @param name prefix of the parameters
     * @param pixels {@code [B, h w, c]}
     */
    Var encode(Layers layers, String name, Var pixels) {
        Tape tape = layers.tape();
        Frame known = frame.orElseThrow();
        int rows = pixels.size(0);
        Var pictures = tape.reshape(pixels, rows, known.height(), known.width(), known.channels());
        if (form == PictureForm.REGIONS) {
            Var map = ConvNet.map(layers, name, pictures); // [B, h / 4, w / 4, 32]
            return tape.reshape(map, rows, (long) map.size(1) * map.size(2), map.size(3)); // -> [B, R, 32]
        }
        return tape.relu(ConvNet.encode(layers, name, pictures, PICTURE_WIDTH));
    }

    /** What a method sees: pictures encoded, anything else as it is. */
    Input seen(Layers layers, String name, Input input) {
        if (!encodes()) {
            return input;
        }
        Var encoded = encode(layers, name, input.features());
        int[] lengths = new int[encoded.value().rank() == 2 ? 0 : encoded.size(0)];
        Arrays.fill(lengths, encoded.size(1));
        return new Input(modality, encoded, lengths, input.presence(), input.adjacency());
    }
}

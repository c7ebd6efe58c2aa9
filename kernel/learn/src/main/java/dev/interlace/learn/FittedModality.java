package dev.interlace.learn;

import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import java.util.Optional;

/**
 * One modality as a fusion network was fitted to it.
 *
 * @param modality name and kind
 * @param form what the network sees of pictures
 * @param frame the size of pictures; empty for other kinds
 * @param prepared what is done to the features
 */
record FittedModality(Modality modality, PictureForm form, Optional<Frame> frame, Prepared prepared) {
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

    /** The features prepared, of pictures the pixels as tokens {@code [n, h w, c]} or side by side {@code [n, c h w]}. */
    Features apply(String method, Features features) {
        if (frame.isEmpty()) {
            return prepared.apply(features);
        }
        Frame known = frame.get();
        known.require(method, features);
        return prepared.apply(encodes() ? known.tokens(features) : known.columns(features));
    }
}

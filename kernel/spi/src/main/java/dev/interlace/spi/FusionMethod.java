package dev.interlace.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Combines modalities to predict a target: a class, or whatever else {@link #targets} names. Early, mid and late fusion
 * answer the same call.
 *
 * @param <O> the options record
 */
public interface FusionMethod<O extends Record> extends Method<O> {
    /**
     * Fits on labelled rows. Changes no input; the same seed gives the same model.
     *
     * @param batch training rows; absent modalities are marked by their presence masks
     * @param labels one class per row of {@code batch}
     * @param options validated options
     * @param context randomness, progress, cancellation
     * @throws IllegalArgumentException when the data do not fit the method; the message says what to do
     */
    FusionModel fit(MultimodalBatch batch, Labels labels, O options, FitContext context);

    /** The kinds of target that it can be fitted on; one class in any case. */
    default Set<Target.Kind> targets() {
        return Set.of(Target.Kind.ONE_CLASS);
    }

    /** Whether a fit heeds the {@linkplain Target#weights weights} of rows. */
    default boolean weighsRows() {
        return false;
    }

    /**
     * Fits on rows with a target of a kind that {@link #targets} names. A method that takes other kinds than one class
     * overrides this.
     *
     * @throws IllegalArgumentException where the method does not take the kind of target, or its weights
     */
    default FusionModel fit(MultimodalBatch batch, Target target, O options, FitContext context) {
        requireTakes(target);
        if (target instanceof Labels labels) {
            return fit(batch, labels, options, context);
        }
        throw new IllegalStateException(descriptor().id() + " states that it takes "
                + target.kind().words() + ", but does not override fit(batch, target, options, context)");
    }

    /** That the method takes that kind of target, and its weights where it has some. */
    default void requireTakes(Target target) {
        String id = descriptor().id();
        if (!targets().contains(target.kind())) {
            throw new IllegalArgumentException(id + " predicts " + Target.Kind.words(targets()) + "; the target "
                    + target.columns() + " is " + target.kind().words());
        }
        if (target.weights().length > 0 && !weighsRows()) {
            throw new IllegalArgumentException(id + " counts all rows alike, and the target has row weights;"
                    + " fit it without, or take a method that weighs rows");
        }
    }

    /** Reads what {@link FusionModel#save} wrote. The stream is left open. */
    FusionModel load(InputStream in) throws IOException;
}

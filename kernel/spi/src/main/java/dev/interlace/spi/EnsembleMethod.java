package dev.interlace.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A fusion method that joins the answers of one member per modality; any fusion method can be a member.
 *
 * @param <O> the options record
 */
public interface EnsembleMethod<O extends Record> extends FusionMethod<O> {
    /**
     * Fits with members of choice.
     *
     * @param members what fits the member of a modality, by its name; the method itself chooses the others
     */
    EnsembleModel fit(
            MultimodalBatch batch, Labels labels, O options, FitContext context, Map<String, Member<?>> members);

    /** Fits with members of choice on a target of a kind that {@link #targets} names. */
    default EnsembleModel fit(
            MultimodalBatch batch, Target target, O options, FitContext context, Map<String, Member<?>> members) {
        requireTakes(target);
        return fit(batch, target.requireLabels(descriptor().id()), options, context, members);
    }

    @Override
    default EnsembleModel fit(MultimodalBatch batch, Target target, O options, FitContext context) {
        return fit(batch, target, options, context, Map.of());
    }

    @Override
    default EnsembleModel fit(MultimodalBatch batch, Labels labels, O options, FitContext context) {
        return fit(batch, labels, options, context, Map.of());
    }

    /**
     * Reads what {@link FusionModel#save} wrote. The stream is left open.
     *
     * @param members the methods that may have fitted a member, beside those that the ensemble's own plugin finds
     */
    EnsembleModel load(InputStream in, Collection<? extends FusionMethod<?>> members) throws IOException;

    @Override
    default EnsembleModel load(InputStream in) throws IOException {
        return load(in, List.of());
    }
}

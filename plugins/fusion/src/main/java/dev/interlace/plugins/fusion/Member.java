package dev.interlace.plugins.fusion;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;

/**
 * What fits the member of one modality in a late fusion: any fusion method, with its options.
 *
 * @param method the method; it sees a batch of that modality alone
 * @param options its options
 * @param <O> the options record
 */
public record Member<O extends Record>(FusionMethod<O> method, O options) {
    /** A method with its default options. */
    public static <O extends Record> Member<O> of(FusionMethod<O> method) {
        return new Member<>(method, method.descriptor().schema().defaults());
    }

    FusionModel fit(MultimodalBatch own, Labels labels, FitContext context) {
        return method.fit(own, labels, options, context);
    }
}

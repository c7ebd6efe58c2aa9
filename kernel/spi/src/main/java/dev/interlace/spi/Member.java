package dev.interlace.spi;

/**
 * What fits the member of one modality in an ensemble: any fusion method, with its options.
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

    /** Fits the member. */
    public FusionModel fit(MultimodalBatch own, Target target, FitContext context) {
        method.requireTakes(target);
        return method.fit(own, target, options, context);
    }
}

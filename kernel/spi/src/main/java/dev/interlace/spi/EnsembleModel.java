package dev.interlace.spi;

/** A fitted ensemble of one member per modality. */
public interface EnsembleModel extends FusionModel {
    /** The fitted member of that modality. */
    FusionModel member(String modality);

    /**
     * This model with the member of one modality fitted again by another method; the other members stay the same to the
     * bit.
     *
     * @param batch the training rows of the first fit
     * @param target their target
     * @param context a context of the seed of the first fit
     * @throws UnsupportedOperationException where what joins the members hangs on more than the fitted members
     */
    default EnsembleModel refit(
            String modality, Member<?> member, MultimodalBatch batch, Target target, FitContext context) {
        throw new UnsupportedOperationException(provenance().methodId()
                + ": what joins the members was learned from more fits than the members' own, so one member cannot be exchanged"
                + " alone; fit again with the member of choice");
    }
}

package dev.interlace.workbench.models;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.JointMethod;
import dev.interlace.spi.JointRepresentation;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.display.FitProgress;

/**
 * A joint method with its options, ready to describe rows by all their modalities at once.
 *
 * @param selection the method, its options and the seed of what it draws
 */
public record JointHandle(Selection<JointMethod<?>> selection) implements Handle<JointMethod<?>, JointHandle> {
    @Override
    public PluginKind kind() {
        return PluginKind.JOINT;
    }

    @Override
    public JointHandle with(Selection<JointMethod<?>> other) {
        return new JointHandle(other);
    }

    /** Describes encoded rows; an interrupt stops it. */
    public JointRepresentation represent(Encoded rows) {
        FitProgress progress = FitProgress.of("describing rows with " + selection.id());
        return represent(
                rows.batch(),
                FitContext.seeded(seed())
                        .on(rows.datasetId())
                        .grouped(rows.groups())
                        .with(progress)
                        .with(progress.cancellation()));
    }

    /** Describes the rows of a batch in a context of the caller's, who shows the progress. */
    public JointRepresentation represent(MultimodalBatch batch, FitContext context) {
        JointRepresentation said = selection.call(method -> {
            JointRepresentation given = represent(method, found().rows(batch), context);
            Shapes.perRow(found(), "represent", given.rows(), batch.rows());
            return given;
        });
        return said.from(said.provenance().from(found().plugin().code()));
    }

    private <O extends Record> JointRepresentation represent(
            JointMethod<O> method, MultimodalBatch batch, FitContext context) {
        return method.represent(batch, method.descriptor().schema().parse(options()), context);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}

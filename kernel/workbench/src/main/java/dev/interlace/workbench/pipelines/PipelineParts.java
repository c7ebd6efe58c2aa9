package dev.interlace.workbench.pipelines;

import dev.interlace.runtime.Pipeline;
import dev.interlace.runtime.PipelinePlugins;
import dev.interlace.runtime.PluginMark;
import dev.interlace.spi.Method;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.data.DataSources;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.evaluation.ModelEvaluation;
import dev.interlace.workbench.models.Methods;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a lab lends to its pipelines.
 *
 * @param catalogue finds methods and encoders
 * @param sources encodes
 * @param methods brings fusion methods
 * @param evaluation measures
 * @param seed of splits and fits
 */
public record PipelineParts(
        Catalogue catalogue, DataSources sources, Methods methods, ModelEvaluation evaluation, long seed) {
    /** A pipeline for these data in the making. */
    public PipelinePlan plan(LabData data) {
        return new PipelinePlan(this, data, Optional.empty(), Optional.empty(), "", Optional.empty());
    }

    /** A pipeline that was saved, with the methods of this lab: added jars and cells among them. */
    public FittedPipeline load(Path file) {
        Pipeline loaded = Pipeline.load(file, new PipelinePlugins(catalogue::methods, this::mark));
        return new FittedPipeline(loaded, Optional.empty(), evaluation);
    }

    private PluginMark mark(Method<?> method) {
        String id = method.descriptor().id();
        return catalogue.plugins().stream()
                .filter(plugin -> plugin.id().equals(id) && plugin.status() == Plugin.Status.ACTIVE)
                .findFirst()
                .map(Plugin::mark)
                .orElseGet(() -> PluginMark.of(method));
    }
}

package dev.interlace.workbench.catalogue;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.Corruption;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Dependence;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.JointMethod;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.measure.Measure;

/** What a plugin can offer: one kind per service type. */
public enum PluginKind {
    FUSION("fusion method", FusionMethod.class),
    ALIGNMENT("alignment method", AlignmentMethod.class),
    DISCREPANCY("discrepancy", Discrepancy.class),
    LOSS("alignment loss", AlignmentLoss.class),
    DEPENDENCE("dependence measure", Dependence.class),
    SEQUENCE("sequence aligner", SequenceAligner.class),
    MATCHER("matcher", Matcher.class),
    JOINT("joint method", JointMethod.class),
    ENCODER("encoder", Encoder.class),
    DATASET("data set", DatasetProvider.class),
    CORRUPTION("corruption", Corruption.class),
    MEASURE("measure", Measure.class),
    EXPERIMENT("experiment", Experiment.class);

    private final String words;
    private final Class<?> service;

    PluginKind(String words, Class<?> service) {
        this.words = words;
        this.service = service;
    }

    /** The kind in words, for instance {@code fusion method}. */
    public String words() {
        return words;
    }

    /** The type that providers of this kind implement. */
    public Class<?> service() {
        return service;
    }
}

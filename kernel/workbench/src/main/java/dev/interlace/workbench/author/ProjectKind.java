package dev.interlace.workbench.author;

import dev.interlace.spi.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A kind of plugin that a project can begin with. */
public enum ProjectKind {
    FUSION("Fusion", "fusion", "dev.interlace.spi.FusionMethod", "FusionMethod", "Options"),
    ALIGNMENT("Alignment", "alignment", "dev.interlace.spi.AlignmentMethod", "AlignmentMethod", "Options"),
    LOSS("Loss", "loss", "dev.interlace.learn.networks.AlignmentLoss", "AlignmentLoss", "NoOptions"),
    DISCREPANCY("Discrepancy", "discrepancy", "dev.interlace.spi.Discrepancy", "Discrepancy", "Options"),
    DEPENDENCE("Dependence", "dependence", "dev.interlace.spi.Dependence", "Dependence", "NoOptions"),
    SEQUENCE("Aligner", "sequence", "dev.interlace.spi.SequenceAligner", "SequenceAligner", "NoOptions"),
    MATCHER("Matcher", "matcher", "dev.interlace.spi.Matcher", "Matcher", "NoOptions"),
    ENCODER("Encoder", "encoder", "dev.interlace.spi.Encoder", "Encoder", "Options"),
    DATASET("Data", "data", "dev.interlace.spi.DatasetProvider", "DatasetProvider", "Options"),
    CORRUPTION("Corruption", "corruption", "dev.interlace.spi.Corruption", "Corruption", "Options"),
    EXPERIMENT("Experiment", "experiment", "dev.interlace.spi.experiment.Experiment", "Experiment", "Options"),
    MEASURE("Measure", "measure", "dev.interlace.spi.measure.Measure", "Measure", "NoOptions");

    private final String suffix;
    private final String family;
    private final String service;
    private final String contract;
    private final String options;

    ProjectKind(String suffix, String family, String service, String contract, String options) {
        this.suffix = suffix;
        this.family = family;
        this.service = service;
        this.contract = contract + "Contract";
        this.options = options;
    }

    /** The kind of that word; a data set may be {@code data}. */
    public static ProjectKind of(String word) {
        String wanted = word.equals("data") ? "dataset" : word;
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Names.unknown("kind of plugin", word, words())));
    }

    /** The words that name the kinds. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ProjectKind::word).toList();
    }

    /** The word that names it on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a class of this kind ends with. */
    String suffix() {
        return suffix;
    }

    /** The first half of the ids of its methods. */
    String family() {
        return family;
    }

    /** The type that it is found by. */
    String service() {
        return service;
    }

    /** The contract of the testkit that its test extends. */
    String contract() {
        return contract;
    }

    /** The options record as the test names it. */
    String options(String type) {
        return options.equals("NoOptions") ? options : type + "." + options;
    }
}

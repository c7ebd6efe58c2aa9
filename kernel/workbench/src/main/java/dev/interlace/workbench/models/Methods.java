package dev.interlace.workbench.models;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.Dependence;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.JointMethod;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.measure.Measure;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginKind;
import java.util.List;
import java.util.Map;

/**
 * The methods of a lab: one handle for each kind, all with the same verbs.
 *
 * @param catalogue finds the methods
 * @param seed of the handles
 */
public record Methods(Catalogue catalogue, long seed) {
    /** The fusion method of that id. */
    public FusionHandle fusion(String id, Map<String, ?> options) {
        return new FusionHandle(new Selection<>(catalogue.fusion(id), options, seed), catalogue);
    }

    /** The alignment method of that id. */
    public AlignmentHandle alignment(String id, Map<String, ?> options) {
        return new AlignmentHandle(new Selection<>(catalogue.alignment(id), options, seed));
    }

    /** The discrepancy of that id. */
    public DiscrepancyHandle discrepancy(String id, Map<String, ?> options) {
        return new DiscrepancyHandle(new Selection<>(catalogue.discrepancy(id), options, seed));
    }

    /** The alignment loss of that id. */
    public LossHandle loss(String id, Map<String, ?> options) {
        return new LossHandle(new Selection<>(catalogue.loss(id), options, seed));
    }

    /** The dependence measure of that id. */
    public DependenceHandle dependence(String id, Map<String, ?> options) {
        return new DependenceHandle(new Selection<>(catalogue.dependence(id), options, seed));
    }

    /** The sequence aligner of that id. */
    public SequenceHandle sequence(String id, Map<String, ?> options) {
        return new SequenceHandle(new Selection<>(catalogue.sequence(id), options, seed));
    }

    /** The matcher of that id. */
    public MatcherHandle matcher(String id, Map<String, ?> options) {
        return new MatcherHandle(new Selection<>(catalogue.matcher(id), options, seed));
    }

    /** The joint method of that id. */
    public JointHandle joint(String id, Map<String, ?> options) {
        return new JointHandle(new Selection<>(catalogue.joint(id), options, seed));
    }

    /** The measure of that id. */
    public MeasureHandle measure(String id, Map<String, ?> options) {
        return new MeasureHandle(new Selection<>(catalogue.measure(id), options, seed));
    }

    /** A fusion method that a cell has made. */
    public FusionHandle fusion(FusionMethod<?> method, Map<String, ?> options) {
        return new FusionHandle(new Selection<>(catalogue.<FusionMethod<?>>given(method), options, seed), catalogue);
    }

    /** An alignment method that a cell has made. */
    public AlignmentHandle alignment(AlignmentMethod<?> method, Map<String, ?> options) {
        return new AlignmentHandle(new Selection<>(catalogue.<AlignmentMethod<?>>given(method), options, seed));
    }

    /** A discrepancy that a cell has made. */
    public DiscrepancyHandle discrepancy(Discrepancy<?> method, Map<String, ?> options) {
        return new DiscrepancyHandle(new Selection<>(catalogue.<Discrepancy<?>>given(method), options, seed));
    }

    /** An alignment loss that a cell has made. */
    public LossHandle loss(AlignmentLoss<?> method, Map<String, ?> options) {
        return new LossHandle(new Selection<>(catalogue.<AlignmentLoss<?>>given(method), options, seed));
    }

    /** A dependence measure that a cell has made. */
    public DependenceHandle dependence(Dependence<?> method, Map<String, ?> options) {
        return new DependenceHandle(new Selection<>(catalogue.<Dependence<?>>given(method), options, seed));
    }

    /** A sequence aligner that a cell has made. */
    public SequenceHandle sequence(SequenceAligner<?> method, Map<String, ?> options) {
        return new SequenceHandle(new Selection<>(catalogue.<SequenceAligner<?>>given(method), options, seed));
    }

    /** A matcher that a cell has made. */
    public MatcherHandle matcher(Matcher<?> method, Map<String, ?> options) {
        return new MatcherHandle(new Selection<>(catalogue.<Matcher<?>>given(method), options, seed));
    }

    /** A joint method that a cell has made. */
    public JointHandle joint(JointMethod<?> method, Map<String, ?> options) {
        return new JointHandle(new Selection<>(catalogue.<JointMethod<?>>given(method), options, seed));
    }

    /** A measure that a cell has made. */
    public MeasureHandle measure(Measure<?> method, Map<String, ?> options) {
        return new MeasureHandle(new Selection<>(catalogue.<Measure<?>>given(method), options, seed));
    }

    /** Every active measure with its default options, in alphabetical order of ids. */
    public List<MeasureHandle> measures() {
        return catalogue.ids(PluginKind.MEASURE).stream()
                .map(id -> measure(id, Map.of()))
                .toList();
    }

    @Override
    public String toString() {
        return "Methods of a lab, seed " + seed + ": fusion, alignment, discrepancy, loss, dependence, sequence,"
                + " matcher, joint and measure, each of (id, options) or (method, options)";
    }
}

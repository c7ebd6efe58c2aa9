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
import java.util.Map;

/** The short calls for methods: a handle of a method by its id, with its default options or with others. */
public interface MethodCalls {
    /** The methods of this lab. */
    Methods methods();

    /** The fusion method of that id with its default options. */
    default FusionHandle fusion(String id) {
        return fusion(id, Map.of());
    }

    /** The fusion method of that id with options, for instance {@code Map.of("hidden", 64)}. */
    default FusionHandle fusion(String id, Map<String, ?> options) {
        return methods().fusion(id, options);
    }

    /** The alignment method of that id with its default options. */
    default AlignmentHandle alignment(String id) {
        return alignment(id, Map.of());
    }

    /** The alignment method of that id with options. */
    default AlignmentHandle alignment(String id, Map<String, ?> options) {
        return methods().alignment(id, options);
    }

    /** The discrepancy of that id with its default options. */
    default DiscrepancyHandle discrepancy(String id) {
        return discrepancy(id, Map.of());
    }

    /** The discrepancy of that id with options. */
    default DiscrepancyHandle discrepancy(String id, Map<String, ?> options) {
        return methods().discrepancy(id, options);
    }

    /** The alignment loss of that id with its default options. */
    default LossHandle loss(String id) {
        return loss(id, Map.of());
    }

    /** The alignment loss of that id with options: evaluated alone, or a term of a fusion method's training. */
    default LossHandle loss(String id, Map<String, ?> options) {
        return methods().loss(id, options);
    }

    /** The dependence measure of that id with its default options. */
    default DependenceHandle dependence(String id) {
        return dependence(id, Map.of());
    }

    /** The dependence measure of that id with options. */
    default DependenceHandle dependence(String id, Map<String, ?> options) {
        return methods().dependence(id, options);
    }

    /** The sequence aligner of that id with its default options. */
    default SequenceHandle sequence(String id) {
        return sequence(id, Map.of());
    }

    /** The sequence aligner of that id with options. */
    default SequenceHandle sequence(String id, Map<String, ?> options) {
        return methods().sequence(id, options);
    }

    /** The joint method of that id with its default options. */
    default JointHandle joint(String id) {
        return joint(id, Map.of());
    }

    /** The joint method of that id with options: it describes rows by all their modalities, without labels. */
    default JointHandle joint(String id, Map<String, ?> options) {
        return methods().joint(id, options);
    }

    /** The measure of that id with its default options. */
    default MeasureHandle measure(String id) {
        return measure(id, Map.of());
    }

    /** The measure of that id with options, for instance {@code Map.of("bins", 20)}. */
    default MeasureHandle measure(String id, Map<String, ?> options) {
        return methods().measure(id, options);
    }

    /** The matcher of that id with its default options. */
    default MatcherHandle matcher(String id) {
        return matcher(id, Map.of());
    }

    /** The matcher of that id with options. */
    default MatcherHandle matcher(String id, Map<String, ?> options) {
        return methods().matcher(id, options);
    }

    // ---- methods as objects, which a cell has made

    /** A fusion method that a cell has made, with its default options; it need not be in the catalogue. */
    default FusionHandle fusion(FusionMethod<?> method) {
        return fusion(method, Map.of());
    }

    /** A fusion method that a cell has made, with options. */
    default FusionHandle fusion(FusionMethod<?> method, Map<String, ?> options) {
        return methods().fusion(method, options);
    }

    /** An alignment method that a cell has made, with its default options; it need not be in the catalogue. */
    default AlignmentHandle alignment(AlignmentMethod<?> method) {
        return alignment(method, Map.of());
    }

    /** An alignment method that a cell has made, with options. */
    default AlignmentHandle alignment(AlignmentMethod<?> method, Map<String, ?> options) {
        return methods().alignment(method, options);
    }

    /** A discrepancy that a cell has made, with its default options; it need not be in the catalogue. */
    default DiscrepancyHandle discrepancy(Discrepancy<?> method) {
        return discrepancy(method, Map.of());
    }

    /** A discrepancy that a cell has made, with options. */
    default DiscrepancyHandle discrepancy(Discrepancy<?> method, Map<String, ?> options) {
        return methods().discrepancy(method, options);
    }

    /** An alignment loss that a cell has made, with its default options; it need not be in the catalogue. */
    default LossHandle loss(AlignmentLoss<?> method) {
        return loss(method, Map.of());
    }

    /** An alignment loss that a cell has made, with options. */
    default LossHandle loss(AlignmentLoss<?> method, Map<String, ?> options) {
        return methods().loss(method, options);
    }

    /** A dependence measure that a cell has made, with its default options; it need not be in the catalogue. */
    default DependenceHandle dependence(Dependence<?> method) {
        return dependence(method, Map.of());
    }

    /** A dependence measure that a cell has made, with options. */
    default DependenceHandle dependence(Dependence<?> method, Map<String, ?> options) {
        return methods().dependence(method, options);
    }

    /** A sequence aligner that a cell has made, with its default options; it need not be in the catalogue. */
    default SequenceHandle sequence(SequenceAligner<?> method) {
        return sequence(method, Map.of());
    }

    /** A sequence aligner that a cell has made, with options. */
    default SequenceHandle sequence(SequenceAligner<?> method, Map<String, ?> options) {
        return methods().sequence(method, options);
    }

    /** A matcher that a cell has made, with its default options; it need not be in the catalogue. */
    default MatcherHandle matcher(Matcher<?> method) {
        return matcher(method, Map.of());
    }

    /** A matcher that a cell has made, with options. */
    default MatcherHandle matcher(Matcher<?> method, Map<String, ?> options) {
        return methods().matcher(method, options);
    }

    /** A joint method that a cell has made, with its default options; it need not be in the catalogue. */
    default JointHandle joint(JointMethod<?> method) {
        return joint(method, Map.of());
    }

    /** A joint method that a cell has made, with options. */
    default JointHandle joint(JointMethod<?> method, Map<String, ?> options) {
        return methods().joint(method, options);
    }

    /** A measure that a cell has made, with its default options; it need not be in the catalogue. */
    default MeasureHandle measure(Measure<?> method) {
        return measure(method, Map.of());
    }

    /** A measure that a cell has made, with options. */
    default MeasureHandle measure(Measure<?> method, Map<String, ?> options) {
        return methods().measure(method, options);
    }
}

package dev.interlace.learn.tape;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A number to be made small; the end of a tape. */
public final class Loss {
    private final String name;
    private final double value;
    private final @Nullable LossOp op;
    private final Term[] terms;

    /** A weighted part of a sum. */
    record Term(Loss loss, double weight) {}

    Loss(String name, double value, LossOp op) {
        this.name = name;
        this.value = value;
        this.op = op;
        this.terms = new Term[0];
    }

    private Loss(String name, double value, Term... terms) {
        this.name = name;
        this.value = value;
        this.op = null;
        this.terms = terms;
    }

    /** The value. */
    public double value() {
        return value;
    }

    /** The operation that made it, for messages. */
    public String name() {
        return name;
    }

    /** {@code this + weight * other}: how an alignment loss becomes a term of a fusion loss. */
    public Loss plus(double weight, Loss other) {
        if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException("Loss.plus: weight must be finite, got " + weight);
        }
        return new Loss(
                name + " + " + other.name, value + weight * other.value, new Term(this, 1), new Term(other, weight));
    }

    /** Hands the derivative {@code d total / d this} down to the operations. */
    void seed(double derivative) {
        if (op != null) {
            Objects.requireNonNull(op).seed(derivative);
        }
        for (Term term : terms) {
            term.loss.seed(derivative * term.weight);
        }
    }
}

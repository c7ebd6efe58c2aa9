package dev.interlace.testkit;

import static dev.interlace.testkit.Tensors.bits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Raw;
import dev.interlace.spi.SeedSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The contract of encoders.
 *
 * @param <O> the options record
 */
public abstract class EncoderContract<O extends Record> extends MethodContract<O> {
    /** The same row in a batch of another size: roundings of float products through a deep network. */
    private static final double ROW_TOLERANCE = 1e-3;

    @Override
    protected abstract Encoder<O> method();

    /**
     * A small raw column that the encoder reads, with at least one absent row among at least three; a drawn one unless
     * overridden.
     */
    protected Raw raw() {
        return RawSamples.all().stream()
                .filter(raw -> method().accepts(raw))
                .findFirst()
                .orElseThrow(() -> new AssertionError(descriptor().id() + " accepts no kind of raw column"));
    }

    /** A raw column of a kind that the encoder does not read. */
    protected Raw otherKind() {
        return RawSamples.all().stream()
                .filter(raw -> !method().accepts(raw))
                .findFirst()
                .orElseThrow(() -> new AssertionError(descriptor().id() + ".accepts says yes to every column"));
    }

    /** Encodes by the encoder as fitted to the contract's own rows. */
    private Features encode(Raw raw) {
        return encode(raw, options(), Cancellation.NEVER);
    }

    private Features encode(Raw raw, O options, Cancellation cancellation) {
        FitContext context = FitContext.seeded(seed()).with(cancellation);
        return method().fitted(raw(), options, context).encode("encoded", raw, options, context);
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        Features features = encode(raw(), options, cancellation);
        assertEquals(raw().rows(), features.rows(), options + ": rows");
    }

    @Test
    final void theKindsThatItReadsAreStated() {
        assertTrue(method().accepts(raw()), "the encoder must accept the contract's own column");
        assertTrue(!method().accepts(otherKind()), "the encoder must not accept a column of another kind");
        requireRejection(() -> encode(otherKind()));
    }

    @Test
    final void everyRowIsEncodedAndAbsentRowsStayAbsent() {
        Features features = encode(raw());
        assertEquals("encoded", features.modality().name(), "the name that was asked for");
        assertEquals(raw().presence(), features.presence(), "presence");
        assertTrue(!raw().presence().isComplete(), "EncoderContract.raw needs an absent row");
        Features present = features.rows(features.presence().rowsPresent());
        assertTrue(Double.isFinite(Host.sum(present.values())), "the features of present rows are finite");
    }

    @Test
    final void encodingIsDeterministic() {
        assertEquals(bits(encode(raw())), bits(encode(raw())));
    }

    @Test
    final void whatItHasLearnedIsSavedAndReadsRowsAsBefore() throws IOException {
        FitContext context = FitContext.seeded(seed());
        Encoder<O> fitted = method().fitted(raw(), options(), context);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        fitted.save(saved);
        Encoder<O> loaded = method().load(new ByteArrayInputStream(saved.toByteArray()));
        assertEquals(
                bits(fitted.encode("encoded", raw(), options(), context)),
                bits(loaded.encode("encoded", raw(), options(), context)),
                "features before save and after load; an encoder that learns must write what it learned");
        assertEquals(fitted.unseen(raw()), loaded.unseen(raw()), "unseen before save and after load");
    }

    @Test
    final void aRowDoesNotDependOnTheOthers() {
        Features all = encode(raw());
        int[] order = new SeedSource(seed()).permutation(raw().rows());
        Features permuted = encode(raw().rows(order));
        int[] whereIs = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            whereIs[order[i]] = i;
        }
        for (int row : all.presence().rowsPresent()) {
            Features alone = encode(raw().rows(new int[] {row}));
            Features expected = all.rows(new int[] {row});
            requireSameRow(expected, alone, "row " + row + " alone");
            requireSameRow(expected, permuted.rows(new int[] {whereIs[row]}), "row " + row + " in another order");
        }
    }

    /** Equal entries; token sequences are compared up to their length, since padding may differ. */
    private static void requireSameRow(Features expected, Features got, String where) {
        assertEquals(Arrays.toString(expected.lengths()), Arrays.toString(got.lengths()), where + ": length");
        double[] a = Host.doubles(expected.values());
        double[] b = Host.doubles(got.values());
        int counted = expected.lengths().length == 0 ? a.length : expected.lengths()[0] * expected.width();
        for (int i = 0; i < counted; i++) {
            assertEquals(a[i], b[i], ROW_TOLERANCE * Math.max(1, Math.abs(a[i])), where + ", entry " + i);
        }
    }
}

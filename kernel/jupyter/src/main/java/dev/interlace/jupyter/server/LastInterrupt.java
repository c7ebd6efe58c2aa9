package dev.interlace.jupyter.server;

import dev.interlace.jupyter.wire.Header;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last interrupt that a front end has sent. It comes on a socket of its own and may overtake cells that were sent
 * before it: those are meant as well.
 */
final class LastInterrupt {
    private @Nullable Header interrupt;

    /** Takes in an interrupt. */
    synchronized void received(Header header) {
        interrupt = header;
    }

    /** Whether {@code request} was sent by the same front end before its interrupt. */
    boolean concerns(Header request) {
        Header last = last();
        if (last == null || !last.session().equals(request.session())) {
            return false;
        }
        Optional<Instant> then = last.sent();
        Optional<Instant> sent = request.sent();
        return then.isPresent() && sent.isPresent() && sent.get().isBefore(then.get());
    }

    private synchronized @Nullable Header last() {
        return interrupt;
    }
}

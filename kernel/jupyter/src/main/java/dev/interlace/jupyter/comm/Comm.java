package dev.interlace.jupyter.comm;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One open channel to the front end. */
public final class Comm {
    private final String id;
    private final String target;
    private final Comms comms;
    private volatile Consumer<CommMessage> onMessage = message -> {};
    private volatile Consumer<CommMessage> onClose = message -> {};
    private volatile @Nullable Predicate<CommMessage> onArrival;
    private volatile @Nullable Object owner;
    private final AtomicInteger waiting = new AtomicInteger();

    Comm(String id, String target, Comms comms) {
        this.id = id;
        this.target = target;
        this.comms = comms;
    }

    /** The id under which both sides know this comm. */
    public String id() {
        return id;
    }

    /** The name under which it was opened. */
    public String target() {
        return target;
    }

    /** Sends a message to the front end. */
    public void send(CommMessage message) {
        comms.send("comm_msg", this, message);
    }

    /** Says what is done with each message from the front end; replaces what was said before. */
    public void onMessage(Consumer<CommMessage> action) {
        onMessage = action;
    }

    /** Says what is done when the front end closes this comm. */
    public void onClose(Consumer<CommMessage> action) {
        onClose = action;
    }

    /**
     * Says what is done with each message as soon as it arrives, while cells run: it must be short, for no other
     * message is read meanwhile. Where it gives true, the message is done with; where false, it waits for its turn.
     */
    public void onArrival(Predicate<CommMessage> action) {
        onArrival = action;
    }

    /** Whether messages of the front end wait behind the one that is being handled. */
    public boolean isAwaited() {
        return waiting.get() > 0;
    }

    /** Says what this comm belongs to. */
    public void belongTo(Object what) {
        owner = what;
    }

    /** What this comm belongs to. */
    public Optional<Object> owner() {
        return Optional.ofNullable(owner);
    }

    /** Closes this comm on both sides. */
    public void close(CommMessage last) {
        comms.close(this, last);
    }

    boolean hasArrivalAction() {
        return onArrival != null;
    }

    boolean arrived(CommMessage message) {
        Predicate<CommMessage> action = onArrival;
        return action != null && action.test(message);
    }

    void queued() {
        waiting.incrementAndGet();
    }

    void received(CommMessage message) {
        waiting.updateAndGet(count -> Math.max(0, count - 1));
        onMessage.accept(message);
    }

    void closed(CommMessage message) {
        onClose.accept(message);
    }
}

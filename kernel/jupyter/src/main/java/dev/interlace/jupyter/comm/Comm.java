package dev.interlace.jupyter.comm;

import java.util.function.Consumer;

/** One open channel to the front end. */
public final class Comm {
    private final String id;
    private final String target;
    private final Comms comms;
    private volatile Consumer<CommMessage> onMessage = message -> {};
    private volatile Consumer<CommMessage> onClose = message -> {};

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

    /** Closes this comm on both sides. */
    public void close(CommMessage last) {
        comms.close(this, last);
    }

    void received(CommMessage message) {
        onMessage.accept(message);
    }

    void closed(CommMessage message) {
        onClose.accept(message);
    }
}

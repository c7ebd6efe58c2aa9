package dev.interlace.jupyter.server;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.wire.Header;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import dev.interlace.jupyter.wire.Outbox;
import dev.interlace.jupyter.wire.SocketLoop;
import dev.interlace.jupyter.wire.Wire;
import java.util.List;
import java.util.Optional;

/** Sends replies to the front end that asked, and publishes to all of them. */
final class Publisher {
    private final Wire wire;
    private final Outbox outbox;

    Publisher(Wire wire, Outbox outbox) {
        this.wire = wire;
        this.outbox = outbox;
    }

    /** Answers {@code request} on the shell socket. */
    void reply(Message request, JsonObject content) {
        reply(wire.shell(), request, new JsonObject(), content);
    }

    /** Answers {@code request} on the socket that it came from. */
    void reply(SocketLoop socket, Message request, JsonObject metadata, JsonObject content) {
        String type = request.type().replace("_request", "_reply");
        Outbox.Outgoing reply = outbox.message(type, Optional.of(request.header()), metadata, content, List.of());
        socket.send(reply.after(request.route()));
    }

    /** Asks the front end that sent {@code request} for a line of input; returns the id of the question. */
    String askInput(Message request, JsonObject content) {
        Outbox.Outgoing question = outbox.message("input_request", request.header(), content);
        wire.stdin().send(question.after(request.route()));
        return question.id();
    }

    /** Publishes a message that belongs to the request of {@code parent}. */
    void publish(String type, Header parent, JsonObject content) {
        wire.iopub().publish(type, outbox.message(type, parent, content));
    }

    /** Publishes a message with all its parts. */
    void publish(
            String topic,
            String type,
            Optional<Header> parent,
            JsonObject metadata,
            JsonObject content,
            List<byte[]> buffers) {
        wire.iopub().publish(topic, outbox.message(type, parent, metadata, content, buffers));
    }

    /** Publishes that the kernel is {@code busy}, {@code idle} or {@code starting}. */
    void status(Header parent, String state) {
        publish("status", parent, Json.of("execution_state", state));
    }

    /** Runs a short task on the publishing thread after a while. */
    void after(long millis, Runnable task) {
        wire.iopub().after(millis, task);
    }

    Wire wire() {
        return wire;
    }
}

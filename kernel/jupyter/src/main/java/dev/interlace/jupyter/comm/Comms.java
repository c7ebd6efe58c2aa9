package dev.interlace.jupyter.comm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The open comms of a kernel, and the targets under whose names the front end may open more. */
public final class Comms {
    private final Map<String, CommTarget> targets = new ConcurrentHashMap<>();
    private final Map<String, Comm> open = new ConcurrentHashMap<>();
    private final Sender sender;

    /** The way to the front end. */
    @FunctionalInterface
    public interface Sender {
        /** Publishes a message of {@code type} for {@code comm}. */
        void send(String type, Comm comm, CommMessage message);
    }

    public Comms(Sender sender) {
        this.sender = sender;
    }

    /** Lets the front end open comms under {@code name}; replaces an earlier target of that name. */
    public void register(String name, CommTarget target) {
        targets.put(name, target);
    }

    /** Opens a comm from this side. */
    public Comm open(String target, CommMessage first) {
        Comm comm = new Comm(UUID.randomUUID().toString().replace("-", ""), target, this);
        open.put(comm.id(), comm);
        send("comm_open", comm, first);
        return comm;
    }

    /** The open comms, of one target where it is named. */
    public List<Comm> open(Optional<String> target) {
        return open.values().stream()
                .filter(comm -> target.isEmpty() || comm.target().equals(target.get()))
                .toList();
    }

    /** Takes a comm that the front end has opened; refuses it where its target is not registered. */
    public void opened(String id, String target, CommMessage first) {
        Comm comm = new Comm(id, target, this);
        CommTarget known = targets.get(target);
        if (known == null) {
            send("comm_close", comm, CommMessage.of(new com.google.gson.JsonObject()));
            return;
        }
        open.put(id, comm);
        known.open(comm, first);
    }

    /** Whether a message for the comm {@code id} may be done with as soon as it arrives. */
    public boolean isUrgent(String id) {
        Comm comm = open.get(id);
        return comm != null && comm.hasArrivalAction();
    }

    /** Does with a message of the front end what can be done before its turn; false where it must wait. */
    public boolean arrived(String id, CommMessage message) {
        Comm comm = open.get(id);
        return comm != null && comm.arrived(message);
    }

    /** Takes note that a message of the front end waits for its turn. */
    public void queued(String id) {
        Optional.ofNullable(open.get(id)).ifPresent(Comm::queued);
    }

    /** Hands on a message of the front end; one for an unknown comm is dropped, as the protocol asks. */
    public void received(String id, CommMessage message) {
        Optional.ofNullable(open.get(id)).ifPresent(comm -> comm.received(message));
    }

    /** Closes what the front end has closed. */
    public void closed(String id, CommMessage last) {
        Optional.ofNullable(open.remove(id)).ifPresent(comm -> comm.closed(last));
    }

    void close(Comm comm, CommMessage last) {
        if (open.remove(comm.id()) != null) {
            send("comm_close", comm, last);
        }
    }

    void send(String type, Comm comm, CommMessage message) {
        sender.send(type, comm, message);
    }
}

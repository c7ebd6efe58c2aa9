package dev.interlace.jupyter.wire;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the frames of outgoing messages: numbers them, dates them and signs them for one session. */
public final class Outbox {
    /** The version of the protocol that this kernel follows. */
    public static final String PROTOCOL = "5.5";

    private static final String NO_PARENT = "{}";

    private final Signer signer;
    private final String session = UUID.randomUUID().toString();
    private final AtomicLong sent = new AtomicLong();
    private final String user;

    public Outbox(Signer signer, String user) {
        this.signer = signer;
        this.user = user;
    }

    /** A message without a parent or buffers. */
    public Outgoing message(String type, JsonObject content) {
        return message(type, Optional.empty(), new JsonObject(), content, List.of());
    }

    /** A message of {@code type} that answers {@code parent}. */
    public Outgoing message(String type, Header parent, JsonObject content) {
        return message(type, Optional.of(parent), new JsonObject(), content, List.of());
    }

    /** A request for a subshell. */
    public Outgoing toSubshell(String subshell, String type, JsonObject content) {
        return message(type, Optional.empty(), new JsonObject(), content, List.of(), Optional.of(subshell));
    }

    /** A message with all its parts. */
    public Outgoing message(
            String type, Optional<Header> parent, JsonObject metadata, JsonObject content, List<byte[]> buffers) {
        return message(type, parent, metadata, content, buffers, Optional.empty());
    }

    private Outgoing message(
            String type,
            Optional<Header> parent,
            JsonObject metadata,
            JsonObject content,
            List<byte[]> buffers,
            Optional<String> subshell) {
        String id = session + "_" + sent.incrementAndGet();
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", id);
        header.addProperty("msg_type", type);
        header.addProperty("username", user);
        header.addProperty("session", session);
        header.addProperty("date", now());
        header.addProperty("version", PROTOCOL);
        subshell.ifPresent(to -> header.addProperty("subshell_id", to));
        List<byte[]> json = List.of(
                Json.bytes(header),
                parent.map(Header::raw).orElse(NO_PARENT).getBytes(StandardCharsets.UTF_8),
                Json.bytes(metadata),
                Json.bytes(content));
        List<byte[]> body = new ArrayList<>();
        body.add(Message.delimiter());
        body.add(signer.sign(json));
        body.addAll(json);
        body.addAll(buffers);
        return new Outgoing(id, body);
    }

    /** The time in UTC with microseconds, as ISO 8601 writes it. */
    public static String now() {
        Instant now = Instant.now();
        LocalDateTime time = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, ZoneOffset.UTC);
        String micros = Integer.toString(1_000_000 + now.getNano() / 1_000).substring(1);
        String seconds = Integer.toString(100 + time.getSecond()).substring(1);
        String clock = time.toLocalTime().withSecond(0).toString();
        return time.toLocalDate() + "T" + clock + ":" + seconds + "." + micros + "Z";
    }

    /**
     * A message ready to leave.
     *
     * @param id its message id, by which an answer can be recognised
     * @param body all frames from the delimiter on
     */
    public record Outgoing(String id, List<byte[]> body) {
        /** All frames, led by a route or a topic. */
        public List<byte[]> after(List<byte[]> lead) {
            List<byte[]> frames = new ArrayList<>(lead);
            frames.addAll(body);
            return frames;
        }
    }
}

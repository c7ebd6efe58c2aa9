package dev.interlace.jupyter.wire;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The header of a received message.
 *
 * @param id unique id of the message
 * @param session id of the sender's session
 * @param type what is asked, for instance {@code execute_request}
 * @param subshell the subshell that shall answer; empty for the main shell
 * @param raw the header's JSON as received, which replies repeat verbatim as their parent header
 */
public record Header(String id, String session, String type, Optional<String> subshell, String raw) {
    static Header parse(String raw) throws MalformedMessageException {
        JsonObject json = Json.object(raw);
        String type = Json.string(json, "msg_type", "");
        if (type.isEmpty()) {
            throw new MalformedMessageException("a header must name its msg_type");
        }
        String subshell = Json.string(json, "subshell_id", "");
        return new Header(
                Json.string(json, "msg_id", ""),
                Json.string(json, "session", ""),
                type,
                subshell.isEmpty() ? Optional.empty() : Optional.of(subshell),
                raw);
    }

    /** When it was sent, by the sender's clock; empty where its date cannot be read. */
    public Optional<Instant> sent() {
        try {
            return Optional.of(OffsetDateTime.parse(Json.string(Json.object(raw), "date", ""))
                    .toInstant());
        } catch (DateTimeParseException | MalformedMessageException e) {
            return Optional.empty();
        }
    }
}

package dev.interlace.jupyter.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.Captured;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.engine.ChildProcess;
import dev.interlace.jupyter.engine.ErrorReport;
import dev.interlace.jupyter.engine.Interruption;
import dev.interlace.jupyter.engine.ParentCell;
import dev.interlace.jupyter.wire.Header;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.MalformedMessageException;
import dev.interlace.jupyter.wire.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request that runs the user's code: everything it shows goes out under that request's header, even late. */
final class CellRun implements NotebookSession.Output, ParentCell {
    private static final long FLUSH_MILLIS = 30;
    private static final long CHILDREN_MILLIS = 250;
    private static final String NEW = "display_data";

    private final Message request;
    private final Publisher publisher;
    private final NotebookSession session;
    private final Interruption interruption;
    private final InputRelay input;
    private final StreamBuffer streams;
    private final JsonArray payload = new JsonArray();
    private final Queue<ChildProcess> children = new ConcurrentLinkedQueue<>();
    private final boolean silent;
    private volatile @Nullable Capture capture;
    private volatile NotebookSession.@Nullable Sink sink;

    private static final class Capture {
        private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        private final List<DisplayData> outputs = new CopyOnWriteArrayList<>();
    }

    CellRun(
            Message request,
            Publisher publisher,
            NotebookSession session,
            Interruption interruption,
            InputRelay input) {
        this.request = request;
        this.publisher = publisher;
        this.session = session;
        this.interruption = interruption;
        this.input = input;
        this.silent = Json.flag(request.content(), "silent", false);
        streams = new StreamBuffer(this::publishStream);
    }

    Message request() {
        return request;
    }

    Header parent() {
        return request.header();
    }

    @Override
    public Interruption interruption() {
        return interruption;
    }

    @Override
    public void relay(Channel channel, byte[] bytes, int length) {
        write(channel == Channel.OUT ? StreamBuffer.Stream.STDOUT : StreamBuffer.Stream.STDERR, bytes, 0, length);
    }

    @Override
    public void relayed(ChildProcess child) {
        children.add(child);
    }

    /** Waits a little for the output of processes that write into this cell, so that it arrives before its end. */
    void awaitChildren() {
        long end = System.nanoTime() + CHILDREN_MILLIS * 1_000_000;
        for (ChildProcess child : children) {
            if (!interruption.isStopped()) {
                child.awaitOutput(end);
            }
        }
        children.clear();
    }

    @Override
    public NotebookSession session() {
        return session;
    }

    /** Prints bytes of UTF-8. */
    void write(StreamBuffer.Stream stream, byte[] bytes, int offset, int length) {
        Capture kept = capture;
        if (kept != null) {
            (stream == StreamBuffer.Stream.STDOUT ? kept.stdout : kept.stderr).write(bytes, offset, length);
            return;
        }
        if (streams.write(stream, bytes, offset, length)) {
            publisher.after(FLUSH_MILLIS, streams::flush);
        }
    }

    @Override
    public void print(String text) {
        interruption.check();
        print(StreamBuffer.Stream.STDOUT, text);
    }

    /** Prints a notice of the kernel. */
    void warn(String notice) {
        print(StreamBuffer.Stream.STDERR, notice + "\n");
    }

    private void print(StreamBuffer.Stream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(stream, bytes, 0, bytes.length);
    }

    private void publishStream(StreamBuffer.Stream stream, String text) {
        NotebookSession.Sink elsewhere = sink;
        if (elsewhere != null) {
            elsewhere.print(text);
            return;
        }
        JsonObject content = Json.of("name", stream.label());
        content.addProperty("text", text);
        publisher.publish("stream", parent(), content);
    }

    /** Sends all that has been printed. */
    void flush() {
        streams.flushAll();
    }

    @Override
    public String display(DisplayData data) {
        String id = UUID.randomUUID().toString();
        show(NEW, id, data);
        return id;
    }

    @Override
    public void display(String displayId, DisplayData data) {
        show(NEW, displayId, data);
    }

    @Override
    public void update(String displayId, DisplayData data) {
        show("update_display_data", displayId, data);
    }

    @Override
    public Captured captured(Supplier<@Nullable Object> code) {
        Capture outer = capture;
        Capture kept = new Capture();
        capture = kept;
        try {
            Object value = code.get();
            if (value != null) {
                kept.outputs.add(session.rendering().render(value));
            }
        } finally {
            capture = outer;
        }
        return new Captured(
                kept.stdout.toString(StandardCharsets.UTF_8),
                kept.stderr.toString(StandardCharsets.UTF_8),
                kept.outputs);
    }

    @Override
    public @Nullable Object redirected(NotebookSession.Sink other, Supplier<@Nullable Object> code) {
        flush();
        NotebookSession.Sink outer = sink;
        sink = other;
        try {
            return code.get();
        } finally {
            flush();
            sink = outer;
        }
    }

    @Override
    public NotebookSession.Output afterwards() {
        return new CellRun(request, publisher, session, new Interruption(), input);
    }

    @Override
    public void interrupt() {
        interruption.stop();
    }

    private void show(String type, String displayId, DisplayData data) {
        interruption.check();
        Capture kept = capture;
        if (kept != null) {
            kept.outputs.add(data);
            return;
        }
        flush();
        NotebookSession.Sink elsewhere = sink;
        if (elsewhere != null && type.equals(NEW)) {
            elsewhere.display(displayId, data);
            return;
        }
        if (elsewhere != null) {
            elsewhere.update(displayId, data);
            return;
        }
        JsonObject content = bundle(data);
        content.add("transient", Json.of("display_id", displayId));
        publisher.publish(type, parent(), content);
    }

    @Override
    public void clear(Clear when) {
        flush();
        NotebookSession.Sink elsewhere = sink;
        if (elsewhere != null) {
            elsewhere.clear();
            return;
        }
        JsonObject content = new JsonObject();
        content.addProperty("wait", when == Clear.BEFORE_NEXT_OUTPUT);
        publisher.publish("clear_output", parent(), content);
    }

    @Override
    public void checkInterrupt() {
        interruption.check();
    }

    @Override
    public String readLine(String prompt, NotebookSession.Echo echo) {
        flush();
        return input.ask(request, prompt, echo);
    }

    @Override
    public void page(DisplayData data, int startLine) {
        JsonObject page = Json.of("source", "page");
        page.add("data", bundle(data).get("data"));
        page.addProperty("start", startLine);
        synchronized (payload) {
            payload.add(page);
        }
    }

    @Override
    public void setNextInput(String text) {
        JsonObject next = Json.of("source", "set_next_input");
        next.addProperty("text", text);
        next.addProperty("replace", false);
        synchronized (payload) {
            payload.add(next);
        }
    }

    JsonArray payload() {
        synchronized (payload) {
            return payload.deepCopy();
        }
    }

    /** Publishes the value of the cell. */
    void result(int count, DisplayData data) {
        flush();
        if (!silent) {
            JsonObject content = bundle(data);
            content.addProperty("execution_count", count);
            publisher.publish("execute_result", parent(), content);
        }
    }

    /** Publishes why the cell failed. */
    void error(ErrorReport report) {
        flush();
        publisher.publish("error", parent(), errorContent(report));
    }

    /** The fields that an error has in every message. */
    static JsonObject errorContent(ErrorReport report) {
        JsonObject content = Json.of("ename", report.name());
        content.addProperty("evalue", report.message());
        JsonArray traceback = new JsonArray();
        report.traceback().forEach(traceback::add);
        content.add("traceback", traceback);
        return content;
    }

    /** {@code data} and its metadata, JSON types as JSON and not as text. */
    static JsonObject bundle(DisplayData data) {
        JsonObject representations = new JsonObject();
        data.data().forEach((mime, text) -> {
            if (mime.endsWith("json")) {
                try {
                    representations.add(mime, Json.parse(text));
                } catch (MalformedMessageException e) {
                    representations.addProperty(
                            DisplayData.PLAIN, data.plain() + "\n[" + mime + " " + e.getMessage() + "]");
                }
            } else {
                representations.addProperty(mime, text);
            }
        });
        JsonObject content = new JsonObject();
        content.add("data", representations);
        content.add("metadata", metadata(data.metadata()));
        return content;
    }

    private static JsonObject metadata(Map<String, String> texts) {
        JsonObject metadata = new JsonObject();
        texts.forEach((mime, text) -> {
            try {
                metadata.add(mime, Json.parse(text));
            } catch (MalformedMessageException e) {
                metadata.addProperty(mime, text);
            }
        });
        return metadata;
    }
}

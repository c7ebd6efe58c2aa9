package dev.interlace.jupyter.client;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.wire.ConnectionFile;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A client of one kernel: runs cells one at a time and asks questions about code.
 *
 * <p>Every wait has a time limit and ends early when the kernel's process dies.
 */
public final class KernelClient implements AutoCloseable {
    private static final Duration QUESTION = Duration.ofSeconds(30);

    private final LaunchedKernel process;
    private final Channels channels;
    private final Map<String, List<JsonObject>> displays = Outputs.noDisplays();
    private final Map<String, Submitted> submitted = new HashMap<>();
    private Function<String, String> input = prompt -> {
        throw new KernelException("the cell asks for input: " + prompt);
    };
    private Consumer<Message> listener = message -> {};
    private boolean answersInput;

    private KernelClient(LaunchedKernel process, Channels channels) {
        this.process = process;
        this.channels = channels;
    }

    /**
     * Starts a kernel and waits until it answers.
     *
     * @param argv the command; {@code {connection_file}} stands for the file that is written for it
     * @param limit how long the start may take
     */
    public static KernelClient start(List<String> argv, Duration limit) {
        return start(argv, Map.of(), limit);
    }

    /** Starts a kernel with more environment variables, and waits until it answers. */
    public static KernelClient start(List<String> argv, Map<String, String> environment, Duration limit) {
        return start(new Launch(argv, environment, Path.of("")), limit);
    }

    /** Starts a kernel's process as {@code launch} says, and waits until it answers. */
    public static KernelClient start(Launch launch, Duration limit) {
        return connect(LaunchedKernel.start(launch), limit);
    }

    /** Connects to a launched kernel and waits until it answers. */
    private static KernelClient connect(LaunchedKernel process, Duration limit) {
        Channels channels = new Channels(process.connection());
        KernelClient client = new KernelClient(process, channels);
        try {
            client.awaitReady(limit);
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    // asked again and again: a kernel without the welcome message says that it is busy before a subscriber connects
    private void awaitReady(Duration limit) {
        Set<String> asked = new HashSet<>();
        asked.add(channels.shell("kernel_info_request", new JsonObject()));
        Deadline deadline = new Deadline(limit, "the kernel to start");
        boolean replied = false;
        boolean subscribed = false;
        while (!(replied && subscribed)) {
            Message message = next(deadline);
            boolean reply = message.type().equals("kernel_info_reply");
            replied |= reply;
            subscribed |= message.type().equals("iopub_welcome")
                    || (isStatus(message, "idle") && asked.contains(Json.string(message.parent(), "msg_id", "")));
            if (reply && !subscribed) {
                asked.add(channels.shell("kernel_info_request", new JsonObject()));
            }
        }
    }

    /** Where the kernel listens. */
    public ConnectionFile connection() {
        return process.connection();
    }

    /** The kernel's process. */
    public ProcessHandle process() {
        return process.handle();
    }

    /** Answers questions for input with {@code answers}, which is given the prompt. */
    public void answerInput(Function<String, String> answers) {
        input = answers;
        answersInput = true;
    }

    /** Calls {@code action} for every message that the kernel publishes while a cell is awaited. */
    public void listen(Consumer<Message> action) {
        listener = action;
    }

    /** Runs a cell and waits for all that it shows; interrupts it when the limit has passed. */
    public CellResult execute(String code, Duration limit) {
        return await(submit(code), limit);
    }

    /** Sends a cell without waiting; the id is what {@link #await} takes. */
    public String submit(String code) {
        JsonObject content = Json.of("code", code);
        content.addProperty("silent", false);
        content.addProperty("store_history", true);
        content.addProperty("allow_stdin", answersInput);
        content.addProperty("stop_on_error", true);
        content.add("user_expressions", new JsonObject());
        return submit(content);
    }

    /** Sends a cell to a subshell without waiting. */
    public String submitTo(String subshell, String code) {
        return track(channels.subshell(subshell, "execute_request", Json.of("code", code)));
    }

    /** Sends an execute_request of any content. */
    public String submit(JsonObject content) {
        return track(channels.shell("execute_request", content));
    }

    private String track(String id) {
        submitted.put(id, new Submitted(new Outputs(displays)));
        return id;
    }

    /** Waits for the reply and all outputs of a submitted cell; what belongs to others is kept for them. */
    public CellResult await(String id, Duration limit) {
        Submitted cell = submitted.get(id);
        if (cell == null) {
            throw new IllegalArgumentException("no cell with the id " + id + " waits to be awaited");
        }
        Deadline deadline = new Deadline(limit, "the cell to end");
        try {
            while (!cell.isComplete()) {
                next(deadline);
            }
        } catch (KernelException e) {
            interrupt();
            throw e;
        }
        submitted.remove(id);
        return cell.result();
    }

    private void deliver(Message message) {
        listener.accept(message);
        Submitted cell = submitted.get(Json.string(message.parent(), "msg_id", ""));
        if (message.type().equals("input_request")) {
            answer(message);
        } else if (cell != null) {
            cell.add(message);
        }
    }

    /** Waits for the next published message that {@code wanted} accepts, whichever cell it belongs to. */
    public Message awaitPublished(Function<Message, Boolean> wanted, Duration limit) {
        Deadline deadline = new Deadline(limit, "a message");
        while (true) {
            Message message = next(deadline);
            if (wanted.apply(message)) {
                return message;
            }
        }
    }

    private void answer(Message question) {
        String value = input.apply(Json.string(question.content(), "prompt", ""));
        channels.stdin("input_reply", question.header(), Json.of("value", value));
    }

    private Message next(Deadline deadline) {
        try {
            while (true) {
                long left = deadline.left();
                Message message = channels.poll(Math.min(left, LIVENESS_NANOS), TimeUnit.NANOSECONDS);
                if (message != null) {
                    deliver(message);
                    return message;
                }
                if (!process.handle().isAlive()) {
                    throw new KernelException("the kernel's process has ended: " + process.lastWords());
                }
                deadline.check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KernelException("interrupted while waiting for the kernel", e);
        }
    }

    private static final long LIVENESS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final class Deadline {
        private final long end;
        private final Duration limit;
        private final String what;

        Deadline(Duration limit, String what) {
            this.limit = limit;
            this.what = what;
            end = System.nanoTime() + limit.toNanos();
        }

        long left() {
            return Math.max(0, end - System.nanoTime());
        }

        void check() {
            if (left() == 0) {
                throw new KernelException("waited " + limit + " for " + what);
            }
        }
    }

    private static boolean isStatus(Message message, String state) {
        return message.type().equals("status")
                && Json.string(message.content(), "execution_state", "").equals(state);
    }

    /** Sends a message of a comm, with its binary parts, and waits for nothing; returns the message's id. */
    public String sendComm(String type, JsonObject content, List<byte[]> buffers) {
        return channels.shell(type, content, buffers);
    }

    /** Sends a request on the shell socket and waits for its reply. */
    public JsonObject ask(String type, JsonObject content) {
        return reply(channels.shell(type, content), type);
    }

    /** Sends a request on the control socket and waits for its reply. */
    public JsonObject askControl(String type, JsonObject content) {
        return reply(channels.control(type, content), type);
    }

    private JsonObject reply(String id, String type) {
        String wanted = type.replace("_request", "_reply");
        return awaitPublished(
                        m -> m.type().equals(wanted)
                                && Json.string(m.parent(), "msg_id", "").equals(id),
                        QUESTION)
                .content();
    }

    /** What may stand at the cursor. */
    public JsonObject complete(String code, int cursor) {
        return ask("complete_request", at(code, cursor));
    }

    /** What stands at the cursor. */
    public JsonObject inspect(String code, int cursor) {
        return ask("inspect_request", at(code, cursor));
    }

    private static JsonObject at(String code, int cursor) {
        JsonObject content = Json.of("code", code);
        content.addProperty("cursor_pos", cursor);
        content.addProperty("detail_level", 0);
        return content;
    }

    /** Interrupts what runs; waits for the kernel's word, not for the cell. */
    public void interrupt() {
        channels.control("interrupt_request", new JsonObject());
    }

    /** Asks the kernel to end and waits for its process; kills it after the limit. */
    public void shutdown(Duration limit) {
        JsonObject content = new JsonObject();
        content.addProperty("restart", false);
        channels.control("shutdown_request", content);
        process.end(limit);
    }

    /** Ends the process at once, where it still lives, and closes the sockets. */
    @Override
    public void close() {
        process.close();
        channels.close();
    }
}

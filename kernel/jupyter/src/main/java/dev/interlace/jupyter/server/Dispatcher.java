package dev.interlace.jupyter.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.comm.Comm;
import dev.interlace.jupyter.comm.CommMessage;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.engine.Hang;
import dev.interlace.jupyter.engine.Interruption;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import dev.interlace.jupyter.wire.Outbox;
import dev.interlace.jupyter.wire.SocketLoop;
import dev.interlace.jupyter.wire.Wire;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides on which thread each request is answered.
 *
 * <p>What runs the user's code goes to a shell's queue; questions about code go to the analysis thread, which answers
 * while a cell runs; kernel_info is answered at once, before there is an engine; control has its own socket and thread.
 */
final class Dispatcher implements Wire.Receivers, EvalLoop.Task {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Publisher publisher;
    private final KernelConfig config;
    private final Session session;
    private final Executions executions;
    private final InputRelay input;
    private final Analysis analysis;
    private final Shells shells;
    private final LastInterrupt lastInterrupt = new LastInterrupt();
    private final Debugging debugging;
    private final Consumer<Boolean> onShutdown;
    private final Map<Message, CellRun> comms =
            Collections.synchronizedMap(new IdentityHashMap<>()); // whose handlers run

    Dispatcher(
            Publisher publisher,
            KernelConfig config,
            Session session,
            Surroundings surroundings,
            Consumer<Boolean> onShutdown) {
        this.publisher = publisher;
        this.config = config;
        this.session = session;
        this.onShutdown = onShutdown;
        input = new InputRelay(publisher);
        executions = new Executions(publisher, session, input, surroundings);
        analysis = new Analysis(session);
        shells = new Shells(session.start(), this);
        debugging = new Debugging(publisher, session, input);
    }

    void start() {
        shells.start();
    }

    @Override
    public void shell(Message message) {
        switch (message.type()) {
            case "execute_request", "comm_open", "comm_close" -> enqueue(message);
            case "comm_msg" -> commMessage(message);
            case "kernel_info_request" -> answer(publisher.wire().shell(), message, m -> KernelInfo.of(config));
            case "shutdown_request" -> shutdown(publisher.wire().shell(), message);
            case "interrupt_request" -> interrupt(publisher.wire().shell(), message);
            case "complete_request" -> later(message, analysis::complete);
            case "inspect_request" -> later(message, analysis::inspect);
            case "is_complete_request" -> later(message, analysis::isComplete);
            case "history_request" -> later(message, analysis::history);
            case "comm_info_request" -> later(message, this::commInfo);
            default -> unknown(message);
        }
    }

    @Override
    public void control(Message message) {
        SocketLoop control = publisher.wire().control();
        switch (message.type()) {
            case "kernel_info_request" -> answer(control, message, m -> KernelInfo.of(config));
            case "interrupt_request" -> interrupt(control, message);
            case "shutdown_request" -> shutdown(control, message);
            case "debug_request" -> debugging.execute(() -> answer(control, message, debugging::answer));
            case "create_subshell_request" -> answer(control, message, m -> shells.create());
            case "delete_subshell_request" -> answer(control, message, shells::delete);
            case "list_subshell_request" -> answer(control, message, m -> shells.list());
            default -> unknown(message);
        }
    }

    @Override
    public void stdin(Message message) {
        if (message.type().equals("input_reply")) {
            input.answer(message);
        } else {
            unknown(message);
        }
    }

    private void commMessage(Message message) {
        String id = commId(message);
        if (session.comms().isUrgent(id) && isDoneAtOnce(id, message)) {
            return;
        }
        enqueue(message);
    }

    // on the thread that reads the socket: what a cell runs cannot be stopped from behind it in the queue
    @SuppressWarnings("CatchingThrowable") // a message that fails waits for its turn like the others
    private boolean isDoneAtOnce(String id, Message message) {
        try {
            if (!session.comms().arrived(id, body(message))) {
                return false;
            }
        } catch (Throwable e) {
            LOG.warn("a comm's action on arrival failed", e);
            return false;
        }
        publisher.status(message.header(), "busy");
        publisher.status(message.header(), "idle");
        return true;
    }

    private static void unknown(Message message) {
        LOG.info("a message of the unknown type {} was ignored", message.type());
    }

    private void enqueue(Message message) {
        Optional<EvalLoop> loop = shells.find(message.header().subshell());
        if (loop.isPresent()) {
            if (message.type().equals("comm_msg")) {
                session.comms().queued(commId(message));
            }
            loop.get().add(message);
        } else {
            answer(
                    publisher.wire().shell(),
                    message,
                    m -> Shells.missing(m.header().subshell().orElse("")));
        }
    }

    @Override
    public void run(Message message, Interruption interruption, EvalLoop loop) {
        if (message.type().equals("execute_request") && lastInterrupt.concerns(message.header())) {
            executions.abort(message);
        } else if (message.type().equals("execute_request")) {
            executions.run(message, interruption, loop);
        } else {
            comm(message, interruption);
        }
    }

    @Override
    public void abort(Message message) {
        executions.abort(message);
    }

    @Override
    public boolean answerLost(Message message, Hang hang) {
        CellRun comm = comms.remove(message);
        if (comm == null) {
            return executions.answerLost(message, hang);
        }
        CurrentCell.end(comm);
        comm.warn("a comm's handler: " + hang.message());
        comm.flush();
        publisher.status(message.header(), "idle");
        return true;
    }

    @SuppressWarnings("CatchingThrowable") // a comm's handler is the user's code
    private void comm(Message message, Interruption interruption) {
        publisher.status(message.header(), "busy");
        CellRun run = new CellRun(message, publisher, session, interruption, input);
        comms.put(message, run);
        CurrentCell.begin(run);
        try {
            session.start().await().cells().userCode(interruption, () -> {
                deliver(message);
                return null;
            });
        } catch (Throwable e) {
            run.warn("a comm's handler failed: " + e);
        } finally {
            CurrentCell.end(run);
            run.flush();
            if (comms.remove(message, run)) {
                publisher.status(message.header(), "idle");
            }
        }
    }

    private static String commId(Message message) {
        return Json.string(message.content(), "comm_id", "");
    }

    private static CommMessage body(Message message) {
        return new CommMessage(Json.child(message.content(), "data"), message.metadata(), message.buffers());
    }

    private void deliver(Message message) {
        JsonObject content = message.content();
        String id = commId(message);
        CommMessage body = body(message);
        switch (message.type()) {
            case "comm_open" -> session.comms().opened(id, Json.string(content, "target_name", ""), body);
            case "comm_msg" -> session.comms().received(id, body);
            default -> session.comms().closed(id, body);
        }
    }

    private JsonObject commInfo(JsonObject content) {
        String target = Json.string(content, "target_name", "");
        JsonObject open = new JsonObject();
        for (Comm comm : session.comms().open(target.isEmpty() ? Optional.empty() : Optional.of(target))) {
            open.add(comm.id(), Json.of("target_name", comm.target()));
        }
        JsonObject reply = Json.of("status", "ok");
        reply.add("comms", open);
        return reply;
    }

    private void later(Message message, Function<JsonObject, JsonObject> question) {
        analysis.execute(() -> answer(publisher.wire().shell(), message, m -> question.apply(m.content())));
    }

    @SuppressWarnings("CatchingThrowable") // a request that cannot be answered gets an error, never silence
    private void answer(SocketLoop socket, Message message, Function<Message, JsonObject> question) {
        publisher.status(message.header(), "busy");
        JsonObject reply;
        try {
            reply = question.apply(message);
        } catch (Throwable e) {
            LOG.warn("{} failed", message.type(), e);
            reply = Json.of("status", "error");
            reply.addProperty("ename", e.getClass().getName());
            reply.addProperty("evalue", String.valueOf(e.getMessage()));
            reply.add("traceback", new JsonArray());
        }
        publisher.reply(socket, message, new JsonObject(), reply);
        publisher.status(message.header(), "idle");
    }

    private void interrupt(SocketLoop socket, Message message) {
        debugging.interrupt();
        lastInterrupt.received(message.header());
        shells.interrupt();
        answer(socket, message, m -> Json.of("status", "ok"));
    }

    private void shutdown(SocketLoop socket, Message message) {
        boolean restart = Json.flag(message.content(), "restart", false);
        answer(socket, message, m -> {
            JsonObject reply = Json.of("status", "ok");
            reply.addProperty("restart", restart);
            return reply;
        });
        onShutdown.accept(restart);
    }

    /** Publishes that the kernel is about to answer. */
    void announce(Outbox outbox) {
        publisher.wire().iopub().publish("status", outbox.message("status", Json.of("execution_state", "starting")));
    }

    void close() {
        shells.close();
        debugging.close();
        analysis.close();
    }
}

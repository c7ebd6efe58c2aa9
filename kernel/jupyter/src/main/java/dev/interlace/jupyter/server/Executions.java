package dev.interlace.jupyter.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.engine.CellInterruptedError;
import dev.interlace.jupyter.engine.CellRunner;
import dev.interlace.jupyter.engine.ErrorReport;
import dev.interlace.jupyter.engine.Hang;
import dev.interlace.jupyter.engine.Interruption;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import dev.interlace.jupyter.wire.Outbox;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers {@code execute_request}: runs the cell and tells everything about it in the order that the protocol asks for.
 */
final class Executions {
    private final Publisher publisher;
    private final Session session;
    private final InputRelay input;
    private final Surroundings surroundings;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<Message, Begun> unanswered = Collections.synchronizedMap(new IdentityHashMap<>());

    Executions(Publisher publisher, Session session, InputRelay input, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.publisher = publisher;
        this.session = session;
        this.input = input;
    }

    /** How many cells have been counted. */
    int count() {
        return count.get();
    }

    // a request is answered by whoever takes it out of `unanswered`
    private record Begun(CellRun run, String started, int number, String source) {}

    /** Runs one request on the calling thread. */
    void run(Message request, Interruption interruption, EvalLoop loop) {
        String started = Outbox.now();
        publisher.status(request.header(), "busy");
        JsonObject content = request.content();
        boolean silent = Json.flag(content, "silent", false);
        boolean stored = !silent && Json.flag(content, "store_history", true);
        int number = stored ? count.incrementAndGet() : count.get();
        String source = Json.string(content, "code", "");
        CellRun run = new CellRun(request, publisher, session, interruption, input);
        Begun begun = new Begun(run, started, number, source);
        unanswered.put(request, begun);
        CurrentCell.begin(run);
        try {
            if (!silent) {
                JsonObject echo = Json.of("code", source);
                echo.addProperty("execution_count", number);
                publisher.publish("execute_input", request.header(), echo);
            }
            surroundings.restore().forEach(run::warn);
            if (!silent) {
                session.takeNotices().forEach(run::warn);
            }
            JsonObject reply = execute(run, number, source, stored);
            boolean ok = Json.string(reply, "status", "").equals("ok");
            reply.add(
                    "user_expressions",
                    ok ? expressions(run, Json.child(content, "user_expressions")) : new JsonObject());
            run.awaitChildren();
            if (interruption.isFlagLeft()) {
                surroundings.flagLeft();
            }
            if (unanswered.remove(request, begun)) {
                reply(begun, reply, loop);
            }
        } finally {
            boolean failed = unanswered.remove(request, begun);
            CurrentCell.end(run);
            run.flush();
            if (failed) {
                publisher.status(request.header(), "idle");
            }
        }
    }

    private void reply(Begun begun, JsonObject reply, EvalLoop loop) {
        Message request = begun.run.request();
        boolean aborts =
                !Json.string(reply, "status", "").equals("ok") && Json.flag(request.content(), "stop_on_error", true);
        if (aborts) {
            loop.abortQueued();
        }
        answer(begun, reply);
    }

    private void answer(Begun begun, JsonObject reply) {
        Message request = begun.run.request();
        reply.addProperty("execution_count", begun.number);
        reply.add("payload", begun.run.payload());
        begun.run.flush();
        publisher.reply(publisher.wire().shell(), request, metadata(begun.started, reply), reply);
        publisher.status(request.header(), "idle");
    }

    /**
     * Answers a request in place of its thread, which is left behind in {@code hang}.
     *
     * @return whether the thread had not answered before
     */
    boolean answerLost(Message request, Hang hang) {
        Begun begun = unanswered.remove(request);
        if (begun == null) {
            return false;
        }
        CurrentCell.end(begun.run);
        surroundings.renewStreams(); // the thread may hold the locks of those that it printed to
        ErrorReport report = ErrorReport.of(hang);
        begun.run.error(report);
        session.history().add(begun.number, begun.source, Optional.empty());
        JsonObject reply = CellRun.errorContent(report);
        reply.addProperty("status", "error");
        reply.add("user_expressions", new JsonObject());
        answer(begun, reply);
        return true;
    }

    private static JsonObject metadata(String started, JsonObject reply) {
        JsonObject metadata = Json.of("started", started);
        metadata.add("status", reply.get("status"));
        return metadata;
    }

    private JsonObject execute(CellRun run, int number, String source, boolean stored) {
        CellRunner.Outcome outcome = evaluate(run, number, source);
        Optional<DisplayData> shown = Optional.empty();
        if (outcome.error().isEmpty()
                && outcome.value().filter(Executions::isShown).isPresent()) {
            Object value = outcome.value().get();
            Rendered rendered = render(run, value);
            outcome = new CellRunner.Outcome(outcome.value(), rendered.error);
            shown = rendered.data;
            shown.ifPresent(data -> run.result(number, data));
            if (stored) {
                session.results().keep(number, value);
            }
        }
        if (stored) {
            session.history().add(number, source, shown.map(DisplayData::plain));
            if (outcome.error().isPresent()) {
                session.history().failed(number);
            }
        }
        JsonObject reply = new JsonObject();
        if (outcome.error().isPresent()) {
            run.error(outcome.error().get());
            reply = CellRun.errorContent(outcome.error().get());
            reply.addProperty("status", "error");
        } else {
            reply.addProperty("status", "ok");
        }
        return reply;
    }

    // System.out.printf gives the stream back, which nobody asks to see
    private static boolean isShown(Object value) {
        return value != System.out && value != System.err;
    }

    @SuppressWarnings("CatchingThrowable") // a cell may end in anything
    private CellRunner.Outcome evaluate(CellRun run, int number, String source) {
        try {
            EngineStart.Engine engine = session.start().await();
            engine.shell().debuggee().cellBegins();
            if (!source.strip().startsWith("%debug")) {
                engine.shell().debuggee().forgetFailure();
            }
            return engine.cells().run(new CellRunner.Cell(number, source, run.interruption(), run::warn));
        } catch (Throwable e) {
            return new CellRunner.Outcome(Optional.empty(), Optional.of(ErrorReport.of(e)));
        }
    }

    private record Rendered(Optional<DisplayData> data, Optional<ErrorReport> error) {}

    // renderers and toString are the user's code: they can be interrupted, and may throw
    @SuppressWarnings("CatchingThrowable")
    private Rendered render(CellRun run, Object value) {
        try {
            Object data = session.start()
                    .await()
                    .cells()
                    .userCode(run.interruption(), () -> session.rendering().render(value));
            return new Rendered(Optional.ofNullable((DisplayData) data), Optional.empty());
        } catch (Throwable e) {
            return new Rendered(Optional.empty(), Optional.of(ErrorReport.of(e)));
        }
    }

    private JsonObject expressions(CellRun run, JsonObject wanted) {
        JsonObject answers = new JsonObject();
        for (Map.Entry<String, JsonElement> entry : wanted.entrySet()) {
            answers.add(entry.getKey(), expression(run, Json.string(wanted, entry.getKey(), "")));
        }
        return answers;
    }

    private JsonObject expression(CellRun run, String source) {
        CellRunner.Outcome outcome = evaluate(run, count.get(), source);
        Optional<ErrorReport> error = outcome.error();
        DisplayData data = DisplayData.text("null");
        if (error.isEmpty() && outcome.value().isPresent()) {
            Rendered rendered = render(run, outcome.value().get());
            error = rendered.error;
            data = rendered.data.orElse(data);
        }
        JsonObject answer = error.isPresent() ? CellRun.errorContent(error.get()) : CellRun.bundle(data);
        answer.addProperty("status", error.isPresent() ? "error" : "ok");
        return answer;
    }

    /** Answers a request that will not run, because one before it failed or was interrupted. */
    void abort(Message request) {
        publisher.status(request.header(), "busy");
        JsonObject reply = CellRun.errorContent(new ErrorReport(
                CellInterruptedError.class.getSimpleName(),
                "not run: a cell before it failed or was interrupted",
                List.of()));
        reply.addProperty("status", "aborted");
        reply.addProperty("execution_count", count.get());
        reply.add("user_expressions", new JsonObject());
        reply.add("payload", new JsonArray());
        publisher.reply(publisher.wire().shell(), request, Json.of("status", "aborted"), reply);
        publisher.status(request.header(), "idle");
    }
}

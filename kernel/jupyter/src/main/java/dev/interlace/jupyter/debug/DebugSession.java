package dev.interlace.jupyter.debug;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.debug.Children.Page;
import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.engine.CellInterruptedError;
import dev.interlace.jupyter.engine.Debuggee;
import dev.interlace.jupyter.engine.Resume;
import dev.interlace.jupyter.engine.Stop;
import dev.interlace.jupyter.wire.Json;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One front end's debugger: answers its requests, one at a time, and tells it of threads that stop.
 *
 * <p>The notebook's variables can be looked at without a debugger that is attached; everything else needs one.
 */
public final class DebugSession implements Debuggee.Listener {
    private final AtomicInteger sequence = new AtomicInteger();
    private final DebuggedKernel kernel;
    private final CellFiles files;
    private final Breakpoints breakpoints;
    private final ParkedFrames frames;
    private final VariableTable variables = new VariableTable();
    private final Scopes scopes;
    private final FrameEvaluation evaluation;
    private volatile boolean started;
    private volatile Optional<Stop> parked = Optional.empty();

    /** A debugger for a kernel with that process id. */
    public DebugSession(DebuggedKernel kernel, long process) {
        this.kernel = kernel;
        files = new CellFiles(process);
        breakpoints = new Breakpoints(files);
        frames = new ParkedFrames(files);
        scopes = new Scopes(kernel, variables);
        evaluation = new FrameEvaluation(kernel);
    }

    /** The response to {@code request}; a request that fails gets a response that says why. */
    @SuppressWarnings("CatchingThrowable") // an evaluation may throw anything
    public JsonObject answer(JsonObject request) {
        String command = Json.string(request, "command", "");
        JsonObject response = Json.of("type", "response");
        response.addProperty("seq", sequence.incrementAndGet());
        response.addProperty("request_seq", Json.integer(request, "seq", 0));
        response.addProperty("command", command);
        try {
            frames.show(parked);
            response.add("body", body(command, Json.child(request, "arguments")));
            response.addProperty("success", true);
        } catch (Throwable e) {
            response.addProperty("success", false);
            String message = e.getMessage();
            boolean ours = e instanceof IllegalArgumentException || e instanceof IllegalStateException;
            response.addProperty("message", ours && message != null ? message : e.toString());
            response.add("body", new JsonObject());
        }
        return response;
    }

    private JsonObject body(String command, JsonObject arguments) throws Exception {
        return switch (command) {
            case "debugInfo" -> info();
            case "inspectVariables" -> globals();
            case "richInspectVariables" -> rich(arguments);
            case "modules" -> modules();
            case "variables" ->
                variables.children(
                        Json.integer(arguments, "variablesReference", 0),
                        new Page(Json.integer(arguments, "start", 0), Json.integer(arguments, "count", 0)));
            case "initialize" -> initialize(arguments);
            default -> attached(command, arguments);
        };
    }

    private JsonObject attached(String command, JsonObject arguments) throws Exception {
        if (!started) {
            throw new IllegalStateException(command + " needs a debugger that has been started: send initialize first");
        }
        Debuggee debuggee = kernel.engine().debuggee();
        switch (command) {
            case "attach", "configurationDone", "setFunctionBreakpoints" -> {
                return new JsonObject();
            }
            case "setExceptionBreakpoints" -> setExceptionBreakpoints(arguments, debuggee);
            case "exceptionInfo" -> {
                return exceptionInfo();
            }
            case "setVariable" -> {
                return setVariable(arguments);
            }
            case "dumpCell" -> {
                return Json.of("sourcePath", files.keep(Json.string(arguments, "code", "")));
            }
            case "setBreakpoints" -> {
                return breakpoints.set(arguments, debuggee);
            }
            case "source" -> {
                return source(arguments);
            }
            case "threads" -> {
                return threads();
            }
            case "stackTrace" -> {
                return frames.trace(Json.integer(arguments, "startFrame", 0), Json.integer(arguments, "levels", 0));
            }
            case "scopes" -> {
                return scopes.of(frames.get(Json.integer(arguments, "frameId", 0)));
            }
            case "evaluate" -> {
                return evaluate(arguments);
            }
            case "copyToGlobals" -> {
                return copyToGlobals(arguments);
            }
            case "continue" -> {
                resume(debuggee, Resume.CONTINUE);
                JsonObject body = new JsonObject();
                body.addProperty("allThreadsContinued", false);
                return body;
            }
            case "next" -> resume(debuggee, Resume.NEXT);
            case "stepIn" -> resume(debuggee, Resume.STEP_IN);
            case "stepOut" -> resume(debuggee, Resume.STEP_OUT);
            case "pause" -> debuggee.pause();
            case "disconnect", "terminate" -> disconnect();
            default -> throw new IllegalArgumentException("the debugger does not know the command " + command);
        }
        return new JsonObject();
    }

    private JsonObject info() {
        JsonObject info = new JsonObject();
        info.addProperty("isStarted", started);
        info.addProperty("hashMethod", "Murmur2");
        info.addProperty("hashSeed", Integer.toUnsignedLong(CellFiles.SEED));
        info.addProperty("tmpFilePrefix", files.prefix());
        info.addProperty("tmpFileSuffix", CellFiles.SUFFIX);
        info.add("breakpoints", breakpoints.toJson());
        JsonArray stopped = new JsonArray();
        parked.ifPresent(stop -> stopped.add(stop.threadId()));
        info.add("stoppedThreads", stopped);
        info.addProperty("richRendering", true);
        info.addProperty("copyToGlobals", true);
        info.add("exceptionPaths", new JsonArray());
        return info;
    }

    private JsonObject initialize(JsonObject arguments) {
        if (!Debuggee.isPossible()) {
            throw new IllegalStateException("breakpoints need --add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED among the"
                    + " kernel's start options; install the kernel again");
        }
        if (Json.string(arguments, "clientID", "").equals("jupyterlab")) {
            variables.hidePlainTypes();
        }
        kernel.engine().debuggee().attach(this);
        started = true;
        publish("initialized", new JsonObject());
        JsonObject capabilities = new JsonObject();
        capabilities.addProperty("supportsConfigurationDoneRequest", true);
        capabilities.addProperty("supportsEvaluateForHovers", true);
        capabilities.addProperty("supportsModulesRequest", false);
        capabilities.addProperty("supportsConditionalBreakpoints", true);
        capabilities.addProperty("supportsSetVariable", true);
        capabilities.addProperty("supportsExceptionInfoRequest", true);
        JsonArray filters = new JsonArray();
        filters.add(filter("caught", "Caught Exceptions"));
        filters.add(filter("uncaught", "Uncaught Exceptions"));
        capabilities.add("exceptionBreakpointFilters", filters);
        return capabilities;
    }

    private static JsonObject filter(String id, String label) {
        JsonObject filter = Json.of("filter", id);
        filter.addProperty("label", label);
        filter.addProperty("default", false);
        return filter;
    }

    private static void setExceptionBreakpoints(JsonObject arguments, Debuggee debuggee) {
        Set<Debuggee.ExceptionFilter> filters = EnumSet.noneOf(Debuggee.ExceptionFilter.class);
        if (arguments.get("filters") instanceof JsonArray wanted) {
            wanted.forEach(filter -> filters.add(
                    switch (filter.getAsString()) {
                        case "caught" -> Debuggee.ExceptionFilter.CAUGHT;
                        case "uncaught" -> Debuggee.ExceptionFilter.UNCAUGHT;
                        default ->
                            throw new IllegalArgumentException("setExceptionBreakpoints knows the filters caught and"
                                    + " uncaught, got " + filter.getAsString());
                    }));
        }
        debuggee.setExceptionBreakpoints(filters);
    }

    private JsonObject exceptionInfo() {
        Throwable thrown = parked.flatMap(Stop::thrown)
                .orElseThrow(() -> new IllegalStateException("the thread was not stopped by an exception"));
        JsonObject info = Json.of("exceptionId", thrown.getClass().getName());
        info.addProperty("description", String.valueOf(thrown.getMessage()));
        info.addProperty("breakMode", "always");
        return info;
    }

    // fields and elements have a Java expression that leads to them; local variables are given back to the thread
    private JsonObject setVariable(JsonObject arguments) throws Exception {
        int reference = Json.integer(arguments, "variablesReference", 0);
        String name = Json.string(arguments, "name", "");
        String text = Json.string(arguments, "value", "");
        Shown shown = variables.find(reference, name);
        Optional<Stop.Frame> frame = scopes.frameOf(reference);
        Optional<Stop.Frame> innermost =
                parked.flatMap(stop -> stop.frames().stream().findFirst());
        Object value;
        if (frame.isPresent()) {
            if (!frame.equals(innermost) || parked.flatMap(Stop::thrown).isPresent() || name.equals("this")) {
                throw new IllegalArgumentException(
                        name + " cannot be set: only variables of the innermost frame can, where it stands at a line");
            }
            value = evaluation.assign(text, frame.get(), name, cell());
        } else if (shown.expression().isEmpty()) {
            throw new IllegalArgumentException(name + " cannot be set");
        } else {
            value = evaluation.evaluate(shown.expression() + " = " + text, innermost, cell());
        }
        return variables.described(new Shown(name, shown.type(), value, shown.expression()), "value");
    }

    private void disconnect() {
        kernel.engine().detachDebugger();
        breakpoints.clear();
        started = false;
    }

    private JsonObject globals() {
        if (parked.isEmpty()) {
            variables.clear();
        }
        return variables.list(scopes.globals());
    }

    private JsonObject rich(JsonObject arguments) throws Exception {
        String name = Json.string(arguments, "variableName", "");
        Shown shown = scopes.find(name, frame(arguments))
                .orElseThrow(() -> new IllegalArgumentException("there is no variable " + name));
        Object bundle = kernel.userCode(() -> kernel.render(shown.value()), cell());
        return bundle instanceof JsonObject json ? json : new JsonObject();
    }

    private JsonObject modules() {
        JsonObject body = new JsonObject();
        body.add("modules", new JsonArray());
        body.addProperty("totalModules", 0);
        return body;
    }

    private JsonObject source(JsonObject arguments) {
        String path = Json.string(Json.child(arguments, "source"), "path", "");
        JsonObject body = Json.of(
                "content",
                files.text(path).orElseThrow(() -> new IllegalArgumentException("there is no cell at " + path)));
        body.addProperty("mimeType", "text/x-java-source");
        return body;
    }

    private JsonObject threads() {
        JsonArray threads = new JsonArray();
        parked.ifPresent(stop -> {
            JsonObject thread = Json.of("name", stop.threadName());
            thread.addProperty("id", stop.threadId());
            threads.add(thread);
        });
        JsonObject body = new JsonObject();
        body.add("threads", threads);
        return body;
    }

    private JsonObject evaluate(JsonObject arguments) throws Exception {
        String text = Json.string(arguments, "expression", "");
        Object value = evaluation.evaluate(text, frame(arguments), cell());
        return variables.described(new Shown(text, "", value, text), "result");
    }

    private JsonObject copyToGlobals(JsonObject arguments) {
        String from = Json.string(arguments, "srcVariableName", "");
        String to = Json.string(arguments, "dstVariableName", from);
        Stop.Frame frame = frames.get(Json.integer(arguments, "srcFrameId", 0));
        for (int i = 0; i < frame.locals().size(); i++) {
            if (frame.locals().get(i).name().equals(from)) {
                String type = JavaNames.type(frame.locals().get(i).descriptor());
                evaluation.declare(type, to, cell());
                kernel.engine().assign(to, frame.values()[i]);
                return new JsonObject();
            }
        }
        throw new IllegalArgumentException("the frame has no variable " + from);
    }

    // a number of a frame that has gone on is no reason to answer nothing
    private Optional<Stop.Frame> frame(JsonObject arguments) {
        int id = Json.integer(arguments, "frameId", 0);
        return id == 0 || parked.isEmpty() ? Optional.empty() : Optional.of(frames.get(id));
    }

    private Optional<CellOutput> cell() {
        return parked.flatMap(Stop::cell);
    }

    private static void resume(Debuggee debuggee, Resume how) {
        if (!debuggee.resume(how)) {
            throw new IllegalStateException("no thread is stopped");
        }
    }

    @Override
    public void stopped(Stop stop) {
        parked = Optional.of(stop);
        publishThread("stopped", stop, "allThreadsStopped");
    }

    @Override
    public void continued(Stop stop) {
        parked = Optional.empty();
        publishThread("continued", stop, "allThreadsContinued");
    }

    @Override
    public boolean holds(Stop stop, String condition) {
        if (stop.frames().isEmpty()) {
            return true;
        }
        try {
            return kernel.onDebugger(
                    () -> evaluation.holds(condition, stop.frames().get(0), stop.cell()));
        } catch (CellInterruptedError e) {
            throw e;
        } catch (Exception | LinkageError e) {
            JsonObject said = Json.of("category", "stderr");
            said.addProperty("output", "the condition of the breakpoint failed: " + e.getMessage() + "\n");
            publish("output", said);
            return true; // a condition that cannot be told is worth a stop
        }
    }

    private void publishThread(String event, Stop stop, String all) {
        JsonObject body = Json.of("reason", stop.reason());
        body.addProperty("threadId", stop.threadId());
        body.addProperty(all, false);
        stop.thrown().ifPresent(thrown -> body.addProperty("text", thrown.toString()));
        publish(event, body);
    }

    private void publish(String name, @Nullable JsonObject body) {
        JsonObject event = Json.of("type", "event");
        event.addProperty("seq", sequence.incrementAndGet());
        event.addProperty("event", name);
        event.add("body", body);
        kernel.publish(event);
    }
}

package dev.interlace.jupyter.debug;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.debug.Children.Page;
import dev.interlace.jupyter.engine.Local;
import dev.interlace.jupyter.engine.Stop;
import dev.interlace.jupyter.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables that a front end may look at: those of a parked frame, and those of the notebook. */
final class Scopes {
    /** The names are JupyterLab's, which offers other actions for each. */
    private static final String LOCALS = "Locals";

    private static final String GLOBALS = "Globals";

    private final DebuggedKernel kernel;
    private final VariableTable table;
    private final Map<Integer, Stop.Frame> ofFrames = new HashMap<>();

    Scopes(DebuggedKernel kernel, VariableTable table) {
        this.kernel = kernel;
        this.table = table;
    }

    /** The scopes of {@code frame}. */
    JsonObject of(Stop.Frame frame) {
        JsonArray scopes = new JsonArray();
        int locals = table.refer(page -> cut(locals(frame), page));
        ofFrames.put(locals, frame);
        scopes.add(scope(LOCALS, locals));
        scopes.add(scope(GLOBALS, table.refer(page -> cut(globals(), page))));
        JsonObject body = new JsonObject();
        body.add("scopes", scopes);
        return body;
    }

    /** The frame whose variables have that number; empty where it is no frame's. */
    Optional<Stop.Frame> frameOf(int reference) {
        return Optional.ofNullable(ofFrames.get(reference));
    }

    private static JsonObject scope(String name, int reference) {
        JsonObject scope = Json.of("name", name);
        scope.addProperty("variablesReference", reference);
        scope.addProperty("expensive", false);
        return scope;
    }

    private static List<Shown> cut(List<Shown> all, Page page) {
        List<Shown> shown = new ArrayList<>();
        for (int i = page.start(); i < all.size() && page.holds(i); i++) {
            shown.add(all.get(i));
        }
        return shown;
    }

    static List<Shown> locals(Stop.Frame frame) {
        List<Shown> shown = new ArrayList<>();
        for (int i = 0; i < frame.locals().size(); i++) {
            Local local = frame.locals().get(i);
            String type = JavaNames.simple(JavaNames.type(local.descriptor()));
            shown.add(new Shown(local.name(), type, frame.values()[i], local.name()));
        }
        return shown;
    }

    /** The variables of the notebook. */
    List<Shown> globals() {
        return kernel.variables().stream()
                .map(v -> new Shown(v.name(), v.type(), v.value().orElse(null), v.name()))
                .toList();
    }

    /** The variable {@code name} as {@code frame} sees it. */
    Optional<Shown> find(String name, Optional<Stop.Frame> frame) {
        List<Shown> all = new ArrayList<>(frame.map(Scopes::locals).orElse(List.of()));
        all.addAll(globals());
        return all.stream().filter(shown -> shown.name().equals(name)).findFirst();
    }
}

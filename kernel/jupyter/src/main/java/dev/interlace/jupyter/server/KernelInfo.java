package dev.interlace.jupyter.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.engine.Debuggee;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Outbox;

/** What the kernel tells about itself. */
final class KernelInfo {
    private KernelInfo() {}

    static JsonObject of(KernelConfig config) {
        JsonObject info = Json.of("status", "ok");
        info.addProperty("protocol_version", Outbox.PROTOCOL);
        info.addProperty("implementation", config.implementation());
        info.addProperty("implementation_version", config.version());
        info.addProperty("banner", config.banner());
        info.addProperty("debugger", Debuggee.isPossible());
        JsonArray features = new JsonArray();
        features.add("kernel subshells");
        if (Debuggee.isPossible()) {
            features.add("debugger");
        }
        info.add("supported_features", features);
        info.add("help_links", new JsonArray());
        info.add("language_info", language(config.language()));
        return info;
    }

    private static JsonObject language(String name) {
        JsonObject language = Json.of("name", name);
        language.addProperty("version", Runtime.version().toString());
        language.addProperty("mimetype", "text/x-java-source");
        language.addProperty("file_extension", ".jshell");
        language.addProperty("pygments_lexer", "java");
        language.addProperty("codemirror_mode", "java");
        language.addProperty("nbconvert_exporter", "script");
        return language;
    }
}

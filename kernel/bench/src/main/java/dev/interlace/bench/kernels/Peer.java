package dev.interlace.bench.kernels;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.client.Launch;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.MalformedMessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A kernel that is measured.
 *
 * @param name what the table calls it
 * @param language its cells
 * @param launch how its process starts
 */
record Peer(String name, Language language, Launch launch) {
    private static final Duration START = Duration.ofSeconds(60);

    /** The kernel whose kernelspec lies in {@code folder}. */
    static Peer read(String name, Path folder) throws IOException {
        try {
            JsonObject spec =
                    Json.parse(Files.readString(folder.resolve("kernel.json"))).getAsJsonObject();
            List<String> argv = new ArrayList<>();
            JsonArray words = spec.getAsJsonArray("argv");
            words.forEach(word -> argv.add(word.getAsString().replace("{resource_dir}", folder.toString())));
            Map<String, String> environment = new HashMap<>();
            JsonObject variables = Json.child(spec, "env");
            variables.keySet().forEach(key -> environment.put(key, Json.string(variables, key, "")));
            return new Peer(name, Language.of(Json.string(spec, "language", "")), launch(argv, environment));
        } catch (MalformedMessageException e) {
            throw new IOException(folder.resolve("kernel.json") + ": " + e.getMessage(), e);
        }
    }

    private static Launch launch(List<String> argv, Map<String, String> environment) {
        return new Launch(argv, environment, Path.of(""));
    }

    KernelClient start() {
        return KernelClient.start(launch, START);
    }
}

package dev.interlace.workbench.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Claim.LeastEffect;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Effort;
import dev.interlace.workbench.experiments.ClaimProvenance.GivenRows;
import dev.interlace.workbench.experiments.ClaimProvenance.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder in which results are kept, each in a file of its own that is named after the key of its provenance. A file
 * is written whole or not at all, so that what is finished outlives an interrupt; one that cannot be read counts as
 * none.
 *
 * @param folder made where it is not there
 */
record ResultFiles(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END = ".json";
    private static final String SHIPPED = "META-INF/interlace/claims.jsonl";

    /** The result of that key, kept or shipped. */
    Optional<ClaimResult> get(String key) {
        Path file = folder.resolve(key + END);
        Optional<ClaimResult> kept = Files.isRegularFile(file) ? read(file) : Optional.empty();
        return kept.or(() -> Optional.ofNullable(Shipped.RESULTS.get(key)));
    }

    /** Every result, the oldest first. */
    List<ClaimResult> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(END))
                    .sorted(Comparator.comparing(ResultFiles::written))
                    .map(ResultFiles::read)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The results that were measured before a release and lie in the jars beside this one, one a line. What cannot be
     * read is left out.
     */
    static Collection<ClaimResult> shipped() {
        return Shipped.RESULTS.values();
    }

    /** Read when it is first asked for. */
    private static final class Shipped {
        static final Map<String, ClaimResult> RESULTS = readAll();

        private Shipped() {}
    }

    private static Map<String, ClaimResult> readAll() {
        Map<String, ClaimResult> results = new LinkedHashMap<>();
        try {
            for (URL list : Collections.list(ResultFiles.class.getClassLoader().getResources(SHIPPED))) {
                try (InputStream lines = list.openStream()) {
                    new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(ResultFiles::parsed)
                            .flatMap(Optional::stream)
                            .forEach(result -> results.put(result.provenance().key(), result));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return results;
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a result. */
    void put(ClaimResult result) {
        try {
            Files.createDirectories(folder);
            String key = result.provenance().key();
            Path half = Files.createTempFile(folder, key, ".half");
            Files.writeString(half, text(result));
            Files.move(half, folder.resolve(key + END), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ClaimResult> read(Path file) {
        try {
            return parsed(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Empty for a text of another version or a damaged one: it is measured again. */
    private static Optional<ClaimResult> parsed(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A result as JSON. */
    static String text(ClaimResult result) {
        ObjectNode root = JSON.createObjectNode();
        root.set("provenance", provenance(result.provenance()));
        root.put("section", result.section().name());
        root.set("effects", effects(result.effects()));
        root.set("beside", effects(result.beside()));
        ArrayNode seeds = root.putArray("seeds");
        result.seeds().forEach(seeds::add);
        root.put("data", result.data());
        root.put("seconds", result.seconds());
        root.put("refusal", result.refusal());
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode node(DataRecipe recipe) {
        ObjectNode made = JSON.createObjectNode();
        made.put("dataset", recipe.dataset());
        made.put("complete", recipe.complete());
        made.put("seed", recipe.seed());
        ArrayNode steps = made.putArray("steps");
        recipe.steps().forEach(step -> {
            ObjectNode one = steps.addObject();
            one.put("column", step.column());
            one.put("encoder", step.encoder());
            one.set("options", map(step.options()));
            one.put("modality", step.modality());
        });
        return made;
    }

    /** A recipe as JSON in one line. */
    static String json(DataRecipe recipe) {
        return node(recipe).toString();
    }

    /** Names and values as JSON in one line. */
    static String json(Map<String, String> values) {
        return map(values).toString();
    }

    private static ObjectNode provenance(ClaimProvenance from) {
        ObjectNode node = JSON.createObjectNode();
        Claim claim = from.claim();
        ObjectNode said = node.putObject("claim");
        said.put("side", claim.side().name());
        said.put("text", claim.text());
        said.put("experiment", claim.experiment());
        said.put("expected", claim.expected());
        ArrayNode rivals = said.putArray("rivals");
        claim.rivals().forEach(rivals::add);
        said.set("settings", map(claim.settings()));
        claim.least()
                .ifPresent(least ->
                        said.putObject("least").put("size", least.size()).put("unit", least.unit()));
        node.put("method", from.method());
        node.set("options", map(from.options()));
        node.set("versions", map(from.versions()));
        node.put("source", from.source());
        node.put("seed", from.seed());
        node.put("effort", from.effort().name());
        ObjectNode rows = node.putObject("rows");
        rows.put("name", from.rows().name());
        rows.put("sha256", from.rows().sha256());
        from.rows().recipe().ifPresent(recipe -> rows.set("recipe", node(recipe)));
        Machine machine = from.machine();
        node.putObject("machine")
                .put("spi", machine.spi())
                .put("backend", machine.backend())
                .put("jvm", machine.jvm())
                .put("cores", machine.cores());
        return node;
    }

    private static ObjectNode map(Map<String, String> values) {
        ObjectNode node = JSON.createObjectNode();
        values.forEach(node::put);
        return node;
    }

    private static ArrayNode effects(List<Effect> effects) {
        ArrayNode all = JSON.createArrayNode();
        for (Effect effect : effects) {
            all.addObject()
                    .put("condition", effect.condition())
                    .put("measure", effect.measure())
                    .put("value", effect.value())
                    .put("low", effect.low())
                    .put("high", effect.high())
                    .put("how", effect.how())
                    .put("unit", effect.unit());
        }
        return all;
    }

    /** The result that {@link #text} wrote. */
    static ClaimResult parse(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            List<Long> seeds = new ArrayList<>();
            required(root, "seeds").forEach(seed -> seeds.add(seed.asLong()));
            return new ClaimResult(
                    provenance(required(root, "provenance")),
                    LessonSection.valueOf(string(root, "section")),
                    effects(required(root, "effects")),
                    effects(required(root, "beside")),
                    seeds,
                    string(root, "data"),
                    required(root, "seconds").asDouble(),
                    string(root, "refusal"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a kept result is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ClaimProvenance provenance(JsonNode node) {
        JsonNode said = required(node, "claim");
        List<String> rivals = new ArrayList<>();
        required(said, "rivals").forEach(rival -> rivals.add(rival.asText()));
        Claim claim = new Claim(
                Claim.Side.valueOf(string(said, "side")),
                string(said, "text"),
                string(said, "experiment"),
                string(said, "expected"),
                rivals,
                map(required(said, "settings")),
                said.has("least")
                        ? Optional.of(new LeastEffect(
                                required(said.path("least"), "size").asDouble(), string(said.path("least"), "unit")))
                        : Optional.empty());
        JsonNode rows = required(node, "rows");
        JsonNode machine = required(node, "machine");
        return new ClaimProvenance(
                claim,
                string(node, "method"),
                map(required(node, "options")),
                map(required(node, "versions")),
                string(node, "source"),
                required(node, "seed").asLong(),
                Effort.valueOf(string(node, "effort")),
                new GivenRows(
                        string(rows, "name"),
                        string(rows, "sha256"),
                        rows.has("recipe") ? Optional.of(recipe(rows.path("recipe"))) : Optional.empty()),
                new Machine(
                        string(machine, "spi"),
                        string(machine, "backend"),
                        string(machine, "jvm"),
                        required(machine, "cores").asInt()));
    }

    private static DataRecipe recipe(JsonNode made) {
        List<DataRecipe.Step> steps = new ArrayList<>();
        required(made, "steps")
                .forEach(step -> steps.add(new DataRecipe.Step(
                        string(step, "column"),
                        string(step, "encoder"),
                        map(required(step, "options")),
                        string(step, "modality"))));
        return new DataRecipe(
                string(made, "dataset"),
                required(made, "complete").asBoolean(),
                steps,
                required(made, "seed").asLong());
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            values.put(field.getKey(), field.getValue().asText());
        }
        return values;
    }

    private static List<Effect> effects(JsonNode all) {
        List<Effect> effects = new ArrayList<>();
        all.forEach(one -> effects.add(new Effect(
                string(one, "condition"),
                string(one, "measure"),
                required(one, "value").asDouble(),
                required(one, "low").asDouble(),
                required(one, "high").asDouble(),
                string(one, "how"),
                string(one, "unit"))));
        return effects;
    }

    private static String string(JsonNode node, String field) {
        return required(node, field).asText();
    }

    private static JsonNode required(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null) {
            throw new IllegalArgumentException("a kept result lacks '" + field + "'");
        }
        return value;
    }
}

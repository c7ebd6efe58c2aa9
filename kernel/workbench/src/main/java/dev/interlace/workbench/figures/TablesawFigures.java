package dev.interlace.workbench.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.interlace.workbench.figures.picture.PlainText;
import java.util.List;
import java.util.Map;
import tech.tablesaw.plotly.traces.Trace;

/**
 * The bridge from Tablesaw's figures. Tablesaw writes JavaScript object literals, not JSON: its public methods are
 * asked for each part, a lenient reader reads it, and what newer versions of plotly.js need is put right. Because
 * traces become list elements, the name clash of two heatmaps in one figure goes away.
 */
public final class TablesawFigures {
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(
                    JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
                    JsonReadFeature.ALLOW_MISSING_VALUES,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
                    JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
            .build();
    private static final String NUMBER = "-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?";

    private TablesawFigures() {}

    /** A Tablesaw figure as a figure of the workbench. */
    public static Figure of(tech.tablesaw.plotly.components.Figure source) {
        ObjectNode figure = Figure.JSON.createObjectNode();
        ArrayNode data = figure.putArray("data");
        int place = 0;
        for (Trace trace : source.getTraces()) {
            data.add(normal(literal(trace.asJavascript(place++))));
        }
        figure.set(
                "layout",
                source.getLayout() == null
                        ? figure.objectNode()
                        : normal(literal(source.getLayout().asJavascript())));
        return Figure.of(figure);
    }

    private static JsonNode literal(String javascript) {
        try {
            return LENIENT.readTree(javascript.substring(javascript.indexOf('{'), javascript.lastIndexOf('}') + 1));
        } catch (JsonProcessingException | StringIndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    "Tablesaw wrote a trace that cannot be read: "
                            + javascript.substring(0, Math.min(200, javascript.length())),
                    e);
        }
    }

    /** Entities undone, texts of numbers and booleans typed, NaN to null, titles as objects. */
    private static JsonNode normal(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                object.set(field.getKey(), normal(field.getValue()));
            }
            if (object.path("title").isTextual()) {
                ObjectNode title = object.objectNode();
                title.set("text", object.get("title"));
                JsonNode font = object.remove("titlefont");
                if (font != null) {
                    title.set("font", font);
                }
                object.set("title", title);
            }
            return object;
        }
        if (node instanceof ArrayNode array) {
            boolean numbers = isNumbers(array);
            for (int i = 0; i < array.size(); i++) {
                array.set(
                        i,
                        numbers
                                ? DoubleNode.valueOf(
                                        Double.parseDouble(array.get(i).asText()))
                                : normal(array.get(i)));
            }
            return array;
        }
        if (node.isTextual()) {
            String text = node.asText();
            return text.equals("true") || text.equals("false")
                    ? BooleanNode.valueOf(text.equals("true"))
                    : TextNode.valueOf(PlainText.entities(text));
        }
        return node.isDouble() && !Double.isFinite(node.asDouble()) ? NullNode.instance : node;
    }

    private static boolean isNumbers(ArrayNode array) {
        if (array.isEmpty()) {
            return false;
        }
        for (JsonNode element : array) {
            if (!(element.isTextual() && element.asText().matches(NUMBER))) {
                return false;
            }
        }
        return true;
    }
}

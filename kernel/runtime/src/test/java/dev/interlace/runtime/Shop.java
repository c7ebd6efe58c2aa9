package dev.interlace.runtime;

import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Raw;
import dev.interlace.spi.TableField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small shop: things with a title, a price and a colour, to be told apart as cups or plates. */
final class Shop {
    private static final PipelinePlugins PLUGINS = PipelinePlugins.onClassPath();

    private Shop() {}

    static final List<InputColumn> COLUMNS = List.of(
            InputColumn.of("title", InputColumn.Kind.TEXT, "Title"),
            new InputColumn(
                    "table",
                    InputColumn.Kind.FIELDS,
                    List.of(
                            new InputColumn.Field("Price (€)", TableField.Kind.NUMBER),
                            new InputColumn.Field("colour", TableField.Kind.CATEGORY))));

    static List<Map<String, Object>> rows(int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            boolean cup = row % 2 == 0;
            Map<String, Object> cells = new LinkedHashMap<>();
            cells.put("Title", (cup ? "a cup for tea number " : "a plate for cake number ") + row);
            cells.put("Price (€)", row % 5 == 0 ? "" : String.valueOf(cup ? 2 + row % 3 : 7 + row % 4));
            cells.put("colour", row % 3 == 0 ? "red" : "blue");
            rows.add(cells);
        }
        return rows;
    }

    /** A pipeline that was fitted to forty of them. */
    static Pipeline pipeline() {
        List<Map<String, Object>> rows = rows(40);
        Cells cells = Cells.of(rows);
        List<FittedStep> steps = new ArrayList<>();
        List<Features> features = new ArrayList<>();
        for (InputColumn column : COLUMNS) {
            Raw raw = column.read(cells, Optional.empty(), new RowProblems(cells), new ArrayList<>());
            Encoder<?> given = PLUGINS.encoder(new PluginMark(
                    column.kind() == InputColumn.Kind.TEXT ? "encoder/tfidf" : "encoder/table", "", "", ""));
            FittedStep step = step(column.name(), given, raw);
            steps.add(step);
            features.add(step.encode(raw, FitContext.seeded(7)));
        }
        List<String> ids = rows.stream()
                .map(row -> String.valueOf(row.get("Title")).replaceAll("\\D", ""))
                .toList();
        Labels labels = Labels.of(rows.stream()
                .map(row -> String.valueOf(row.get("Title")).contains("cup") ? "cup" : "plate")
                .toList());
        FusionMethod<?> method = PLUGINS.fusion(new PluginMark("fusion/early", "", "", ""));
        FusionModel model = fit(method, MultimodalBatch.of(ids, features), labels);
        PipelineCard card = new PipelineCard(
                "own/shop",
                "kind",
                "",
                7,
                COLUMNS,
                "fusion/early",
                PluginMark.of(method),
                Map.of("training", 40),
                List.of(),
                Map.of());
        return Pipeline.of(card, steps, model);
    }

    private static <O extends Record> FittedStep step(String column, Encoder<O> given, Raw raw) {
        Encoder<O> fitted = given.fitted(raw, given.descriptor().schema().defaults(), FitContext.seeded(7));
        return new FittedStep(
                column, column, Optional.of(FittedStep.Fitted.of(PluginMark.of(given), given, fitted, Map.of())));
    }

    private static <O extends Record> FusionModel fit(FusionMethod<O> method, MultimodalBatch batch, Labels labels) {
        O options = method.descriptor().schema().parse(Map.of("epochs", 20));
        return method.fit(batch, labels, options, FitContext.seeded(7));
    }
}

package dev.interlace.bench.golden;

import dev.interlace.bench.golden.Variants.Variant;
import dev.interlace.spi.Features;
import dev.interlace.spi.FetchedDataset;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Raw;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every data set that ships holds, and what every encoder and corruption makes of its columns. */
final class DataLines {
    private static final int ROWS = 24;

    private final Lab lab;
    private final Catalogue catalogue;
    private final Lines lines;
    private final Map<String, LabData> columns = new LinkedHashMap<>();

    DataLines(Lab lab, Catalogue catalogue, Lines lines) {
        this.lab = lab;
        this.catalogue = catalogue;
        this.lines = lines;
    }

    void write() {
        for (String id : catalogue.ids(PluginKind.DATASET)) {
            if (!(catalogue.dataset(id).method() instanceof FetchedDataset<?>)) {
                dataset(id, catalogue.dataset(id).method().descriptor());
            }
        }
        catalogue
                .ids(PluginKind.ENCODER)
                .forEach(id ->
                        variants(catalogue.encoder(id).method().descriptor()).forEach(variant -> encoder(id, variant)));
        catalogue
                .ids(PluginKind.CORRUPTION)
                .forEach(id -> variants(catalogue.corruption(id).method().descriptor())
                        .forEach(variant -> corruption(id, variant)));
    }

    private static List<Variant> variants(MethodDescriptor<?> descriptor) {
        List<Variant> all = new ArrayList<>(List.of(Variants.plain(descriptor)));
        all.addAll(Variants.others(descriptor));
        return all;
    }

    private void dataset(String id, MethodDescriptor<?> descriptor) {
        for (Variant variant : variants(descriptor)) {
            String key = id + variant.name();
            lines.trying(key, () -> {
                LabData data = lab.data(id, variant.options());
                lines.numbers(key + " rows", data.rows());
                lines.bits(key + " row ids", data.dataset().rowIds());
                lines.bits(key + " groups", data.dataset().groups());
                data.dataset().columns().forEach((name, raw) -> lines.bits(key + " column " + name, raw));
                data.dataset().targets().forEach((name, labels) -> lines.bits(key + " target " + name, labels));
            });
        }
        LabData few = Shipped.rows(lab, id, ROWS);
        few.dataset().columns().keySet().forEach(column -> columns.put(id + " " + column, few));
    }

    private static String column(String key) {
        return key.substring(key.indexOf(' ') + 1);
    }

    private static Raw raw(String key, LabData data) {
        return data.dataset().column(column(key));
    }

    /** By encoders as they are, or fitted to the training part of a split. */
    private void encoder(String id, Variant variant) {
        columns.forEach((name, data) -> {
            if (!catalogue.encoder(id).method().accepts(raw(name, data))) {
                return;
            }
            String key = id + variant.name() + " of " + name;
            Encoding encoding = Encoding.none().and(column(name), id, variant.options());
            lines.trying(
                    key, () -> features(key, lab.seed(1).encode(data, encoding).get(column(name))));
            if (variant.name().isEmpty()) {
                Split split = data.split(1);
                String fitted = key + ", fitted";
                lines.trying(
                        fitted,
                        () -> features(
                                fitted,
                                lab.seed(1).encode(split, encoding).test().get(column(name))));
            }
        });
    }

    private void features(String key, Features features) {
        lines.tensor(key + " values", features.values());
        lines.bits(key + " presence", features.presence());
        lines.numbers(key + " lengths", features.lengths());
    }

    private void corruption(String id, Variant variant) {
        columns.forEach((name, data) -> {
            if (!catalogue.corruption(id).method().accepts(raw(name, data))) {
                return;
            }
            String key = id + variant.name() + " of " + name;
            lines.trying(
                    key,
                    () -> lines.bits(key, raw(name, lab.seed(1).corrupt(data, column(name), id, variant.options()))));
        });
    }
}

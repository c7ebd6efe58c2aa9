package dev.interlace.jupyter.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the values of each kind of widget are kept in its model. */
final class Forms {
    private Forms() {}

    /** Whole numbers from {@code min} to {@code max}. */
    record Whole(int min, int max, String kind) implements ValueWidget.Form<Integer> {
        @Override
        public Object kept(Integer value) {
            return value;
        }

        @Override
        public Optional<Integer> read(@Nullable Object kept) {
            return kept instanceof Number number && number.doubleValue() == number.intValue()
                    ? Optional.of(number.intValue())
                    : Optional.empty();
        }

        @Override
        public Optional<String> wrong(Integer value) {
            return min <= value && value <= max
                    ? Optional.empty()
                    : Optional.of("the value must be in [" + min + ", " + max + "]");
        }
    }

    /** Numbers from {@code min} to {@code max}. */
    record Real(double min, double max, String kind) implements ValueWidget.Form<Double> {
        @Override
        public Object kept(Double value) {
            return value;
        }

        @Override
        public Optional<Double> read(@Nullable Object kept) {
            return kept instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
        }

        @Override
        public Optional<String> wrong(Double value) {
            return Double.isFinite(value) && min <= value && value <= max
                    ? Optional.empty()
                    : Optional.of("the value must be in [" + Models.number(min) + ", " + Models.number(max) + "]");
        }
    }

    /** True and false. */
    record Flag() implements ValueWidget.Form<Boolean> {
        @Override
        public Object kept(Boolean value) {
            return value;
        }

        @Override
        public Optional<Boolean> read(@Nullable Object kept) {
            return kept instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
        }

        @Override
        public Optional<String> wrong(Boolean value) {
            return Optional.empty();
        }

        @Override
        public String kind() {
            return "a box to tick";
        }
    }

    /** Texts. */
    record Line(String kind) implements ValueWidget.Form<String> {
        @Override
        public Object kept(String value) {
            return value;
        }

        @Override
        public Optional<String> read(@Nullable Object kept) {
            return kept instanceof String text ? Optional.of(text) : Optional.empty();
        }

        @Override
        public Optional<String> wrong(String value) {
            return Optional.empty();
        }
    }

    /** Texts of HTML, in words without it. */
    record Markup() implements ValueWidget.Form<String> {
        @Override
        public Object kept(String value) {
            return value;
        }

        @Override
        public Optional<String> read(@Nullable Object kept) {
            return kept instanceof String text ? Optional.of(text) : Optional.empty();
        }

        @Override
        public Optional<String> wrong(String value) {
            return Optional.empty();
        }

        @Override
        public String words(String value) {
            return value.replaceAll("<[^>]*>", "")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&#39;", "'")
                    .replace("&amp;", "&");
        }

        @Override
        public String kind() {
            return "HTML";
        }
    }

    /** One of {@code options}, kept by its place among them. */
    record Choice<T>(List<T> options) implements ValueWidget.Form<T> {
        Choice {
            options = List.copyOf(options);
        }

        @Override
        public String key() {
            return "index";
        }

        @Override
        public Object kept(T value) {
            return options.indexOf(value);
        }

        @Override
        public Optional<T> read(@Nullable Object kept) {
            return kept instanceof Number index && index.intValue() >= 0 && index.intValue() < options.size()
                    ? Optional.of(options.get(index.intValue()))
                    : Optional.empty();
        }

        @Override
        public Optional<String> wrong(T value) {
            return options.contains(value) ? Optional.empty() : Optional.of("the value must be one of " + options);
        }

        @Override
        public String kind() {
            return "one of " + options;
        }
    }

    /** The bytes of a picture. */
    record Bytes() implements ValueWidget.Form<byte[]> {
        @Override
        public Object kept(byte[] value) {
            return value.clone();
        }

        @Override
        public Optional<byte[]> read(@Nullable Object kept) {
            return kept instanceof byte[] bytes ? Optional.of(bytes) : Optional.empty();
        }

        @Override
        public Optional<String> wrong(byte[] value) {
            return Optional.empty();
        }

        @Override
        public String words(byte[] value) {
            return "a picture of " + value.length + " bytes";
        }

        @Override
        public String kind() {
            return "a picture";
        }
    }

    /** Files that the front end has read. */
    record Files() implements ValueWidget.Form<List<UploadedFile>> {
        @Override
        public Object kept(List<UploadedFile> value) {
            List<Map<String, Object>> kept = new ArrayList<>();
            value.forEach(file -> kept.add(Map.of(
                    "name", file.name(), "type", file.type(), "size", file.bytes().length, "content", file.bytes())));
            return kept;
        }

        @Override
        public Optional<List<UploadedFile>> read(@Nullable Object kept) {
            if (!(kept instanceof List<?> list)) {
                return Optional.empty();
            }
            List<UploadedFile> files = new ArrayList<>();
            for (Object one : list) {
                if (one instanceof Map<?, ?> map
                        && map.get("name") instanceof String name
                        && map.get("content") instanceof byte[] bytes) {
                    files.add(new UploadedFile(name, map.get("type") instanceof String type ? type : "", bytes));
                }
            }
            return Optional.of(List.copyOf(files));
        }

        @Override
        public Optional<String> wrong(List<UploadedFile> value) {
            return Optional.empty();
        }

        @Override
        public String kind() {
            return "a file to choose";
        }

        @Override
        public boolean isEchoed() {
            return false;
        }
    }
}

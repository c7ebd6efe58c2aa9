package dev.interlace.workbench.data;

import dev.interlace.spi.Features;
import dev.interlace.spi.KnowledgeGraph;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Segment;
import dev.interlace.spi.Sound;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a cell of a raw column looks like. One instance shows one table: all its players together stay within a bound.
 */
final class RawCells {
    private static final int PICTURE = 36;
    private static final int LONGEST_TEXT = 60;
    private static final int MOST_SEGMENTS = 4;
    private static final int MOST_NUMBERS = 3;
    private static final int PLAYER_RATE = 24_000;
    private static final double PLAYER_SECONDS = 4;
    private static final int PLAYERS_BYTES = 1_000_000;

    private int playing;

    /** The cell of a row. */
    Cell cell(Raw raw, int row) {
        if (!raw.presence().has(row)) {
            return Cell.html("(missing)", "<i>missing</i>");
        }
        if (raw instanceof Raw.Texts texts) {
            return Cell.of(cut(texts.values().get(row).orElse("")));
        }
        if (raw instanceof Raw.Pictures pictures) {
            return pictures.values()
                    .get(row)
                    .map(picture -> Cell.html("[picture]", Thumbnail.html(picture, PICTURE, "picture of row " + row)))
                    .orElse(Cell.of(""));
        }
        if (raw instanceof Raw.Sounds sounds) {
            return sounds.values().get(row).map(this::player).orElse(Cell.of(""));
        }
        if (raw instanceof Raw.Timings timings) {
            return Cell.of(timings.values().get(row).map(RawCells::segments).orElse(""));
        }
        if (raw instanceof Raw.Nodes nodes) {
            return Cell.of(node(nodes.graph(), nodes.values().get(row).orElse(0)));
        }
        if (raw instanceof Raw.Fields fields) {
            return Cell.of(fields(fields, row));
        }
        return raw instanceof Raw.Numbers numbers ? Cell.of(numbers(numbers.features(), row)) : Cell.of("");
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
    }

    /** A player of the first seconds, at a rate that a page can carry. */
    private Cell player(Sound sound) {
        String words = String.format(Locale.ROOT, "%.2f s, %d Hz", sound.seconds(), sound.rate());
        Sound heard = preview(sound);
        byte[] wav = heard.wav();
        if (playing + wav.length > PLAYERS_BYTES) {
            return Cell.html("[sound] " + words, "<small>" + words + "</small>");
        }
        playing += wav.length;
        String note = heard.seconds() < sound.seconds() - 0.01
                ? String.format(Locale.ROOT, ", the first %.0f s here", heard.seconds())
                : "";
        return Cell.html(
                "[sound] " + words,
                "<audio controls preload=\"metadata\" style=\"height:28px;width:200px\" src=\"data:audio/wav;base64,"
                        + Base64.getEncoder().encodeToString(wav) + "\"></audio><br><small>" + words + note
                        + "</small>");
    }

    /** The first seconds, neighbouring samples averaged until there are few enough. */
    private static Sound preview(Sound sound) {
        short[] pcm = sound.pcm();
        int rate = sound.rate();
        int length = (int) Math.min(pcm.length, PLAYER_SECONDS * rate);
        pcm = Arrays.copyOf(pcm, length);
        while (rate > PLAYER_RATE) {
            short[] half = new short[pcm.length / 2];
            for (int i = 0; i < half.length; i++) {
                half[i] = (short) ((pcm[2 * i] + pcm[2 * i + 1]) / 2);
            }
            pcm = half;
            rate /= 2;
        }
        return Sound.of(rate, pcm);
    }

    private static String segments(List<Segment> segments) {
        String some = segments.stream()
                .limit(MOST_SEGMENTS)
                .map(segment ->
                        String.format(Locale.ROOT, "%s %.2f–%.2f", cut(segment.label()), segment.from(), segment.to()))
                .collect(Collectors.joining(" · "));
        return segments.size() > MOST_SEGMENTS
                ? some + " … " + segments.size() + " in all"
                : some + (segments.isEmpty() ? "none" : " s");
    }

    private static String node(KnowledgeGraph graph, int index) {
        KnowledgeGraph.Node node = graph.nodes().get(index);
        long facts = graph.triples().stream()
                .filter(triple -> triple.head() == index || triple.tail() == index)
                .count();
        return cut(node.label()) + " (" + node.id() + "), " + facts + (facts == 1 ? " fact" : " facts");
    }

    private static String fields(Raw.Fields fields, int row) {
        String some = fields.fields().stream()
                .limit(MOST_NUMBERS)
                .map(field -> field.name() + " " + field.text(row).orElse("(missing)"))
                .collect(Collectors.joining(", "));
        int all = fields.fields().size();
        return cut(some) + (all > MOST_NUMBERS ? ", … " + all + " fields" : "");
    }

    private static String numbers(Features features, int row) {
        INDArray values = features.values();
        long[] shape = values.shape();
        return switch (features.modality().kind()) {
            case TOKENS -> features.lengths()[row] + " tokens of " + shape[2] + " numbers";
            case IMAGE -> shape[1] + " × " + shape[2] + " × " + shape[3] + " numbers";
            default ->
                Arrays.stream(Rows.doubles(values.getRow(row)))
                                .limit(MOST_NUMBERS)
                                .mapToObj(TableView::number)
                                .collect(Collectors.joining(", "))
                        + (shape[1] > MOST_NUMBERS ? ", … " + shape[1] + " numbers" : "");
        };
    }
}

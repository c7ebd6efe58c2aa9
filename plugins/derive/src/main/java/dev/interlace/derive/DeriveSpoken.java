package dev.interlace.derive;

import dev.interlace.spi.Sound;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Makes the spoken words from the prompts of a telephone exchange: the short ones, cut to the speech and a little
 * silence on either side, with their transcripts. Samples are those of the source, 8,000 a second in 16 bits.
 */
final class DeriveSpoken {
    static final DebPackage ENGLISH = new DebPackage(
            "asterisk-core-sounds-en-wav",
            "1.6.1-1",
            "2be3ea287d83299d143815fa804f11179a75b7affd4a758b98b55f5afc18a35d");
    static final DebPackage ENGLISH_TEXTS = new DebPackage(
            "asterisk-core-sounds-en", "1.6.1-1", "973e797d28e37fa6ca3c0a9d6fa717e77cf1268ae916bf09fd3503113cdffa50");
    static final DebPackage FRENCH = new DebPackage(
            "asterisk-core-sounds-fr-wav",
            "1.6.1-1",
            "8d4e1bc32ed5ba7fbda40841ca1825ed20cc6232724a473c90f8bb0e53e6073e");
    static final DebPackage FRENCH_TEXTS = new DebPackage(
            "asterisk-core-sounds-fr", "1.6.1-1", "04c82c78c570c43a7136cbc5e2488d0c470b775468dff9fbce4a131b18cf1056");

    private static final List<String> COLUMNS =
            List.of("language", "key", "kind", "words", "from", "to", "samples", "transcript");
    private static final int RATE = 8000;

    /** The longest speech that is taken, in samples. */
    private static final int LONGEST = RATE * 3 / 2;

    /** Loudness is measured in frames of 10 ms. */
    private static final int FRAME = RATE / 100;

    /** Speech is what lies between the first and the last frame that is at most this far below the loudest: 45 dB. */
    private static final double QUIET = Math.pow(10, -45 / 20.0);

    /** Silence that is kept on either side: 30 ms. */
    private static final int MARGIN = 3 * FRAME;

    /** Names of telephone technologies, and one French transcript that is another number's. */
    private static final Set<String> LEFT_OUT = Set.of("fr digits/h-80");

    private static final String TECHNOLOGY = "spy-";
    private static final Pattern PROMPT = Pattern.compile("([^;:\\s]+):\\s*(.+)");

    private final Map<String, byte[]> clips = new TreeMap<>();
    private final List<List<String>> rows = new ArrayList<>();

    private DeriveSpoken() {}

    static DerivedFiles files(Path packages) throws IOException {
        DeriveSpoken english = new DeriveSpoken();
        english.read("en", "en_US_f_Allison", packages, ENGLISH, ENGLISH_TEXTS, Set.of());
        DeriveSpoken french = new DeriveSpoken();
        french.read("fr", "fr_CA_f_June", packages, FRENCH, FRENCH_TEXTS, english.keys());
        List<List<String>> table = new ArrayList<>(english.rows);
        table.addAll(french.rows);
        String copyright = "usr/share/doc/" + ENGLISH_TEXTS.name() + "/copyright";
        return new DerivedFiles()
                .table("clips.tsv", COLUMNS, table)
                .zip("en.zip", english.clips)
                .zip("fr.zip", french.clips)
                .text(
                        "LICENSE-asterisk-core-sounds.txt",
                        ENGLISH_TEXTS.content(packages, copyright::equals).text(copyright));
    }

    private Set<String> keys() {
        return Set.copyOf(rows.stream().map(row -> row.get(1)).toList());
    }

    /** Reads one voice; where keys are given, those alone. */
    private void read(
            String language, String voice, Path packages, DebPackage sounds, DebPackage texts, Set<String> keys)
            throws IOException {
        String folder = "usr/share/asterisk/sounds/" + voice + "/";
        PackageContent content = sounds.content(packages, path -> path.startsWith(folder) && path.endsWith(".wav"));
        Map<String, String> transcripts = transcripts(language, packages, texts);
        for (Map.Entry<String, byte[]> file : content.files().entrySet()) {
            String key = file.getKey().substring(folder.length(), file.getKey().length() - ".wav".length());
            String transcript = transcripts.getOrDefault(key, "");
            String words = words(transcript);
            if (words.isEmpty()
                    || key.startsWith(TECHNOLOGY)
                    || LEFT_OUT.contains(language + " " + key)
                    || (!keys.isEmpty() && !keys.contains(key))) {
                continue;
            }
            Sound whole = Sound.decode(file.getValue());
            if (whole.rate() != RATE) {
                throw new IOException(key + " has " + whole.rate() + " samples a second");
            }
            short[] pcm = whole.pcm();
            int[] speech = speech(pcm);
            if (speech[1] - speech[0] > LONGEST) {
                continue;
            }
            int start = Math.max(0, speech[0] - MARGIN);
            int end = Math.min(pcm.length, speech[1] + MARGIN);
            clips.put(
                    key + ".wav",
                    Sound.of(RATE, Arrays.copyOfRange(pcm, start, end)).wav());
            rows.add(List.of(
                    language,
                    key,
                    kind(key, words),
                    words,
                    Integer.toString(speech[0] - start),
                    Integer.toString(speech[1] - start),
                    Integer.toString(end - start),
                    transcript));
        }
    }

    private static Map<String, String> transcripts(String language, Path packages, DebPackage texts)
            throws IOException {
        String path = "usr/share/doc/" + texts.name() + "/core-sounds-" + language + ".txt.gz";
        byte[] packed = texts.content(packages, path::equals).bytes(path);
        String text = new String(
                new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> transcripts = new TreeMap<>();
        text.lines().forEach(line -> {
            Matcher prompt = PROMPT.matcher(line.strip());
            if (prompt.matches()) {
                transcripts.put(prompt.group(1), prompt.group(2).strip());
            }
        });
        return transcripts;
    }

    /**
     * What is said, in lower case, without the remarks in brackets and the punctuation around it; empty for tones,
     * silence, and transcripts with numerals, which do not say how they are read.
     */
    static String words(String transcript) {
        String said = transcript
                .replaceAll("[\\[(<][^\\])>]*[\\])>]", " ")
                .replace("...", " ")
                .replaceAll("\\s+", " ")
                .strip();
        if (said.matches("[^.]*[.!?,:]")) {
            said = said.substring(0, said.length() - 1).strip();
        }
        return said.matches(".*\\d.*") ? "" : said.toLowerCase(Locale.ROOT);
    }

    static String kind(String key, String words) {
        if (key.matches("digits/\\d")) {
            return "digit";
        }
        if (key.matches("digits/(\\d\\d|hundred|thousand|million|billion)")) {
            return "number";
        }
        if (key.startsWith("digits/h-")) {
            return "ordinal";
        }
        if (key.matches("digits/(day-.*|mon-.*|today|tomorrow|yesterday)")) {
            return "calendar";
        }
        if (key.matches("letters/([a-z]|zed)")) {
            return "letter";
        }
        if (key.startsWith("letters/") || key.matches("digits/(pound|star)")) {
            return "sign";
        }
        if (key.startsWith("phonetic/")) {
            return "spelling";
        }
        return words.contains(" ") ? "phrase" : "word";
    }

    /** First sample of the speech and the first one after it. */
    static int[] speech(short[] pcm) {
        double[] loudness = new double[Math.max(1, pcm.length / FRAME)];
        for (int frame = 0; frame < loudness.length; frame++) {
            double sum = 0;
            for (int k = frame * FRAME; k < Math.min(pcm.length, (frame + 1) * FRAME); k++) {
                sum += (double) pcm[k] * pcm[k];
            }
            loudness[frame] = Math.sqrt(sum / FRAME);
        }
        double least = Arrays.stream(loudness).max().orElse(0) * QUIET;
        int first = 0;
        while (loudness[first] < least) {
            first++;
        }
        int last = loudness.length - 1;
        while (loudness[last] < least) {
            last--;
        }
        return new int[] {first * FRAME, (last + 1) * FRAME};
    }
}

package dev.interlace.plugins.encoders;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokenizer of BERT, uncased: text to word pieces.
 *
 * <ol>
 *   <li>Clean: control and format characters go, every space becomes a blank, Chinese characters stand alone.
 *   <li>Lower case without accents.
 *   <li>Split at blanks; each punctuation mark is a word of its own.
 *   <li>Each word is cut greedily into the longest pieces that the vocabulary has; pieces after the first carry
 *       {@code ##}. A word without such a cut is one unknown token.
 * </ol>
 *
 * <p>Agrees with the Hugging Face tokenizers library on a text that does not spell out a special token: {@code [SEP]}
 * in a text is here what it says, a bracket, three letters and a bracket.
 *
 * <p>Reference: Wu et al., Google's Neural Machine Translation System, arXiv:1609.08144, 2016, section 4.1; Devlin et
 * al., BERT, NAACL 2019.
 */
final class WordPiece {
    private static final String CONTINUES = "##";
    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> vocabulary;
    private final int unknown;
    private final int first;
    private final int last;

    private WordPiece(Map<String, Integer> vocabulary) {
        this.vocabulary = vocabulary;
        this.unknown = id("[UNK]");
        this.first = id("[CLS]");
        this.last = id("[SEP]");
    }

    /**
     * Reads the vocabulary from a {@code tokenizer.json} file.
     *
     * @throws IllegalStateException when the file is no WordPiece tokenizer
     */
    static WordPiece fromJson(byte[] json) {
        try {
            JsonObject model = JsonParser.parseString(new String(json, StandardCharsets.UTF_8))
                    .getAsJsonObject()
                    .getAsJsonObject("model");
            Map<String, Integer> vocabulary = new HashMap<>();
            for (Map.Entry<String, JsonElement> entry :
                    model.getAsJsonObject("vocab").entrySet()) {
                vocabulary.put(entry.getKey(), entry.getValue().getAsInt());
            }
            return new WordPiece(vocabulary);
        } catch (JsonParseException | NullPointerException | ClassCastException e) {
            throw new IllegalStateException("the tokenizer file has no model.vocab; it is damaged", e);
        }
    }

    /**
     * The token ids of a text, with the start and end tokens.
     *
     * @param longest the most tokens wanted, start and end included, at least 3; the rest of the text is cut off
     */
    int[] encode(String text, int longest) {
        List<Integer> ids = new ArrayList<>();
        ids.add(first);
        for (String word : words(text)) {
            pieces(word, ids);
            if (ids.size() >= longest - 1) {
                break;
            }
        }
        List<Integer> kept = ids.subList(0, Math.min(ids.size(), longest - 1));
        kept.add(last);
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private static List<String> words(String text) {
        String plain = Normalizer.normalize(cleaned(text), Normalizer.Form.NFD);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        plain.codePoints().forEach(c -> {
            if (Character.getType(c) == Character.NON_SPACING_MARK) {
                return;
            }
            if (c == ' ' || isPunctuation(c)) {
                flush(word, words);
                if (c != ' ') {
                    words.add(Character.toString(c));
                }
            } else {
                word.appendCodePoint(Character.toLowerCase(c));
            }
        });
        flush(word, words);
        return words;
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c)) {
                clean.append(' ');
            } else if (isChinese(c)) {
                clean.append(' ').appendCodePoint(c).append(' ');
            } else if (c != 0xFFFD && !isOther(c)) {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private void pieces(String word, List<Integer> ids) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            ids.add(unknown);
            return;
        }
        List<Integer> found = new ArrayList<>();
        int start = 0;
        while (start < word.length()) {
            int end = word.length();
            Integer id = null;
            while (end > start) {
                id = vocabulary.get((start > 0 ? CONTINUES : "") + word.substring(start, end));
                if (id != null) {
                    break;
                }
                end = word.offsetByCodePoints(end, -1);
            }
            if (id == null) {
                ids.add(unknown);
                return;
            }
            found.add(id);
            start = end;
        }
        ids.addAll(found);
    }

    private int id(String token) {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalStateException("the tokenizer's vocabulary has no " + token + "; its file is damaged");
        }
        return id;
    }

    private static boolean isPunctuation(int c) {
        boolean ascii =
                (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
        return ascii
                || switch (Character.getType(c)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION -> true;
                    default -> false;
                };
    }

    /** What no text shows. A character that this Java does not know yet (a new emoji) stays and is an unknown token. */
    private static boolean isOther(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static boolean isChinese(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0x20000 && c <= 0x2A6DF)
                || (c >= 0x2A700 && c <= 0x2CEAF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0x2F800 && c <= 0x2FA1F);
    }
}

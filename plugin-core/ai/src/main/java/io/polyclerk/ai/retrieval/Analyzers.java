package io.polyclerk.ai.retrieval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/** How the words of a language are told apart and brought to their stems. Thread-safe. */
final class Analyzers {

    private static final Set<String> IDEOGRAPHIC = Set.of("zh", "ja", "ko");
    private static final Map<String, Analyzer> TEXTS = new ConcurrentHashMap<>();

    private Analyzers() {}

    static String general(String tag) {
        int hyphen = tag.indexOf('-');
        return hyphen < 0 ? tag : tag.substring(0, hyphen);
    }

    static boolean isIdeographic(String tag) {
        return IDEOGRAPHIC.contains(general(tag));
    }

    /** For what is indexed and for what is asked. */
    static Analyzer of(String tag) {
        return TEXTS.computeIfAbsent(general(tag), language -> make(language));
    }

    private static Analyzer make(String language) {
        return switch (language) {
            case "en" -> english();
            case "zh", "ja", "ko" -> ideographic(language);
            case "ar" -> new ArabicAnalyzer();
            case "de" -> new GermanAnalyzer();
            case "es" -> new SpanishAnalyzer();
            case "fr" -> new FrenchAnalyzer();
            case "hi" -> new HindiAnalyzer();
            case "id" -> new IndonesianAnalyzer();
            case "pt" -> new PortugueseAnalyzer();
            case "ru" -> new RussianAnalyzer();
            case "th" -> new ThaiAnalyzer();
            case "tr" -> new TurkishAnalyzer();
            default -> new StandardAnalyzer();
        };
    }

    private static Analyzer english() {
        CharArraySet stops = new CharArraySet(EnglishAnalyzer.getDefaultStopSet(), true);
        stops.addAll(lines("/retrieval/stop-en.txt"));
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer source = new StandardTokenizer();
                TokenStream words = new LowerCaseFilter(new EnglishPossessiveFilter(source));
                return new TokenStreamComponents(source, new PorterStemFilter(new StopFilter(words, stops)));
            }
        };
    }

    /** Single characters and pairs: no dictionary, and no word that a dictionary lacks is lost. */
    private static Analyzer ideographic(String language) {
        CharArraySet stops = new CharArraySet(lines("/retrieval/stop-" + language + ".txt"), true);
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer source = new StandardTokenizer();
                TokenStream words = new LowerCaseFilter(new CJKWidthFilter(source));
                words = new CJKBigramFilter(words, 0xff, true);
                return new TokenStreamComponents(source, new StopFilter(words, stops));
            }
        };
    }

    /** The lines of a file that are neither empty nor remarks; none when there is no such file. */
    static List<String> lines(String resource) {
        try (InputStream file = Analyzers.class.getResourceAsStream(resource)) {
            return file == null
                    ? List.of()
                    : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                            .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The terms of a text in order. */
    static List<String> terms(Analyzer analyzer, String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("text", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
            return terms;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

package io.polyclerk.ai.retrieval;

import io.polyclerk.ai.retrieval.Hit.Nearness;
import io.polyclerk.ai.retrieval.ShopText.Piece;
import io.polyclerk.core.knowledge.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The index of one merchant's texts, on disk. Full text by the language's own stems and, where there is a model, the vector of each
 * piece. Thread-safe; closed by whoever opened it.
 */
final class ShopIndex implements AutoCloseable {

    private static final String TITLE_PREFIX = "title_";
    private static final String TEXT_PREFIX = "text_";
    private static final String VECTOR_PREFIX = "vector_";
    private static final String MEANINGS = "meanings";
    /** Of each ranking; many times what is shown, so that what one of them misjudges is still seen. */
    private static final int CANDIDATES = 40;

    private static final int MOST_TEXTS = 100_000;
    private static final float TITLE_WEIGHT = 0.4f;
    private static final float OTHER_WEIGHT = 0.8f;

    private final FSDirectory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final SentenceVectors vectors;

    ShopIndex(Path folder, SentenceVectors vectors) throws IOException {
        this.vectors = vectors;
        directory = FSDirectory.open(folder);
        IndexWriterConfig config = new IndexWriterConfig(new ByLanguage());
        config.setRAMBufferSizeMB(4);
        writer = new IndexWriter(directory, config);
        searchers = new SearcherManager(writer, null);
    }

    /** Fields carry their language in the name. */
    private static final class ByLanguage extends DelegatingAnalyzerWrapper {
        ByLanguage() {
            super(PER_FIELD_REUSE_STRATEGY);
        }

        @Override
        protected Analyzer getWrappedAnalyzer(String field) {
            return Analyzers.of(field.substring(field.indexOf('_') + 1));
        }
    }

    /** Ids of the texts that are in it, with their versions. */
    Map<String, String> versions() throws IOException {
        Map<String, String> versions = new HashMap<>();
        IndexSearcher searcher = searchers.acquire();
        try {
            StoredFields fields = searcher.storedFields();
            Query first = new TermQuery(new Term("position", "0"));
            for (ScoreDoc hit : searcher.search(first, MOST_TEXTS).scoreDocs) {
                Document document = fields.document(hit.doc, Set.of("id", "version"));
                versions.put(document.get("id"), document.get("version"));
            }
            return versions;
        } finally {
            searchers.release(searcher);
        }
    }

    /** How many pieces there are in each language. */
    Map<String, Integer> languages() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            Map<String, Integer> languages = new HashMap<>();
            Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), "language");
            if (terms != null) {
                TermsEnum all = terms.iterator();
                for (BytesRef term = all.next(); term != null; term = all.next()) {
                    languages.put(
                            term.utf8ToString(),
                            searcher.count(new TermQuery(new Term("language", BytesRef.deepCopyOf(term)))));
                }
            }
            return languages;
        } finally {
            searchers.release(searcher);
        }
    }

    void replace(ShopText text) throws IOException {
        String language = Analyzers.general(text.source().language());
        List<Document> documents = new ArrayList<>();
        for (Piece piece : text.pieces()) {
            documents.add(document(text, documents.size(), piece, language));
        }
        writer.updateDocuments(new Term("id", text.id()), documents);
    }

    private Document document(ShopText text, int position, Piece piece, String language) {
        Document document = new Document();
        Passage.Source source = text.source();
        document.add(new StringField("id", text.id(), Field.Store.YES));
        document.add(new StringField("language", language, Field.Store.NO));
        document.add(new StringField("position", Integer.toString(position), Field.Store.YES));
        document.add(new StoredField("version", text.version()));
        document.add(new StoredField("source-title", source.title()));
        document.add(new StoredField("source-language", source.language()));
        document.add(new StoredField("changed", source.changedAt().toEpochMilli()));
        URI page = source.page();
        if (page != null) {
            document.add(new StoredField("page", page.toString()));
        }
        document.add(new StoredField("heading", piece.heading()));
        document.add(new StoredField("text", piece.text()));
        document.add(new TextField(TITLE_PREFIX + language, source.title() + "\n" + piece.heading(), Field.Store.NO));
        document.add(new TextField(TEXT_PREFIX + language, piece.text(), Field.Store.NO));
        vectors.of(language, source.title() + ". " + piece.heading() + "\n" + piece.text(), false)
                .ifPresent(vector -> addMeanings(document, vector, piece, source.title(), language));
        return document;
    }

    private void addMeanings(Document document, float[] whole, Piece piece, String title, String language) {
        List<float[]> sentences = Sentences.of(piece.text()).stream()
                .map(sentence -> vectors.of(language, Sentences.inContext(sentence, piece, title), false))
                .flatMap(Optional::stream)
                .toList();
        document.add(new KnnFloatVectorField(VECTOR_PREFIX + language, whole, VectorSimilarityFunction.DOT_PRODUCT));
        document.add(new StoredField(MEANINGS, Meanings.of(whole, sentences).bytes()));
    }

    void remove(String id) throws IOException {
        writer.deleteDocuments(new Term("id", id));
    }

    /** Makes changes durable and visible. */
    void commit() throws IOException {
        writer.commit();
        searchers.maybeRefreshBlocking();
    }

    /** The nearest pieces in the language. What either ranking finds is looked at closely and ranked by all that is known of it. */
    List<Hit> search(String asked, String language, int most) throws IOException {
        String general = Analyzers.general(language);
        IndexSearcher searcher = searchers.acquire();
        try {
            String question = Places.named(asked, general, country -> isWritten(country, general, searcher));
            QuestionWords words = QuestionWords.of(question, general);
            Set<Integer> candidates = new LinkedHashSet<>();
            add(candidates, searcher.search(byWords(words, general), CANDIDATES));
            float[] vector = vectors.of(general, question, true).orElse(null);
            if (vector != null) {
                Query near = new KnnFloatVectorQuery(VECTOR_PREFIX + general, vector, CANDIDATES);
                add(candidates, searcher.search(near, CANDIDATES));
            }
            Coverage coverage = Coverage.of(words, general, TEXT_PREFIX + general, searcher);
            List<Hit> hits = new ArrayList<>();
            StoredFields fields = searcher.storedFields();
            for (int document : candidates) {
                hits.add(hit(fields.document(document), coverage, vector));
            }
            if (vector != null) {
                hits.sort(Comparator.comparingDouble(Hit::rank).reversed());
            }
            return List.copyOf(hits.subList(0, Math.min(most, hits.size())));
        } finally {
            searchers.release(searcher);
        }
    }

    private static boolean isWritten(String words, String language, IndexSearcher searcher) {
        return Analyzers.terms(Analyzers.of(language), words).stream().allMatch(term -> {
            try {
                return searcher.getIndexReader().docFreq(new Term(TEXT_PREFIX + language, term)) > 0;
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }

    private static void add(Set<Integer> candidates, TopDocs found) {
        for (ScoreDoc hit : found.scoreDocs) {
            candidates.add(hit.doc);
        }
    }

    private static Hit hit(Document document, Coverage coverage, float @Nullable [] question) {
        Passage passage = passage(document);
        String whole = passage.source().title() + "\n" + passage.heading() + "\n" + passage.text();
        BytesRef stored = document.getBinaryValue(MEANINGS);
        if (question == null || stored == null) {
            return new Hit(passage, coverage.share(whole), null);
        }
        Meanings meanings =
                Meanings.read(Arrays.copyOfRange(stored.bytes, stored.offset, stored.offset + stored.length));
        double inSentence = Sentences.of(passage.text()).stream()
                .mapToDouble(coverage::ownShare)
                .max()
                .orElse(0);
        return new Hit(
                passage,
                coverage.share(whole),
                new Nearness(meanings.whole(question), meanings.nearest(question), inSentence));
    }

    private static Query byWords(QuestionWords words, String language) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        Set<String> others = new LinkedHashSet<>();
        words.others().values().forEach(others::addAll);
        others.removeAll(words.own());
        words.own().forEach(term -> add(query, term, language, 1));
        others.forEach(term -> add(query, term, language, OTHER_WEIGHT));
        return query.build();
    }

    private static void add(BooleanQuery.Builder query, String term, String language, float weight) {
        Query inText = new TermQuery(new Term(TEXT_PREFIX + language, term));
        Query inTitle = new TermQuery(new Term(TITLE_PREFIX + language, term));
        query.add(new BoostQuery(inText, weight), BooleanClause.Occur.SHOULD);
        query.add(new BoostQuery(inTitle, weight * TITLE_WEIGHT), BooleanClause.Occur.SHOULD);
    }

    private static Passage passage(Document document) {
        String page = document.get("page");
        Number changed = document.getField("changed").numericValue();
        Passage.Source source = new Passage.Source(
                document.get("source-title"),
                document.get("source-language"),
                page == null ? null : URI.create(page),
                Instant.ofEpochMilli(changed.longValue()));
        return new Passage(
                document.get("id"),
                Integer.parseInt(document.get("position")),
                document.get("heading"),
                document.get("text"),
                source,
                0,
                false);
    }

    @Override
    public void close() {
        try {
            searchers.close();
            writer.close();
            directory.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

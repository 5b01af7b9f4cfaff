package io.polyclerk.ai.retrieval;

import io.polyclerk.ai.retrieval.ShopText.Piece;
import io.polyclerk.core.knowledge.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
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
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The index of one merchant's texts, on disk. Full text by the language's own stems and, where there is a model, the vector of each
 * piece. Thread-safe; closed by whoever opened it.
 */
final class ShopIndex implements AutoCloseable {

    private static final String TITLE_PREFIX = "title_";
    private static final String TEXT_PREFIX = "text_";
    private static final String VECTOR_PREFIX = "vector_";
    private static final int FEWEST = 30;
    private static final int MOST_TEXTS = 100_000;
    private static final float TITLE_WEIGHT = 0.4f;
    private static final float OTHER_WEIGHT = 0.8f;

    private final FSDirectory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final SentenceVectors vectors;

    /** A piece with what it was ranked by. @param similarity cosine with the question; 0 without a model */
    record Hit(Passage passage, double coverage, double similarity) {}

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
                .ifPresent(vector -> document.add(new KnnFloatVectorField(
                        VECTOR_PREFIX + language, vector, VectorSimilarityFunction.DOT_PRODUCT)));
        return document;
    }

    void remove(String id) throws IOException {
        writer.deleteDocuments(new Term("id", id));
    }

    /** Makes changes durable and visible. */
    void commit() throws IOException {
        writer.commit();
        searchers.maybeRefreshBlocking();
    }

    /** The nearest pieces in the language, by both rankings together. */
    List<Hit> search(String question, String language, int most) throws IOException {
        String general = Analyzers.general(language);
        QuestionWords words = QuestionWords.of(question, general);
        IndexSearcher searcher = searchers.acquire();
        try {
            List<ScoreDoc[]> rankings = new ArrayList<>();
            rankings.add(searcher.search(byWords(words, general), most).scoreDocs);
            float[] vector = vectors.of(general, question, true).orElse(null);
            if (vector != null) {
                Query near = new KnnFloatVectorQuery(VECTOR_PREFIX + general, vector, most);
                rankings.add(searcher.search(near, most).scoreDocs);
            }
            Coverage coverage = Coverage.of(words, general, searcher);
            List<Hit> hits = new ArrayList<>();
            StoredFields fields = searcher.storedFields();
            for (int document : RankFusion.fuse(rankings, most)) {
                Passage passage = passage(fields.document(document));
                hits.add(new Hit(passage, coverage.share(passage), similarity(rankings, document, vector)));
            }
            return hits;
        } finally {
            searchers.release(searcher);
        }
    }

    private static double similarity(List<ScoreDoc[]> rankings, int document, float @Nullable [] vector) {
        if (vector == null) {
            return 0;
        }
        for (ScoreDoc hit : rankings.get(1)) {
            if (hit.doc == document) {
                // Lucene scales the product of unit vectors to 0..1.
                return Math.max(0, 2 * hit.score - 1);
            }
        }
        return 0;
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

    /** How much of what was asked stands in a piece: rare words count more, words that stand nowhere count most. */
    private record Coverage(QuestionWords words, Map<String, Double> weights, String language) {

        static Coverage of(QuestionWords words, String language, IndexSearcher searcher) throws IOException {
            Map<String, Double> weights = new LinkedHashMap<>();
            // In a handful of pieces no word is rare; they are weighed as if there were more.
            int pieces = Math.max(FEWEST, searcher.count(new TermQuery(new Term("language", language))));
            for (String term : words.own()) {
                int having = searcher.getIndexReader().docFreq(new Term(TEXT_PREFIX + language, term));
                weights.put(term, Math.log(1 + (pieces - having + 0.5) / (having + 0.5)));
            }
            return new Coverage(words, weights, language);
        }

        double share(Passage passage) {
            List<String> there = Analyzers.terms(
                    Analyzers.of(language),
                    passage.source().title() + "\n" + passage.heading() + "\n" + passage.text());
            Set<String> set = Set.copyOf(there);
            double all =
                    weights.values().stream().mapToDouble(Double::doubleValue).sum();
            double found = weights.entrySet().stream()
                    .filter(weight -> words.isIn(weight.getKey(), set))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            return all == 0 ? 0 : found / all;
        }
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

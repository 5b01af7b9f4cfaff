package io.polyclerk.server.training;

import io.polyclerk.ai.understanding.ShopTerm;
import java.util.List;
import java.util.Optional;

/** Where lessons, glossaries and trained models are kept. Thread-safe. */
public interface LessonStore {

    /** Replaces a shop's glossary of one language. */
    void replaceTerms(String merchant, String language, List<ShopTerm> terms);

    List<ShopTerm> terms(String merchant, String language);

    /** Languages of which a shop has a glossary, lessons or a model. */
    List<String> languages(String merchant);

    /** @return its id */
    long add(Lesson lesson);

    /** @param language null for all */
    List<Lesson> lessons(String merchant, @org.jspecify.annotations.Nullable String language);

    /** @return whether there was one */
    boolean deleteLesson(String merchant, long id);

    /** Stores a model under its version. */
    void add(TrainedVersion version, byte[] model);

    /** All versions, newest first, without the models themselves. */
    List<TrainedVersion> versions(String merchant, String language);

    Optional<byte[]> model(String merchant, String language, int version);

    /** @param version 0 for the language pack itself */
    void use(String merchant, String language, int version);

    /** The version in use; 0 for the language pack itself. */
    int inUse(String merchant, String language);
}

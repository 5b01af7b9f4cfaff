package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.PackTrainer.Example;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trains a shop's lessons on top of a language pack, and opens what was trained. Thread-safe; the same lessons give the same model. */
public final class ShopTrainer {

    private final PackModels packs;

    ShopTrainer(PackModels packs) {
        this.packs = packs;
    }

    /**
     * The model of a shop.
     *
     * @param trained what {@link #train} made; null for the pack's own
     * @throws UncheckedIOException when it was made by another version
     */
    public ShopModel open(String language, List<ShopTerm> terms, byte @Nullable [] trained) {
        Reader pack = packs.best(language);
        if (trained == null) {
            return new ShopModel(pack, terms);
        }
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(trained));
            return new ShopModel(Taught.read(language, pack, in), terms);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Trains on a shop's own messages among some of the pack: some seconds of one core. */
    public byte[] train(String language, List<Example> ofShop) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Taught.train(language, ofShop, new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}

package io.polyclerk.ai.vision;

import io.polyclerk.ai.side.Message;
import io.polyclerk.ai.side.SideException;
import io.polyclerk.ai.side.SideProcess;
import io.polyclerk.core.connection.ConnectionRegistry;
import io.polyclerk.core.media.PhotoInspector;
import io.polyclerk.spi.store.Product;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The embedded eye: compares photos with the pictures of the merchant's products in a process of its own. Nothing runs before the first
 * photo; then the catalogue is learnt once and kept on disk.
 */
public final class VisionProcess implements PhotoInspector, AutoCloseable {

    /** Largest file that is looked at, in bytes. */
    public static final int LARGEST = 25 << 20;

    private static final int HEAP_MEGABYTES = 256;

    private final SideProcess process;
    private final CatalogueLearning learning;

    /** @param folder where catalogues are kept @param traces where the process leaves what is not its answers */
    public VisionProcess(
            List<String> classPath,
            Path folder,
            SideProcess.Traces traces,
            ConnectionRegistry connections,
            Clock clock,
            Duration answer,
            Duration idle) {
        process = new SideProcess(
                "vision",
                new SideProcess.Program(classPath, VisionMain.class, List.of(folder.toString()), traces),
                new SideProcess.Limits(HEAP_MEGABYTES, answer, idle));
        learning = new CatalogueLearning(
                connections,
                new CatalogueLearning.Pupil() {
                    @Override
                    public Set<String> known(String merchant) {
                        return VisionProcess.this.known(merchant);
                    }

                    @Override
                    public void learn(String merchant, String key, Product product, byte[] picture) {
                        VisionProcess.this.learn(merchant, key, product, picture);
                    }
                },
                clock);
    }

    /** How far the catalogue of a merchant is learnt. */
    public CatalogueLearning.Progress progress(String merchant) {
        return learning.progress(merchant);
    }

    @Override
    public Outcome inspect(byte[] photo, Question question) {
        if (photo.length > LARGEST) {
            return new Outcome.Refused(Reason.TOO_LARGE, "the file is larger than " + LARGEST + " bytes");
        }
        learning.await(question.merchant());
        try {
            Message answer =
                    process.ask(Message.of(VisionQuestion.look(folder(question.merchant()), question.sku()), photo));
            return answer.head(VisionAnswer.class).outcome(answer.body());
        } catch (SideException failed) {
            return switch (failed.kind()) {
                case FAILED -> new Outcome.Refused(Reason.BROKEN, "the picture cannot be processed");
                case DIED, NOT_STARTED, TOO_SLOW ->
                    new Outcome.Refused(Reason.UNAVAILABLE, String.valueOf(failed.getMessage()));
            };
        }
    }

    /** The pixels of a photo, upright and not too many, as JPEG; empty when it cannot be had. */
    Optional<byte[]> plain(byte[] photo, String merchant) {
        return body(VisionQuestion.plain(folder(merchant)), photo);
    }

    /** The photo with boxes drawn in, as PNG; empty when it cannot be had. */
    byte[] drawn(byte[] photo, String merchant, List<Box> boxes) {
        return body(VisionQuestion.draw(folder(merchant), boxes), photo).orElse(new byte[0]);
    }

    private Optional<byte[]> body(VisionQuestion question, byte[] photo) {
        try {
            Message answer = process.ask(Message.of(question, photo));
            return answer.body().length == 0 ? Optional.empty() : Optional.of(answer.body());
        } catch (SideException failed) {
            return Optional.empty();
        }
    }

    private Set<String> known(String merchant) {
        return Set.copyOf(process.ask(Message.of(VisionQuestion.known(folder(merchant))))
                .head(VisionAnswer.class)
                .known());
    }

    private void learn(String merchant, String key, Product product, byte[] picture) {
        process.ask(Message.of(
                new VisionQuestion(
                        VisionQuestion.Kind.LEARN,
                        folder(merchant),
                        key,
                        product.id(),
                        CatalogueLearning.skuOf(product),
                        product.title(),
                        List.of()),
                picture));
    }

    /** Merchants' names may be anything; folders' names may not. */
    private static String folder(String merchant) {
        return digest(merchant).substring(0, 16);
    }

    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 32);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        learning.close();
        process.close();
    }
}

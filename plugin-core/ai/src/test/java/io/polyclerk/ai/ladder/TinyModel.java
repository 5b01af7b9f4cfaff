package io.polyclerk.ai.ladder;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A model file of the GGUF format, version 3: one layer of the Llama architecture, its vocabulary the 256 bytes and some letters. It loads as a
 * large one does. With random weights it writes nonsense without an end; or it knows by heart which letter comes after which, and ends.
 */
final class TinyModel {

    /** As many as there are words, rounded up, so that each word can have a place of its own. */
    private static final int WIDTH = 288;

    private static final int INNER = 64;
    private static final String END = "</s>";
    private static final int ALIGNMENT = 32;
    private static final int STRING = 8;
    private static final int FLOAT = 6;
    private static final int INT = 5;
    private static final int UNSIGNED = 4;
    private static final int ARRAY = 9;

    private final ByteArrayOutputStream facts = new ByteArrayOutputStream();
    private final List<String> words = new ArrayList<>(List.of("<unk>", "<s>", END));
    private final String byHeart;
    private int factCount;

    private TinyModel(String byHeart) {
        this.byHeart = byHeart;
    }

    /** Writes nonsense. */
    static byte[] gguf() {
        return new TinyModel("").file();
    }

    /** Writes this whatever it is asked. @param word of small letters, none of them twice */
    static byte[] saying(String word) {
        return new TinyModel(word).file();
    }

    private byte[] file() {
        List<Integer> kinds = new ArrayList<>(List.of(2, 3, 3));
        for (int value = 0; value < 256; value++) {
            words.add("<0x%02X>".formatted(value));
            kinds.add(6);
        }
        for (char letter = 'a'; letter <= 'z'; letter++) {
            words.add(String.valueOf(letter));
            kinds.add(1);
        }
        architecture(words.size());
        vocabulary(words, kinds);
        Map<String, long[]> tensors = tensors(words.size());
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        ByteArrayOutputStream weights = new ByteArrayOutputStream();
        Random random = new Random(1);
        tensors.forEach((name, shape) -> {
            names.writeBytes(text(name));
            names.writeBytes(number(Integer.BYTES).putInt(shape.length).array());
            for (long size : shape) {
                names.writeBytes(number(Long.BYTES).putLong(size).array());
            }
            names.writeBytes(number(Integer.BYTES).putInt(0).array());
            names.writeBytes(number(Long.BYTES).putLong(weights.size()).array());
            int count = (int) Arrays.stream(shape).reduce(1, (one, other) -> one * other);
            ByteBuffer values = number(count * Float.BYTES);
            for (int place = 0; place < count; place++) {
                values.putFloat(shape.length == 1 ? 1 : byHeart.isEmpty() ? (float) random.nextGaussian() / 2 : 0);
            }
            if (!byHeart.isEmpty()) {
                learn(name, values);
            }
            weights.writeBytes(values.array());
            pad(weights);
        });
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(
                number(20).putInt(3).putLong(tensors.size()).putLong(factCount).array());
        file.writeBytes(facts.toByteArray());
        file.writeBytes(names.toByteArray());
        pad(file);
        file.writeBytes(weights.toByteArray());
        return file.toByteArray();
    }

    /** All layers stay silent: a word only leads from its own place to the word that comes next; what is in no word is the beginning. */
    private void learn(String tensor, ByteBuffer values) {
        for (int word = 0; word < words.size(); word++) {
            if (tensor.equals("token_embd.weight")) {
                values.putFloat((word * WIDTH + word) * Float.BYTES, 1);
            } else if (tensor.equals("output.weight")) {
                int at = byHeart.indexOf(words.get(word));
                String next = at < 0
                        ? byHeart.substring(0, 1)
                        : at + 1 < byHeart.length() ? byHeart.substring(at + 1, at + 2) : END;
                values.putFloat((words.indexOf(next) * WIDTH + word) * Float.BYTES, 1);
            }
        }
    }

    private void architecture(int words) {
        fact("general.architecture", STRING, text("llama"));
        count("llama.context_length", 4_096);
        count("llama.embedding_length", WIDTH);
        count("llama.block_count", 1);
        count("llama.feed_forward_length", INNER);
        count("llama.attention.head_count", 2);
        count("llama.attention.head_count_kv", 2);
        count("llama.rope.dimension_count", WIDTH / 2);
        count("llama.vocab_size", words);
        fact(
                "llama.attention.layer_norm_rms_epsilon",
                FLOAT,
                number(Float.BYTES).putFloat(1e-5f).array());
    }

    private void vocabulary(List<String> words, List<Integer> kinds) {
        fact("tokenizer.ggml.model", STRING, text("llama"));
        ByteArrayOutputStream tokens = array(STRING, words.size());
        words.forEach(word -> tokens.writeBytes(text(word)));
        fact("tokenizer.ggml.tokens", ARRAY, tokens.toByteArray());
        ByteArrayOutputStream scores = array(FLOAT, words.size());
        words.forEach(word -> scores.writeBytes(number(Float.BYTES).putFloat(0).array()));
        fact("tokenizer.ggml.scores", ARRAY, scores.toByteArray());
        ByteArrayOutputStream types = array(INT, kinds.size());
        kinds.forEach(
                kind -> types.writeBytes(number(Integer.BYTES).putInt(kind).array()));
        fact("tokenizer.ggml.token_type", ARRAY, types.toByteArray());
        count("tokenizer.ggml.bos_token_id", 1);
        count("tokenizer.ggml.eos_token_id", 2);
        count("tokenizer.ggml.unknown_token_id", 0);
    }

    private static Map<String, long[]> tensors(int words) {
        Map<String, long[]> tensors = new LinkedHashMap<>();
        tensors.put("token_embd.weight", new long[] {WIDTH, words});
        tensors.put("output_norm.weight", new long[] {WIDTH});
        tensors.put("output.weight", new long[] {WIDTH, words});
        tensors.put("blk.0.attn_norm.weight", new long[] {WIDTH});
        for (String part : List.of("q", "k", "v", "output")) {
            tensors.put("blk.0.attn_" + part + ".weight", new long[] {WIDTH, WIDTH});
        }
        tensors.put("blk.0.ffn_norm.weight", new long[] {WIDTH});
        tensors.put("blk.0.ffn_gate.weight", new long[] {WIDTH, INNER});
        tensors.put("blk.0.ffn_up.weight", new long[] {WIDTH, INNER});
        tensors.put("blk.0.ffn_down.weight", new long[] {INNER, WIDTH});
        return tensors;
    }

    private void count(String name, int value) {
        fact(name, UNSIGNED, number(Integer.BYTES).putInt(value).array());
    }

    private void fact(String name, int type, byte[] value) {
        facts.writeBytes(text(name));
        facts.writeBytes(number(Integer.BYTES).putInt(type).array());
        facts.writeBytes(value);
        factCount++;
    }

    private static ByteArrayOutputStream array(int type, int size) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        array.writeBytes(number(12).putInt(type).putLong(size).array());
        return array;
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return number(Long.BYTES + bytes.length)
                .putLong(bytes.length)
                .put(bytes)
                .array();
    }

    private static ByteBuffer number(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void pad(ByteArrayOutputStream bytes) {
        while (bytes.size() % ALIGNMENT != 0) {
            bytes.write(0);
        }
    }
}

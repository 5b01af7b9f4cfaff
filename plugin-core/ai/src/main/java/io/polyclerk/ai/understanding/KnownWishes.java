package io.polyclerk.ai.understanding;

import io.polyclerk.ai.understanding.PackTrainer.Example;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of a pack of which it is known that they hold two wishes, and which: {@code several.tsv}. Cut where it suits these best,
 * their halves are examples of one wish each, as it is said beside another one.
 */
final class KnownWishes {

    private final String tag;
    private final WishPairs.Source source;

    /** @param source a classifier that knows the language's wishes */
    KnownWishes(String tag, WishPairs.Source source) {
        this.tag = tag;
        this.source = source;
    }

    /** @param wishes that it holds */
    record Message(String text, List<String> wishes) {}

    /** All messages of a pack but those with small talk. */
    static List<Message> of(String tag) {
        return PackFiles.lines(tag + "/examples/several.tsv").orElse(List.of()).stream()
                .map(line -> line.split("\t", 2))
                .map(columns -> new Message(columns[1], List.of(columns[0].split("\\+"))))
                .filter(message -> message.wishes().stream().allMatch(Part::isWish))
                .toList();
    }

    /** The halves of messages with two wishes; messages with one as they are. */
    List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (Message message : of(tag)) {
            if (message.wishes().size() == 1) {
                examples.add(new Example(message.text(), message.wishes().get(0)));
            } else if (message.wishes().size() == 2) {
                halves(message, examples);
            }
        }
        return examples;
    }

    private void halves(Message message, List<Example> examples) {
        Cuts cuts = new Cuts(message.text(), Joints.ofPack(tag), source);
        List<String> labels = cuts.whole().reading().labels();
        int one = labels.indexOf(message.wishes().get(0));
        int other = labels.indexOf(message.wishes().get(1));
        cuts.best(one, other).ifPresent(best -> {
            examples.add(new Example(best.cut().before().text(), labels.get(best.isTurned() ? other : one)));
            examples.add(new Example(best.cut().after().text(), labels.get(best.isTurned() ? one : other)));
        });
    }
}

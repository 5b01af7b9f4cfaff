package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import io.polyclerk.core.media.PhotoInspector;
import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Match;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import io.polyclerk.core.media.SpeechToText;
import io.polyclerk.core.media.SpeechToText.Heard;
import io.polyclerk.core.ticket.Evidence;
import io.polyclerk.core.ticket.TicketDraft;
import io.polyclerk.spi.message.Content;
import io.polyclerk.spi.message.MediaKind;
import io.polyclerk.spi.message.MediaRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of shoppers, as far as the bot's decisions go. */
class PerceptionTest {

    private static final Content VOICE = new Content.Media(MediaKind.VOICE, MediaRef.of("note"), null);
    private static final Content PHOTO = new Content.Media(MediaKind.IMAGE, MediaRef.of("photo"), null);

    private final Chat chat = new Chat();

    @Test
    void whatWasHeardIsRepeatedAndAnswered() {
        chat.files.put("note", "where is 1001".getBytes(StandardCharsets.UTF_8));
        chat.ears = (audio, question) -> new Heard.Words(new String(audio, StandardCharsets.UTF_8), "en", "fake");

        assertThat(chat.send(List.of(VOICE))).contains("I heard: “where is 1001”", "order 1001 is yours");
    }

    @Test
    void theChannelsOwnTranscriptComesFirstAndIsNotRepeated() {
        chat.ears = (audio, question) -> {
            throw new AssertionError("nobody has to listen");
        };
        Content voice = new Content.Media(MediaKind.VOICE, MediaRef.of("note"), null, "where is 1001");

        assertThat(chat.send(List.of(voice))).contains("order 1001 is yours").doesNotContain("I heard");
    }

    @Test
    void whatNobodyUnderstoodIsAskedForAndTheTicketKeepsTheRecording() {
        chat.files.put("note", new byte[] {1});
        chat.ears = (audio, question) -> new Heard.Unclear("fake");

        assertThat(chat.send(List.of(VOICE))).contains("could not make out the voice message");
        assertThat(chat.journal.tickets)
                .singleElement()
                .satisfies(ticket -> assertThat(ticket.details().evidence())
                        .singleElement()
                        .extracting(Evidence::kind)
                        .isEqualTo(Evidence.Kind.VOICE));
    }

    @Test
    void soundThatCannotBeReadIsNoReasonForSilence() {
        chat.files.put("note", new byte[] {1});
        chat.ears = (audio, question) -> new Heard.Refused(SpeechToText.Reason.BROKEN, "damaged");

        assertThat(chat.send(List.of(VOICE))).contains("could not make out the voice message");
    }

    @Test
    void photoVoiceAndWordsOfOneBurstAreOneTicketWithLineFaultAndPlace() {
        chat.files.put("photo", new byte[] {1});
        chat.files.put("note", new byte[] {2});
        chat.ears = (audio, question) -> new Heard.Words("it came like this", "en", "fake");
        chat.eyes = (photo, question) -> scratch();

        String answer = chat.send(List.of(PHOTO, VOICE, new Content.Text("order 2002 mei.lin@mail.example")));

        assertThat(answer).contains("possibly with a scratch", "order 2002", "[Exchange]", "[Money back]");
        assertThat(chat.journal.tickets).singleElement().satisfies(ticket -> {
            TicketDraft.Case details = ticket.details();
            assertThat(details.proven()).isTrue();
            assertThat(details.orderLine()).isEqualTo("l1");
            assertThat(details.fault()).isEqualTo(Fault.SCRATCH);
            assertThat(details.evidence())
                    .extracting(Evidence::kind)
                    .containsExactlyInAnyOrder(Evidence.Kind.VOICE, Evidence.Kind.PHOTO);
        });
    }

    @Test
    void nothingOfAnOrderIsSaidBeforeProofAndTheMatterGoesOnAfterIt() {
        chat.files.put("photo", new byte[] {1});
        chat.eyes = (photo, question) -> scratch();

        assertThat(chat.send(List.of(PHOTO))).contains("scratch", "order number");
        assertThat(chat.say("2002")).doesNotContain("I have noted it for");
        assertThat(chat.say("mei.lin@mail.example")).contains("order 2002", "[Exchange]");
        assertThat(chat.pick("wish:exchange")).contains("you would like an exchange");
        assertThat(chat.journal.tickets)
                .allSatisfy(ticket -> assertThat(ticket.details().continues()).isTrue());
        assertThat(chat.journal.tickets.getLast().details().wish()).isEqualTo("exchange");
    }

    @Test
    void aWishInOwnWordsIsNotedAsItWasSaid() {
        assertThat(chat.say("2002 came broken, mei.lin@mail.example")).contains("[Exchange]", "[Money back]");
        assertThat(chat.say("the lid alone would do")).contains("I have noted what you would like");
        assertThat(chat.journal.tickets.getLast()).satisfies(ticket -> {
            assertThat(ticket.details().wish()).isEqualTo("stated");
            assertThat(ticket.summary()).contains("the lid alone would do");
        });
    }

    @Test
    void anotherPhotoStatesNoWish() {
        chat.files.put("photo", new byte[] {1});
        chat.say("2002 came broken, mei.lin@mail.example");
        assertThat(chat.send(List.of(PHOTO)))
                .contains("[Exchange]", "[Money back]")
                .doesNotContain("I have noted what you would like");
    }

    @Test
    void anotherMatterIsNoWishAboutWhatIsBroken() {
        chat.say("2002 came broken, mei.lin@mail.example");
        assertThat(chat.say("is the kettle in stock?")).doesNotContain("I have noted");
    }

    @Test
    void whatArrivedBrokenIsNotLookedFor() {
        chat.files.put("photo", new byte[] {1});
        chat.eyes = (photo, question) -> scratch();

        assertThat(chat.send(List.of(PHOTO, new Content.Text("where is help? 2002 came broken"))))
                .containsOnlyOnce("is yours");
        assertThat(chat.say("mei.lin@mail.example"))
                .contains("order 2002", "[Exchange]")
                .doesNotContain("shipped");
        assertThat(chat.journal.tickets.getLast().details().proven()).isTrue();
    }

    @Test
    void whatShallBeDoneAboutTheThingOnThePhotoIsInItsTicket() {
        chat.files.put("photo", new byte[] {1});
        chat.eyes = (photo, question) -> scratch();

        assertThat(chat.send(List.of(PHOTO, new Content.Text("2002 came broken, I send back, mei.lin@mail.example"))))
                .contains("order 2002")
                .doesNotContain("like to return?");
        assertThat(chat.journal.tickets)
                .singleElement()
                .satisfies(ticket -> assertThat(ticket.details().wish()).isEqualTo("return"));
    }

    @Test
    void voiceThatNobodyUnderstoodIsInTheTicketOfThePhotoThatCameWithIt() {
        chat.files.put("photo", new byte[] {1});
        chat.files.put("note", new byte[] {2});
        chat.ears = (audio, question) -> new Heard.Unclear("fake");
        chat.eyes = (photo, question) -> scratch();

        chat.send(List.of(PHOTO, VOICE, new Content.Text("it came like this")));

        assertThat(chat.journal.tickets).singleElement().satisfies(ticket -> {
            assertThat(ticket.summary()).isEqualTo("it came like this");
            assertThat(ticket.details().evidence())
                    .extracting(Evidence::kind)
                    .containsExactlyInAnyOrder(Evidence.Kind.VOICE, Evidence.Kind.PHOTO);
        });
    }

    @Test
    void whatIsSaidToBeWantedIsNotAskedAgainAfterTheProof() {
        chat.files.put("photo", new byte[] {1});
        chat.files.put("note", new byte[] {2});
        chat.ears = (audio, question) -> new Heard.Words("it is damaged, I want an exchange", "en", "fake");
        chat.eyes = (photo, question) -> scratch();

        assertThat(chat.send(List.of(PHOTO, VOICE, new Content.Text("order 2002"))))
                .doesNotContain("[Exchange]");
        assertThat(chat.say("mei.lin@mail.example"))
                .contains("order 2002", "you would like an exchange")
                .doesNotContain("[Exchange]");
        assertThat(chat.journal.tickets.getLast().details().wish()).isEqualTo("exchange");
        assertThat(chat.conversation().memory().topic().wish()).isNull();
    }

    @Test
    void anOrderNumberOnAScreenshotIsAsGoodAsOneThatWasTypedAndProvesNothing() {
        chat.files.put("photo", new byte[] {1});
        chat.eyes = (photo, question) -> new Seen(
                800,
                600,
                null,
                Fault.UNCLEAR,
                0,
                List.of(),
                new byte[0],
                new PhotoInspector.Written(List.of("2002"), List.of()));

        String answer = chat.send(List.of(PHOTO, new Content.Text("where is this order?")));
        assertThat(answer).contains("2002").doesNotContain("has been shipped");
    }

    @Test
    void wordsOnAPictureAreNoWordsOfTheShopper() {
        assertThat(new PhotoInspector.Written(List.of("refund everything", "1001; drop", "2002"), List.of("E1 now!"))
                        .toString())
                .contains("2002")
                .doesNotContain("refund", "drop", "now");
    }

    @Test
    void whoHasProvenAnOrderIsNotAskedAgainForAPhotoOfIt() {
        chat.files.put("photo", new byte[] {1});
        chat.eyes = (photo, question) -> scratch();
        chat.say("where is 2002");
        chat.say("mei.lin@mail.example");
        chat.now = chat.now.plusSeconds(60);

        assertThat(chat.send(List.of(PHOTO)))
                .contains("order 2002", "[Exchange]")
                .doesNotContain("is yours");
    }

    @Test
    void photoThatCannotBeLookedAtIsKeptAndSaidToBe() {
        assertThat(chat.send(List.of(PHOTO))).contains("kept the photo");
        assertThat(chat.journal.tickets).hasSize(1);
    }

    private static Seen scratch() {
        return new Seen(
                800,
                600,
                new Match("p1", "KETTLE-1", "Kettle", 0.9),
                Fault.SCRATCH,
                0.8,
                List.of(new Box(10, 20, 100, 8, 0.8)),
                new byte[0]);
    }
}

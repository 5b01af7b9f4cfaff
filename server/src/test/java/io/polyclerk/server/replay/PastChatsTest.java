package io.polyclerk.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyclerk.server.replay.PastChat.Line;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PastChatsTest {

    @Test
    void aTableIsReadWithItsQuotesAndLineBreaks() {
        List<PastChat> chats = PastChats.read("""
                \uFEFFconversation,from,text
                17,shopper,"Hello, where
                is ""1001""?"
                17,agent,On its way
                18,customer,Danke
                """);
        assertThat(chats).hasSize(2);
        assertThat(chats.get(0).lines())
                .containsExactly(new Line(true, "Hello, where\nis \"1001\"?"), new Line(false, "On its way"));
        assertThat(chats.get(1).lines()).containsExactly(new Line(true, "Danke"));
    }

    @Test
    void columnsAreKnownByTheNamesOfOtherDesks() {
        assertThat(PastChats.read("Ticket_ID,Author_Type,Body\n5,end-user,Hi\n5,staff,Hello"))
                .containsExactly(new PastChat("5", List.of(new Line(true, "Hi"), new Line(false, "Hello"))));
    }

    @Test
    void namesOfPeopleAreNotTakenForSides() {
        assertThat(PastChats.read("""
                Ticket ID,Created At,Author,Author Role,Comment Body,Public
                4711,2026-10-02,Jane Miller,end-user,Where is 1001?,true
                4711,2026-10-02,Tom Agent,agent,Is in the other warehouse,false
                4711,2026-10-02,Tom Agent,agent,It comes tomorrow,true
                """))
                .containsExactly(new PastChat(
                        "4711", List.of(new Line(true, "Where is 1001?"), new Line(false, "It comes tomorrow"))));
    }

    @Test
    void whoOpensAChatIsItsShopperWhereOnlyNamesStand() {
        assertThat(PastChats.read("Chat;Sender;Message\n9;Jane;Hi, 2,50 €?\n9;Tom;Yes\n9;Jane;Fine"))
                .containsExactly(new PastChat(
                        "9", List.of(new Line(true, "Hi, 2,50 €?"), new Line(false, "Yes"), new Line(true, "Fine"))));
    }

    @Test
    void columnsOfYesAndNoSayWhoSpeaks() {
        assertThat(PastChats.read("ticketId\tincoming\tbody_text\n3\ttrue\tHi\n3\tfalse\tHello"))
                .containsExactly(new PastChat("3", List.of(new Line(true, "Hi"), new Line(false, "Hello"))));
    }

    @Test
    void messagesWithinChatsAreRead() {
        List<Line> said = List.of(new Line(true, "Hi"), new Line(false, "Hello"));
        assertThat(PastChats.read("""
                [{"id": 7, "subject": "x", "comments": [
                  {"author": {"role": "end-user", "name": "Jane"}, "plain_body": "Hi", "public": true},
                  {"author": {"role": "agent", "name": "Tom"}, "plain_body": "Hello", "public": true},
                  {"author": {"role": "agent"}, "plain_body": "a note", "public": false}]}]
                """)).containsExactly(new PastChat("7", said));
        assertThat(PastChats.read("""
                {"conversations": [{"number": "8", "messages": [
                  {"sender_type": "Contact", "content": "Hi", "private": false},
                  {"sender_type": "User_Agent", "message_type": 1, "content": "Hello"}]}]}
                """)).extracting(PastChat::id).containsExactly("8");
    }

    @Property(tries = 500)
    void anythingIsReadOrRefused(@ForAll String file) {
        try {
            assertThat(PastChats.read("chat,from,text\n" + file)).isNotEmpty();
        } catch (UnreadableChatsException refused) {
            assertThat(refused.why()).isNotNull();
        }
        assertThatThrownBy(() -> PastChats.read("{" + file)).isInstanceOf(UnreadableChatsException.class);
    }

    @Test
    void jsonLinesAndOurOwnExportAreRead() {
        assertThat(PastChats.read("""
                {"conversation":"a","from":"shopper","text":"你好"}
                {"type":"conversation","id":"b"}
                {"type":"message","conversation":"b","author":"shopper","contents":[{"type":"text","text":"Hola"}]}
                {"type":"event","conversation":"b"}
                """)).extracting(PastChat::id).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeReadIsRefusedWithTheReasonAndWithoutQuotingIt() {
        assertThatThrownBy(() -> PastChats.read("name,phone\nAnn,secret-phone"))
                .isInstanceOf(UnreadableChatsException.class)
                .hasMessageContaining("head")
                .hasMessageNotContaining("secret-phone");
        assertThatThrownBy(() -> PastChats.read("{\"conversation\":"))
                .isInstanceOf(UnreadableChatsException.class)
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> PastChats.read("")).isInstanceOf(UnreadableChatsException.class);
        assertThatThrownBy(() -> PastChats.read("conversation,from,text\n1,agent,only us"))
                .hasMessageContaining("shopper");
    }
}

package io.polyclerk.server.persistence.orders;

import io.polyclerk.server.install.OrderTalks;
import io.polyclerk.server.persistence.Database;
import io.polyclerk.server.persistence.LikePattern;
import io.polyclerk.server.persistence.Session;
import java.util.Locale;

/** Finds conversations and tickets of an order. */
public final class SqlOrderTalks implements OrderTalks {

    private static final int MOST = 20;

    private final Database database;

    public SqlOrderTalks(Database database) {
        this.database = database;
    }

    @Override
    public Talked about(String merchant, String store, String order, String number, String customer) {
        String first = " fetch first " + MOST + " rows only";
        return database.read(session -> new Talked(
                session.all(
                        """
                        select c.id, c.connection_id, c.holder, c.language, c.updated_at from conversation c
                        where c.merchant = ? and (c.memory like ? escape '!' or (c.memory like ? escape '!' and exists (
                          select 1 from message m where m.conversation_id = c.id and m.sender like ? escape '!')))
                        order by c.updated_at desc""" + first,
                        row -> new Talk(
                                row.getString("id"),
                                row.getString("connection_id"),
                                row.getString("holder").toLowerCase(Locale.ROOT),
                                row.getString("language"),
                                Session.requiredInstant(row, "updated_at")),
                        merchant,
                        LikePattern.containing("\"" + store + "/" + order + " "),
                        LikePattern.containing("\"orderNumber\":\"" + number + "\""),
                        LikePattern.containing("\"verifiedCustomerId\":\"" + customer + "\"")),
                session.all(
                        "select id, kind, state, urgent, created_at from ticket where merchant = ? and order_number = ?"
                                + " order by id desc" + first,
                        row -> new Ticket(
                                row.getLong("id"),
                                row.getString("kind"),
                                row.getString("state").toLowerCase(Locale.ROOT),
                                row.getBoolean("urgent"),
                                Session.requiredInstant(row, "created_at")),
                        merchant,
                        number)));
    }
}

-- What stores tell, in the order in which it came, and what shoppers were promised while a store was away.
-- Runs on H2 (PostgreSQL mode) and on PostgreSQL.

alter table store_event add column seq bigint generated always as identity;
create index store_event_newest on store_event (connection_id, kind, seq);

create table shop_promise (
  ticket_id bigint primary key references ticket (id) on delete cascade,
  conversation_id varchar(36) not null references conversation (id),
  merchant varchar(64) not null,
  intent varchar(64) not null,
  made_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  tries integer default 0 not null
);
create index shop_promise_due on shop_promise (due_at);
create index shop_promise_of_conversation on shop_promise (conversation_id);

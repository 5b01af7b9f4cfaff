-- What the numbers of service are made of: a row for each time that a shopper got in touch. Made of the events and tickets of a conversation
-- alone, and made anew when there is a new one. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

create table service_contact (
  conversation_id varchar(36) not null references conversation (id) on delete cascade,
  begun_at timestamp with time zone not null,
  merchant varchar(64) not null,
  connection_id varchar(64) not null,
  language varchar not null,
  -- wire names, apart by U+001F
  wishes varchar not null,
  handed_off boolean not null,
  ticket boolean not null,
  ended boolean not null,
  reopened boolean not null,
  solved boolean not null,
  turns integer not null,
  local_turns integer not null,
  understood_turns integer not null,
  rating integer,
  -- seconds
  agent_wait bigint,
  -- milliseconds, apart by U+001F
  bot_waits varchar not null,
  primary key (conversation_id, begun_at)
);
create index service_contact_of_merchant on service_contact (merchant, begun_at);
create index service_contact_by_time on service_contact (begun_at);

-- Conversations in which something has happened since their rows were made; written in the transaction in which it happens.
create table stale_contacts (
  id bigint generated always as identity primary key,
  conversation_id varchar(36) not null
);
insert into stale_contacts (conversation_id) select id from conversation;

-- Runs on H2 (PostgreSQL mode) and on PostgreSQL. Texts have no length limit in SQL: the server limits them before they get here.

create table connection (
  id varchar(64) primary key,
  adapter varchar(64) not null,
  merchant varchar(64) not null,
  -- name to {"plain": …} or {"sealed": …}; secrets are only ever sealed
  settings varchar not null,
  state varchar(16) not null,
  reason varchar,
  check_state varchar(16) not null,
  check_detail varchar,
  checked_at timestamp with time zone,
  created_at timestamp with time zone not null
);

create table poll_cursor (
  connection_id varchar(64) primary key,
  cursor_value varchar not null
);

create table conversation (
  id varchar(36) primary key,
  connection_id varchar(64) not null,
  chat_id varchar(512) not null,
  merchant varchar(64) not null,
  holder varchar(24) not null,
  language varchar(35),
  memory varchar not null,
  version bigint not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  unique (connection_id, chat_id)
);
create index conversation_by_time on conversation (updated_at);

-- Everything that was said, in order of id. pending: 0 done with, 1 waits for a turn, 2 waits to be sent.
create table message (
  id bigint generated always as identity primary key,
  conversation_id varchar(36) not null references conversation (id),
  connection_id varchar(64) not null,
  author varchar(8) not null,
  contents varchar not null,
  at timestamp with time zone not null,
  pending smallint not null,
  -- what came in
  delivery_key varchar(256),
  edit_id varchar(256),
  deleted boolean default false not null,
  sender varchar,
  group_id varchar(256),
  sent_at timestamp with time zone,
  interpretation varchar,
  -- what goes out
  state varchar(12),
  idempotency_key varchar(32),
  platform_message_id varchar(256),
  attempts integer default 0 not null,
  not_before timestamp with time zone,
  uncertain boolean default false not null,
  reason varchar,
  unique (connection_id, delivery_key)
);
create index message_pending on message (pending, conversation_id, id);
create index message_of_conversation on message (conversation_id, id);
create index message_by_platform_id on message (connection_id, platform_message_id);
create index message_by_key on message (idempotency_key);

create table ticket (
  id bigint generated always as identity primary key,
  conversation_id varchar(36) not null references conversation (id),
  merchant varchar(64) not null,
  kind varchar(64) not null,
  summary varchar not null,
  order_number varchar(128),
  language varchar(35) not null,
  urgent boolean not null,
  state varchar(12) not null,
  created_at timestamp with time zone not null
);
create index ticket_of_merchant on ticket (merchant, id);

create table wrong_proof (
  merchant varchar(64) not null,
  order_number varchar(128) not null,
  at timestamp with time zone not null
);
create index wrong_proof_of_order on wrong_proof (merchant, order_number, at);

create table store_event (
  connection_id varchar(64) not null,
  event_id varchar(256) not null,
  kind varchar(32) not null,
  subject varchar(128) not null,
  at timestamp with time zone not null,
  primary key (connection_id, event_id)
);

-- What happened, for numbers that can be computed again.
create table event (
  id bigint generated always as identity primary key,
  at timestamp with time zone not null,
  merchant varchar(64) not null,
  conversation_id varchar(36),
  kind varchar(32) not null,
  details varchar not null
);
create index event_by_time on event (merchant, at);

create table cached_value (
  connection_id varchar(64) not null,
  name varchar(256) not null,
  content varchar not null,
  expires_at timestamp with time zone not null,
  primary key (connection_id, name)
);

create table api_token (
  id varchar(32) primary key,
  name varchar(128) not null,
  role varchar(16) not null,
  hash varchar(64) not null unique,
  created_at timestamp with time zone not null
);

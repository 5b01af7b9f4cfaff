-- Writing first: what shoppers allow, which orders their chats follow, and what was decided about each occasion.
-- Runs on H2 (PostgreSQL mode) and on PostgreSQL.

-- The bot said it without being asked: it goes out now or not at all.
alter table message add column unasked boolean default false not null;

-- What was said about being written to, word for word and in order; only ever added to, and gone with the shopper.
create table consent (
  id bigint generated always as identity primary key,
  conversation_id varchar(36) not null references conversation (id) on delete cascade,
  -- of the shopper's message
  sequence bigint not null,
  sender varchar(512) not null,
  -- asked, given, refused, withdrawn
  state varchar(12) not null,
  -- wire names, apart by blanks
  purposes varchar(200) not null,
  language varchar(35) not null,
  question varchar,
  answer varchar,
  at timestamp with time zone not null,
  unique (conversation_id, sequence, state)
);

-- Orders that a chat was shown after proof. Ids only; used only while the shopper has consented.
create table followed_order (
  conversation_id varchar(36) not null references conversation (id) on delete cascade,
  store varchar(64) not null,
  order_id varchar(128) not null,
  order_number varchar(128) not null,
  sender varchar(512) not null,
  -- names of what had happened when it was shown, apart by U+001F
  seen varchar not null,
  followed_at timestamp with time zone not null,
  primary key (conversation_id, store, order_id)
);
create index followed_order_of_store on followed_order (store, order_id);

-- Followed orders that have changed since they were looked at; written in the transaction that stores what the shop told.
create table order_look (
  id bigint generated always as identity primary key,
  store varchar(64) not null,
  order_id varchar(128) not null,
  noted_at timestamp with time zone not null,
  due_at timestamp with time zone not null
);
create index order_look_due on order_look (due_at);

-- One row for each order, occasion and subject: what happens twice is planned once, and what was decided stays decided.
create table proactive (
  -- also the idempotency key of what is said
  id varchar(32) primary key,
  merchant varchar(64) not null,
  store varchar(64) not null,
  order_id varchar(128) not null,
  order_number varchar(128) not null,
  occasion varchar(24) not null,
  subject varchar(128) not null,
  -- planned, told, spared, dropped
  state varchar(12) not null,
  why varchar(24),
  conversation_id varchar(36) references conversation (id) on delete set null,
  by_template boolean default false not null,
  planned_at timestamp with time zone not null,
  -- when it was meant to be said, and when it is looked at next
  meant_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  -- what the order cost when it was decided; of first reminders also until when a payment counts, and when it came
  amount varchar(40),
  currency varchar(3),
  watch_until timestamp with time zone,
  watch_ended boolean default false not null,
  paid_at timestamp with time zone,
  paid_amount varchar(40),
  unique (store, order_id, occasion, subject)
);
create index proactive_due on proactive (state, due_at);
create index proactive_of_merchant on proactive (merchant, decided_at);
create index proactive_of_conversation on proactive (conversation_id, decided_at);
create index proactive_watched on proactive (watch_ended, watch_until);

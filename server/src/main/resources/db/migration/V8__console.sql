-- What the console needs. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

-- The merchant whose things alone a token opens; null for a token of the whole server.
alter table api_token add column merchant varchar(64);

-- What a merchant has chosen, one JSON document for each name.
create table merchant_setting (
  merchant varchar(64) not null,
  name varchar(64) not null,
  content varchar not null,
  version bigint not null,
  changed_at timestamp with time zone not null,
  primary key (merchant, name)
);

-- What the bot would say where a human decides: the newest for each conversation, gone once it was sent or thrown away.
create table suggestion (
  id varchar(36) primary key,
  conversation_id varchar(36) not null unique references conversation (id) on delete cascade,
  contents varchar not null,
  memory varchar not null,
  interpretation varchar,
  at timestamp with time zone not null
);

-- When the shopper was last asked how content they are; null when never.
alter table conversation add column rating_asked_at timestamp with time zone;

-- Who looks at a conversation now; rows that are not renewed mean nothing any more.
create table presence (
  conversation_id varchar(36) not null references conversation (id) on delete cascade,
  actor varchar(64) not null,
  writing boolean not null,
  at timestamp with time zone not null,
  primary key (conversation_id, actor)
);

-- Past chats that were played to the bot without any effect, and what it would have done.
create table replay (
  id varchar(36) primary key,
  merchant varchar(64) not null,
  name varchar(200) not null,
  state varchar(12) not null,
  done integer not null,
  total integer not null,
  result varchar,
  reason varchar,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone
);
create index replay_of_merchant on replay (merchant, created_at);

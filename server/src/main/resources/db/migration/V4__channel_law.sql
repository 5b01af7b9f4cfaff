-- What platforms allow, the files that shoppers send, and who answers. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

-- Which window of the channel's law an inbound message opened: null for the ordinary one, 'nothing' for none.
alter table message add column opens varchar(32);
-- Template by which it is said; null for free words.
alter table message add column template varchar(128);
-- The moment that was taken for it in the connection's rate; null when none is.
alter table message add column slot timestamp with time zone;

-- When a human last showed up in the conversation, here or in the platform's own app.
alter table conversation add column human_at timestamp with time zone;
-- The holder that the platform was told of; null when it never was.
alter table conversation add column told varchar(24);

-- When the next message of a connection may go, over all chats and nodes.
create table sending_slot (
  connection_id varchar(64) primary key,
  next_at timestamp with time zone not null
);

-- Who does something that only one node may do at a time.
create table lease (
  name varchar(128) primary key,
  owner varchar(64) not null,
  expires_at timestamp with time zone not null
);

-- Files of shoppers; their contents lie encrypted in the media folder.
create table media_file (
  id bigint generated always as identity primary key,
  message_id bigint not null,
  conversation_id varchar(36) not null,
  connection_id varchar(64) not null,
  -- place among the message's contents
  place integer not null,
  media_id varchar(256) not null,
  reference varchar not null,
  state varchar(12) not null,
  attempts integer default 0 not null,
  not_before timestamp with time zone not null,
  reason varchar,
  -- what is known once it is kept
  file varchar(64),
  content_type varchar(128),
  bytes bigint,
  sha256 varchar(64),
  created_at timestamp with time zone not null,
  keep_until timestamp with time zone
);
create index media_due on media_file (state, not_before);
create index media_of_conversation on media_file (conversation_id, message_id, place);
create index media_by_platform_id on media_file (connection_id, media_id);
create index media_by_end on media_file (keep_until);

-- One key for each conversation, itself encrypted: without it the files are noise.
create table media_key (
  conversation_id varchar(36) primary key,
  sealed varchar not null,
  created_at timestamp with time zone not null
);

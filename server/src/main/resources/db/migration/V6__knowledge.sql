-- What shops have written. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

-- A text: a policy of the store, or a file that somebody uploaded. The index is built from it and can be built anew.
create table knowledge_text (
  id varchar(64) primary key,
  merchant varchar(64) not null,
  -- policy, file
  kind varchar(16) not null,
  title varchar(256) not null,
  language varchar(35) not null,
  page varchar(2000),
  media_type varchar(128),
  -- waiting, reading, ready, refused
  state varchar(16) not null,
  -- 0 to 100
  progress int not null,
  -- Why it was refused, in words that a seller understands; null when it was not.
  reason varchar(1000),
  -- SHA-256 of what it was made from, so that only what has changed is read again.
  version varchar(64) not null,
  changed_at timestamp with time zone not null
);
create index knowledge_text_of_merchant on knowledge_text (merchant, changed_at);

create table knowledge_piece (
  text_id varchar(64) not null references knowledge_text (id) on delete cascade,
  position int not null,
  heading varchar(1000) not null,
  content varchar not null,
  primary key (text_id, position)
);

-- Browsers that are told what somebody should look at. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

create table push_subscription (
  id varchar(64) primary key,
  -- of an account or a token
  owner varchar(64) not null,
  -- a keyed hash of the address, by which a browser that comes again is known
  endpoint varchar(64) not null unique,
  -- address and keys of the browser, sealed
  content varchar not null,
  language varchar(35) not null,
  -- kinds of notices, apart by blanks
  kinds varchar(400) not null,
  -- what was told and is still so: kind and subject to how many, as JSON
  told varchar not null,
  created_at timestamp with time zone not null
);
create index push_subscription_of_owner on push_subscription (owner);

create table outgoing_push (
  id bigint generated always as identity primary key,
  subscription_id varchar(64) not null references push_subscription (id) on delete cascade,
  -- browsers and their services keep the last of one topic only, so a repetition is no second one
  topic varchar(32) not null,
  -- words, sealed
  content varchar not null,
  attempts integer default 0 not null,
  due_at timestamp with time zone not null,
  until_at timestamp with time zone not null
);
create index outgoing_push_due on outgoing_push (due_at);

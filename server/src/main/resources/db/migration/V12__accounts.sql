-- People who sign in with a password. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

create table account (
  id varchar(64) primary key,
  -- What the person types, in lower case.
  login varchar(254) not null unique,
  name varchar(128) not null,
  role varchar(16) not null,
  -- The merchant whose things alone the person sees; null for all.
  merchant varchar(64),
  -- Argon2id with its parameters and salt.
  password varchar(256) not null,
  locked boolean not null,
  created_at timestamp with time zone not null
);

create table account_session (
  -- SHA-256 of the secret in the cookie.
  hash varchar(64) primary key,
  account_id varchar(64) not null references account (id) on delete cascade,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone not null
);
create index account_session_of_account on account_session (account_id);
create index account_session_by_use on account_session (used_at);
